"""The database: tables, engines, and transactions in which rows, log entries and jobs commit together."""
