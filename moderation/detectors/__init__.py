"""One file each: what can be noticed in a single event, without memory. Each module holds one ``DETECTOR``."""
