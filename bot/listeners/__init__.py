"""What people do in Slack, each listener thin: take the payload apart, call one thing, hand the result to a view."""
