"""One file each: what only shows over time. Each module holds one ``PATTERN``."""
