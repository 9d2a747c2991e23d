"""The engine that asks a language model, of any provider LangChain knows."""
