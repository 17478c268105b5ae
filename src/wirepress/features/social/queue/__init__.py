"""What goes out: the outbox, the accounts' rules, and what people do to the queue."""
