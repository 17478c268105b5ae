"""The reports over REST: /wirepress/v1/analytics/."""
