"""One event as detectors see it: its text in all views, the rules that fired, whom it is said to, and how."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from moderation.events import Event
from moderation.evidence.facts import ProtectedFacts
from moderation.learned.model import Opinion
from moderation.lexicon.compiled import RuleHit
from moderation.lexicon.lexicon import Lexicon
from moderation.signals import Span
from moderation.taxonomy import Addressee, Modality
from moderation.text.views import TextViews


class Setting(StrEnum):
    """Where the creator is streaming from (docs/taxonomy.md, ``live_location_context``)."""

    STUDIO = "studio"
    IRL = "irl"
    EVENT = "event"


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is known around an event: names, the stream, and what the creator protects.

    Names are single folded words (``moderation.text.fold.plain_word``). ``others`` are names of viewers seen lately.
    """

    creator_names: frozenset[str] = frozenset()
    staff_names: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()
    setting: Setting = Setting.STUDIO
    game: bool = False
    online: bool = False
    facts: ProtectedFacts = field(default_factory=ProtectedFacts)


@dataclass(frozen=True, slots=True)
class Tone:
    """The message-wide part of how it was said, and to whom; worked out by ``moderation.assessment.tone``."""

    addressee: Addressee = Addressee.CHAT
    modality: Modality = Modality.ASSERTED
    own_story: bool = False
    reporting: bool = False
    advice: bool = False
    real_world: bool = False
    game_words: bool = False
    quoted: tuple[Span, ...] = ()
    staged: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Heard:
    """A rule that fired and counts, with how its words were said."""

    hit: RuleHit
    modality: Modality
    addressee: Addressee


@dataclass(frozen=True, slots=True)
class Reading:
    """What a detector is given. ``before`` is the plain text of the author's own lines of the last 20 seconds."""

    event: Event
    views: TextViews
    lexicon: Lexicon
    surroundings: Surroundings
    hits: tuple[Heard, ...] = ()
    tone: Tone = field(default_factory=Tone)
    before: str = ""
    opinion: Opinion | None = None

    def feature(self, name: str) -> bool:
        """Whether the text holds any phrase of a feature set of the packs (``game``, ``quoted``, ``real_world``, ...)."""
        return self.lexicon.feature(name, self.views.plain)
