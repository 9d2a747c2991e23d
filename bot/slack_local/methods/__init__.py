"""The methods of Slack's Web API, one module for each family; each takes the platform and the arguments."""
