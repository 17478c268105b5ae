"""Search by an index of words, with the result of a search through every text.

A text is cut into words (letters, digits, underscores). What is searched for is a part of a word, as WordPress searches; so every
ending of every known word is kept in order, and a look among them gives the words that hold it. For each word there is a set of the
posts that have it, as a compressed bitmap; sets are joined and counted in memory. The index is made in the background: triggers note
each changed post in the transaction that changes it, and until its words are in the index it is searched the plain way. So the
result is always that of the plain way, whatever the index knows yet.
"""
