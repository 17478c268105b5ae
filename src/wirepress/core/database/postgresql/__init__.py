"""Django's PostgreSQL backend, which counts what was committed and does not wait for a server that hangs."""
