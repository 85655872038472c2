"""Reading what was really written: folding, views with a map back to the raw text, disguises undone."""
