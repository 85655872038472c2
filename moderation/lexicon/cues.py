"""Cues: what a message can show that is no category, but that memory, patterns and modality need."""

from __future__ import annotations

from typing import Final

CUES: Final[dict[str, str]] = {
    "refusal": "said no to a request (creator or moderator)",
    "soft_refusal": "deflected a request, jokingly or softly (creator or moderator)",
    "acceptance": "accepted a boundary or apologised (viewer)",
    "affection": "expressed liking or praise (viewer)",
    "past_payment": "cited money given as a reason",
    "self_identification": "said that another account is theirs",
    "travel_statement": "said that they travel or have a ticket",
    "giving_away": "gave away belongings or said goodbye to their life as it was",
    "help_request": "asked the creator for personal help or rescue",
    "possible_minor": "may be a child",
    "recruiting": "asked others to press a demand",
    "friendly_creator": "the creator answered in kind: friendly, inviting, thanking",
    "new_rule": "the creator or a moderator stated a standing rule",
    "absence_notice": "the creator announced a break, an end or a cancellation",
    "relationship_news": "the creator spoke of a partner or a collaboration",
    "price_change": "the creator announced other prices or perks",
    "changed_appearance": "a moderator noted that somebody came back in other clothes",
}

STAFF_CUES: Final = frozenset(
    {
        "refusal",
        "soft_refusal",
        "friendly_creator",
        "new_rule",
        "absence_notice",
        "relationship_news",
        "price_change",
        "changed_appearance",
    }
)
"""Cues that are looked for in what the creator and moderators write; the others are looked for in viewers' messages."""
