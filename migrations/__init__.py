"""Alembic: how the tables of the incident log came to be, step by step."""
