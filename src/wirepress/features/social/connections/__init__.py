"""Accounts and their access: connecting, using, renewing, looking after them, disconnecting."""
