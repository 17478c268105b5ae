"""Links between stories: which there are, which stories have none, and which might be made."""
