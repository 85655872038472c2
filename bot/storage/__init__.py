"""Storage: the incident log in a database, its tables, and how they came to be. ``open_log`` is the way in."""
