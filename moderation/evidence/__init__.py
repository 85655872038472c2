"""Evidence: how an entry becomes a record that cannot be changed unseen, and how a person's words can still be erased from it."""
