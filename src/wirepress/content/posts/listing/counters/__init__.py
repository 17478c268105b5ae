"""Kept counts and lists of posts: the database itself keeps them, by triggers, in the transaction that changes a post or its terms.

Whoever writes need not think of it: an action, an import and a line of SQL by hand are heard alike. What is kept: how many
posts of a type and status a month and a day have, how many an author and a term have in a month, and the published posts of a
term with their dates, in order. With these a total is a short sum, and page 5,000 begins where its month begins.
"""
