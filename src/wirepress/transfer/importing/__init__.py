"""One way in for everything: looks at what was given, says what it is, and has it read. Runs in the foreground or as a job.

`sources.py` tells kinds, `run_import.py` brings in, `runs.py` is what pages call: a run has a row in the database.
"""
