"""What networks' modules share: asking an API, OAuth, lengths of texts, knowing a text again, pictures that fit."""
