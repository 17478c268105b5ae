"""One file per table of WordPress: its rows become rows of ours."""
