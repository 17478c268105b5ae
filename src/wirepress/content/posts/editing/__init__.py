"""Several people and one post: who is writing, who saved last, and what happens when two save."""
