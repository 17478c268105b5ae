"""Networks: what one has to do (protocol.py), what may go wrong (errors.py), and a module for each that comes with Wirepress."""
