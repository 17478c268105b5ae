"""What other counters had counted before: a starting line for counts of all time."""
