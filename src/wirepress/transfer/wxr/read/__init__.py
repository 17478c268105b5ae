"""From the bytes of export files to records. Tolerant: what is broken is mended or left out by name, and never stops the rest."""
