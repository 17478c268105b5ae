"""What Django's database backends need to be told about a newsroom's load."""
