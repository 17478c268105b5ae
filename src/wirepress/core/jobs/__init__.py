"""Background work: named jobs with JSON arguments, now, later or on a schedule, on as many workers as there are.

A job is a row of the site's own database, written in the transaction of whoever wants it. It is run **at least once**: one that is
under way stays written down, and when its worker is killed another one begins it anew. So a job must bear to be begun twice. A period of a
periodic job is run once, by one worker of all.
"""
