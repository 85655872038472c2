"""Use cases: what commands, cogs and platforms ask for, over the ports of the domain."""
