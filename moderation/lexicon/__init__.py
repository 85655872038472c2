"""Rule packs: the phrase language, the packs' schema, and the compiled matcher."""
