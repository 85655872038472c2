"""What leaves the house: one file for each format, over one set of rules of who may see what."""
