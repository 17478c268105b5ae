"""`python -m wirepress`: the same commands as the console script."""

from wirepress.cli.quick import run

run()
