"""What a share says: from a story and an account's format to a message."""
