"""The site's own fonts: which there are, their files made small, the rules that name them."""
