"""The decision log: append-only, hash-chained, provable by anybody with the export."""
