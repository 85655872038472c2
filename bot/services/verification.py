"""Checking the log: read as of one moment, so that a live bot may go on writing meanwhile."""

from __future__ import annotations

from moderation.evidence.verify import Verifier
from moderation.ports import EvidenceSource


async def verify_log(log: EvidenceSource) -> int:
    """Check every entry of the log; returns how many there are, or raises ``VerificationError`` (or ``ModerationError``)."""
    verifier = Verifier()
    async with log.evidence() as evidence:
        async for record in evidence.records:
            verifier.take(record)
        verifier.end(evidence.head)
    return evidence.head.count
