"""Tests of ``moderation.values``."""
