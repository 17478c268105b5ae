"""What Revive Old Posts' clients and data meet here: its routes, its screens, its options, and the import of what it kept."""
