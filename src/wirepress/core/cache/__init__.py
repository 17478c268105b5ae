"""What is kept so that it is not made twice, and how it is known to be still true."""
