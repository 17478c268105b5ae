"""Which characters a search takes for the same: those that WordPress's database does."""
