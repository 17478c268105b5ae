"""HTTP at the socket: heads are read, kept answers are written, everything else goes on to the application."""
