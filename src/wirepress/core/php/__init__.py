"""PHP's wire formats and small functions, as WordPress clients and databases see them."""
