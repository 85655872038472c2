"""From signals and patterns to levels: tone, modifiers, fusion, explanation, and the life of an incident."""
