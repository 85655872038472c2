"""Settings, rule packs and data files: what can be changed without touching code."""
