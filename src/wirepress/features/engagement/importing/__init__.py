"""What other sites counted: taken over, and given back."""
