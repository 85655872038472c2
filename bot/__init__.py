"""Everything that touches the outside world: commands, platforms, storage, alerts."""
