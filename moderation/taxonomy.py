"""The taxonomy as versioned data: 30 categories, 24 patterns, levels, lanes, axes, topic families, modifiers.

Ids are stable: never reuse one for a new meaning; a change of meaning raises ``TAXONOMY_VERSION``. The ground for each row is
in ``docs/taxonomy.md``, with sources.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum

TAXONOMY_VERSION = 1


class Severity(IntEnum):
    """How serious one act is; ordered, so that levels compare."""

    INFO = 0
    LOW = 1
    MEDIUM = 2
    HIGH = 3
    CRITICAL = 4

    @property
    def word(self) -> str:
        """The level as the contracts write it."""
        return self.name.lower()

    @classmethod
    def parse(cls, word: str) -> Severity:
        """The level of a contract word; raises ``KeyError`` for any other word."""
        return cls[word.upper()]

    def raised(self, steps: int = 1) -> Severity:
        """This level some steps up (or down, when negative), never beyond the ends."""
        return Severity(max(Severity.INFO, min(Severity.CRITICAL, self + steps)))


SEVERITY_WEIGHTS = {Severity.INFO: 0, Severity.LOW: 1, Severity.MEDIUM: 3, Severity.HIGH: 7, Severity.CRITICAL: 15}
"""Weights for slopes only; never shown as a score."""


class Group(StrEnum):
    """The five groups of behaviour."""

    INFORMATION = "A"
    APPROACH = "B"
    ENTITLEMENT = "C"
    HOSTILITY = "D"
    CARE = "E"


class Axis(StrEnum):
    """The four axes, always shown apart; there is no single score."""

    APPROACH = "approach"
    THREAT = "threat"
    PERSISTENCE = "persistence"
    CARE = "care"


class Disposition(StrEnum):
    """What an incident is for: protecting the creator, or caring for a viewer."""

    PROTECT = "protect"
    CARE = "care"


class Family(StrEnum):
    """Topic families: what a request is about, and what a refusal refuses. ``ANY`` matches every family."""

    CONTACT = "contact"
    PERSONAL = "personal"
    LOCATION = "location"
    MEET = "meet"
    ATTENTION = "attention"
    RELATIONSHIP = "relationship"
    SEXUAL = "sexual"
    GIFT = "gift"
    ACCESS = "access"
    ANY = "any"


class Modality(StrEnum):
    """How a thing was said. Only ``ASSERTED`` and ``QUESTION`` keep full severity."""

    ASSERTED = "asserted"
    QUESTION = "question"
    HYPOTHETICAL = "hypothetical"
    QUOTED = "quoted"
    LYRIC = "lyric"
    ROLEPLAY = "roleplay"
    JOKE = "joke"
    GAME = "game"


class Addressee(StrEnum):
    """Whom a thing was said to, or about."""

    CREATOR = "creator"
    THIRD_PARTY = "third_party"
    CHAT = "chat"
    VIEWER = "viewer"
    SELF = "self"


@dataclass(frozen=True, slots=True)
class Category:
    """One behaviour that a message can show."""

    id: str
    group: Group
    severity: Severity
    axes: tuple[Axis, ...]
    family: Family | None
    meaning: str


def _row(ident: str, group: str, severity: str, axes: str, family: str, meaning: str) -> Category:
    return Category(
        ident,
        Group(group),
        Severity.parse(severity),
        tuple(Axis(a) for a in axes.split()),
        Family(family) if family else None,
        meaning,
    )


CATEGORIES: dict[str, Category] = {
    c.id: c
    for c in (
        _row("contact_info_request", "A", "medium", "approach", "contact", "asked for a private way to reach the creator"),
        _row("personal_detail_request", "A", "low", "approach", "personal", "asked for private facts about the creator"),
        _row("location_probe", "A", "medium", "approach", "location", "asked where the creator lives, is or goes"),
        _row("location_inference", "A", "high", "approach", "location", "worked out the creator's location from clues"),
        _row("private_info_exposure", "A", "critical", "approach", "", "posted or offered private data about the creator"),
        _row(
            "private_knowledge_claim", "A", "high", "approach threat", "", "claimed to have watched the creator or to know private things"
        ),
        _row("meet_request", "B", "low", "approach", "meet", "asked to meet in private"),
        _row("approach_intent", "B", "high", "approach", "meet", "stated a plan to go to the creator uninvited"),
        _row("proximity_claim", "B", "critical", "approach", "meet", "said they are or were physically near the creator"),
        _row("event_movement_probe", "B", "high", "approach", "location", "asked for non-public movements or protection around an event"),
        _row(
            "access_circumvention",
            "B",
            "high",
            "approach",
            "access",
            "described getting access by deception, hacking or an inside position",
        ),
        _row("unwanted_gift_delivery", "B", "medium", "approach", "gift", "sent or insisted on sending things outside the approved way"),
        _row("proxy_contact", "B", "medium", "approach", "access", "went through family, moderators or colleagues to reach the creator"),
        _row("attention_demand", "C", "low", "approach", "attention", "demanded a personal reply as something owed"),
        _row("relationship_claim", "C", "medium", "approach", "relationship", "asserted a mutual or exclusive bond as fact"),
        _row("donation_leverage", "C", "medium", "approach", "", "used money as a lever for access, information or attention"),
        _row("boundary_rejection", "C", "high", "approach", "", "argued away a refusal, rule or block"),
        _row("evasion_statement", "C", "medium", "approach", "access", "said they are getting round a ban or block"),
        _row("sexual_harassment", "D", "medium", "threat", "sexual", "made unwanted sexual remarks or requests"),
        _row("hostile_degradation", "D", "low", "threat", "", "insulted or shamed the creator as a person"),
        _row("grievance_statement", "D", "medium", "threat", "", "claimed a serious personal wrong and vowed it is not over"),
        _row("veiled_threat", "D", "high", "threat", "", "implied harm without saying it"),
        _row("conditional_threat", "D", "high", "approach threat", "", "tied harm, exposure or sabotage to a demand"),
        _row("direct_threat", "D", "critical", "threat", "", "stated an intent to harm"),
        _row("third_party_leakage", "D", "critical", "threat", "", "told others of an intent to harm or surprise the creator"),
        _row("brigading_incitement", "D", "high", "threat", "", "called on others to harass, locate or pressure someone"),
        _row("last_resort_language", "D", "critical", "approach threat care", "", "spoke of finality, no alternatives or a deadline"),
        _row("attachment_distress", "E", "info", "care", "", "expressed dependence on the creator, or grief about absence or a boundary"),
        _row("crisis_self_harm", "E", "high", "care", "", "suggested current suicidal thoughts or self-harm"),
        _row("coercive_self_harm", "E", "high", "care threat", "", "made self-harm conditional on what the creator does"),
    )
}

PATTERNS: dict[str, str] = {
    "repeat_after_refusal": "came back to a topic after a refusal",
    "changed_presentation_return": "came back after a refusal under another name or appearance",
    "multi_account_continuation": "went on with further accounts after enforcement",
    "donation_then_demand": "tied a demand to money given",
    "demand_ladder": "asked for more and more",
    "escalation_slope": "acts grow more serious or frequent over two weeks",
    "shortening_interval": "acts follow each other faster",
    "energy_burst": "far more acts in a day than usual for this person",
    "fixation_persistence": "acts on several days over weeks",
    "course_of_conduct_marker": "two or more acts with one purpose, one of them after a refusal",
    "cross_platform_pursuit": "acts on several platforms or channels",
    "multi_target_dispersion": "acts toward several people",
    "tone_reversal": "turned from affection or requests to hostility",
    "absence_boundary_reaction": "reacted to an absence or a boundary",
    "information_accumulation": "gathered several kinds of private facts",
    "approach_pathway": "moved from locating to meeting to going there",
    "event_window_rise": "acts name or rise toward an event",
    "moderation_resistance": "went on through repeated enforcement",
    "proxy_recruitment": "recruited others to press the demand",
    "threat_specificity": "a threat with several specifics",
    "last_resort_convergence": "finality together with loss, travel or grievance",
    "resource_intensity": "invested far more than others (context only)",
    "persistent_help_requests": "asked the creator for personal help again and again",
    "compliance_after_boundary": "accepted a boundary (mitigating)",
}

DEMANDED_FAMILIES = frozenset(
    {Family.CONTACT, Family.PERSONAL, Family.LOCATION, Family.MEET, Family.ATTENTION, Family.SEXUAL},
)
"""What money can be tied to (``donation_then_demand``)."""

REQUEST_GROUPS = frozenset({Group.INFORMATION, Group.APPROACH, Group.ENTITLEMENT})
QUALIFYING_GROUPS = frozenset({Group.INFORMATION, Group.APPROACH, Group.ENTITLEMENT, Group.HOSTILITY})
CARE_ONLY = frozenset({"attachment_distress", "crisis_self_harm"})
"""Categories that never raise a safety axis."""


def families_match(refused: Family, asked: Family | None) -> bool:
    """Whether a request in family ``asked`` falls under a refusal of ``refused`` (``ANY`` covers all)."""
    return refused is Family.ANY or refused is asked
