"""Sending: one row of the outbox at a time, never twice, and what becomes of what was sent."""
