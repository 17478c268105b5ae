"""What was read, by whom, from where: questions to the rolled-up counts, with typed answers. See docs/analytics.md."""
