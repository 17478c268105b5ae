"""What plugins declare, a type each. `core/hooks.py` says which hook answers which."""
