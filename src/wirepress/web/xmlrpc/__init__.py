"""/xmlrpc.php: the interface of older writing programs, answered as WordPress 7.1 answers it."""
