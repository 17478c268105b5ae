"""Plausible stories in any number, made fast: for measuring, never for a site that is read."""
