"""Networks that are an address which takes a POST: Discord's and Slack's channels, and any program's."""
