"""What somebody is told who comes back to something that is not there any more."""

from __future__ import annotations

REQUEST = "That request does not exist any more; ask again if you still need the access."
ACCESS = "That access does not exist any more."
TASK = "That task does not exist any more."
REVIEW = "That review does not exist any more."
APPEAL = "That appeal does not exist any more."
QUESTION = "That question does not exist any more."
"""One that an approver put to the requester."""
INQUIRY = "I no longer have that question; ask me again."
"""A question about somebody."""
