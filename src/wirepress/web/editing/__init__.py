"""What an editor in the browser asks for while somebody writes: locks, nonces, autosaves, signs of life. WordPress's addresses and names."""
