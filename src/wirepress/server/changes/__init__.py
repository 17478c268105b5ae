"""How a cache learns that something changed: triggers of the database record it in the same transaction.

Nothing that writes has to think of it: an import, a plugin's own table and a line of SQL by hand are heard like any other.
"""
