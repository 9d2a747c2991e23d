"""What may be: requests, stages, decisions, policy, risk, grants, the decision log, the store and the jobs.

Knows nothing of Slack nor of language models; `bot` draws what is announced here.
"""
