"""What people decide about single items: every deed is one transaction, says what happened, and may be repeated without harm."""
