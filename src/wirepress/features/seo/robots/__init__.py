"""What robots are told: robots.txt, and the same rights as Content-Signal, RSL and TDMRep."""
