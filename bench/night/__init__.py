"""The wire by night: a world of sources that misbehave, gathered by several workers that are killed now and then.

    python -m bench.night [--hours N] [--workers N] [--kills N] [--database sqlite|postgres]

Each hour of the night takes a few seconds: the sources move on, everything is due, the workers look. In the morning every story has to
stand on the site exactly once, corrected as its source did; nothing without words may be public; the mails have to be those that
somebody needs; and the workers' memory has to be flat. Ends with 1 and says what is wrong when anything is.
"""
