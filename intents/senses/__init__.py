"""What texts mean, near enough to tell that a `pay slip` is nearer to payroll than to parking.

The sentence model all-MiniLM-L6-v2, tuned to requests for access and read with numpy: no PyTorch, no download, 10 ms
for a message. Where its package is not installed, messages are read by their words alone.
"""

from intents.senses.model import SentenceModel, sentence_model

__all__ = ["SentenceModel", "sentence_model"]
