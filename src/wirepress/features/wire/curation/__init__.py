"""What people decide about single items. Every action is one transaction, says what happened, and may be repeated without harm."""
