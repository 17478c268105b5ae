"""HTTP at the socket: request heads are read, cached answers are written, everything else goes on to the application."""
