"""How people meet Usher: Slack listeners, views and delivery, the playground, the command line, and the wiring."""
