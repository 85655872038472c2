"""What is remembered: viewers, the creator's house, and event-time windows. Counts, times and references, not chat."""
