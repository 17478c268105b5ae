"""Story HTML for our own pages. REST keeps WordPress's bytes; here the same HTML becomes a well-formed part of a page that works
under a strict Content Security Policy, with a keyboard and without JavaScript."""
