"""Steps 3 and 4: what can be seen in one message, alone and read on from the author's last lines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from moderation.assessment.doubt import doubted
from moderation.assessment.hearing import hear
from moderation.assessment.particulars import NONE as NO_PARTICULARS
from moderation.assessment.particulars import Particulars, Source, particulars_of
from moderation.assessment.tone import tone_of
from moderation.assessments import Silence
from moderation.calendar import KnownEvent
from moderation.events import Event
from moderation.evidence.facts import ProtectedFacts
from moderation.learned.model import LearnedModel, Opinion
from moderation.lexicon.compiled import RuleHit
from moderation.lexicon.lexicon import Anchored, Lexicon
from moderation.lexicon.lexicon import Seen as Groups
from moderation.memory.house import SPLIT_LINES, House, Tail
from moderation.oracle import cues_given, signals_given
from moderation.reading import Reading, Surroundings
from moderation.rules import Detector, RuleSettings
from moderation.signals import Cue, Signal
from moderation.text.fold import digit_count, plain_word, scan_bytes
from moderation.text.views import TextViews

SURE: Final = 0.5
"""Signals below this confidence do not count."""
FEWEST_WORDS: Final = 3
"""Messages with fewer words, or without any word of the packs, are left to the rules."""
MAX_SPLIT_LINE: Final = 90
MAX_SPLIT_LINES: Final = 3
"""Lines of one author are read on only when each is at most this long (characters), and at most so many together."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What was seen in one message."""

    signals: tuple[Signal, ...] = ()
    cues: tuple[Cue, ...] = ()
    silences: tuple[Silence, ...] = ()
    about: Particulars = NO_PARTICULARS


NOTHING_SEEN: Final = Seen()


@dataclass(frozen=True, slots=True)
class Options:
    """What can be set about a pipeline.

    ``oracle`` gives categories (and cues) by event id in place of the detectors, for evaluation: see ``moderation.oracle``. ``calendar``
    holds the events that the creator will be at; ``model`` is the learned second opinion, or none.
    """

    facts: ProtectedFacts = field(default_factory=ProtectedFacts)
    settings: Mapping[str, RuleSettings] = field(default_factory=dict)
    oracle: Mapping[str, Sequence[str]] | None = None
    calendar: tuple[KnownEvent, ...] = ()
    model: LearnedModel | None = None


@dataclass(frozen=True, slots=True)
class _Gating:
    """What decides which detectors are asked about a message."""

    groups: Groups
    digits: int
    before: str
    opinion: Opinion | None


class Sight:
    """Asks the lexicon and the detectors. Cheap on ordinary messages: most end after one scan."""

    def __init__(self, lexicon: Lexicon, detectors: Mapping[str, Detector], options: Options) -> None:
        """Take the compiled packs and the detectors by name."""
        gates = {name: d.gate for name, d in detectors.items()}
        self._lexicon = lexicon
        self._detectors = detectors
        self._options = options
        self._digit_gates = {name: g.digits for name, g in gates.items() if g.digits}
        self._fewest_digits = min(self._digit_gates.values(), default=1 << 30)
        self._always = [name for name, g in gates.items() if g.always] if options.facts.lengths else []
        self._settings = {d.name: options.settings.get(d.name) or d.settings() for d in detectors.values()}

    def of_staff(self, event: Event) -> list[Cue]:
        """Cues in what the creator or a moderator wrote."""
        return self._staff_cues(event, event.text)

    def of_note(self, event: Event) -> list[Cue]:
        """Cues in what a moderator noted with a boundary, or gave as the reason of enforcement."""
        text = (event.boundary.note if event.boundary else event.moderation.reason if event.moderation else None) or ""
        return self._staff_cues(event, text)

    def _staff_cues(self, event: Event, text: str) -> list[Cue]:
        cues = [_cue(hit) for hit in self._lexicon.read(text, staff=True)] if text else []
        return cues if self._options.oracle is None else [*cues, *cues_given(event, self._options.oracle.get(event.id, ()))]

    def of_viewer(self, event: Event, house: House, at: float) -> Seen:
        """Signals and cues in what a viewer wrote; their last lines are remembered for the next."""
        lexicon, text = self._lexicon, event.text
        groups = lexicon.scan(scan_bytes(text))
        candidates = lexicon.candidates(groups) if groups else []
        before, across = self._lines_before(event, house, at, groups)
        digits = digit_count(text) if self._digit_gates else 0
        opinion = self._opinion(text, groups)
        looked_at = lexicon.interesting(groups, candidates) or across or digits >= self._fewest_digits or self._always or opinion
        if not (looked_at or self._options.oracle is not None):
            return NOTHING_SEEN
        views = TextViews(text)
        hits = lexicon.match(views, groups, candidates)
        if across:
            known = {h.rule.id for h in hits}
            hits += [h for h in lexicon.match_across(before, views, across) if h.rule.id not in known]
        if self._options.oracle is not None:
            return self._told(event, house, views, hits, self._options.oracle.get(event.id, ()))
        return self._detect(event, house, views, hits, _Gating(groups, digits, before, opinion))

    def _opinion(self, text: str, groups: Groups) -> Opinion | None:
        """What the learned model makes of a message in which any word of the packs occurs."""
        model = self._options.model
        if model is None or not groups:
            return None
        words = plain_word(text).split()
        return model.judge(words) if len(words) >= FEWEST_WORDS and model.may_matter(words) else None

    def _told(self, event: Event, house: House, views: TextViews, hits: list[RuleHit], given: Sequence[str]) -> Seen:
        """What was given beforehand, in place of what would be detected; cues are still read from the text as well."""
        signals = signals_given(event, given, hits)
        cues = (*(_cue(h) for h in hits if h.rule.cue), *cues_given(event, given))
        return Seen(signals, cues, (), self._about(signals, event, house, views))

    def _about(self, signals: Sequence[Signal], event: Event, house: House, views: TextViews) -> Particulars:
        return particulars_of(signals, Source(event, views, self._lexicon), house, self._options.calendar)

    def _lines_before(self, event: Event, house: House, at: float, groups: Groups) -> tuple[str, list[Anchored]]:
        """The author's lines of the last seconds, and phrases that stand partly in them; the new line is remembered too.

        Only short lines are put together: who splits a request over several lines writes short ones.
        """
        tails, key = house.tails, event.viewer
        tail = tails.get(key)
        if len(event.text) > MAX_SPLIT_LINE:
            if tail is not None:
                del tails[key]
            return "", []
        if tail is None or not 0 <= at - tail.at <= SPLIT_LINES:
            tails[key] = Tail(at, [event.text], [set(groups)])
            house.trim_tails(at)
            return "", []
        before, earlier = " ".join(tail.lines), tail.all_groups()
        tail.at = at
        tail.lines = [*tail.lines[1 - MAX_SPLIT_LINES :], event.text]
        tail.groups = [*tail.groups[1 - MAX_SPLIT_LINES :], set(groups)]
        if groups <= earlier or earlier <= groups:
            return before, []
        return before, [c for c in self._lexicon.candidates(groups | earlier) if not (c.is_met(groups) or c.is_met(earlier))]

    def groups_of(self, text: str) -> Groups:
        """The literal groups of a text, as tails keep them."""
        return self._lexicon.scan(scan_bytes(text))

    def _detect(self, event: Event, house: House, views: TextViews, hits: list[RuleHit], gating: _Gating) -> Seen:
        names = {
            *self._lexicon.gated(gating.groups),
            *(n for n, least in self._digit_gates.items() if gating.digits >= least),
            *self._always,
        }
        if gating.opinion:
            names.add("learned")
        said = [h for h in hits if h.rule.category]
        if not (said or names):
            return Seen(cues=tuple(_cue(h) for h in hits))
        tone = tone_of(event, views, self._lexicon, house)
        heard, silences = hear(said, tone, house)
        around = Surroundings(
            creator_names=frozenset(house.creator_names),
            staff_names=frozenset(house.staff),
            setting=house.setting,
            game=house.is_game,
            online=house.online_at is not None,
            facts=self._options.facts,
        )
        reading = Reading(event, views, self._lexicon, around, tuple(heard), tone, gating.before, gating.opinion)
        found: list[Signal] = []
        for name in sorted({"phrases"} | names):
            detector = self._detectors[name]
            found.extend(detector.detect(reading, self._settings[name]))
        if found and self._options.model is not None:
            score = gating.opinion.score if gating.opinion else self._options.model.score(plain_word(event.text).split())
            found, doubts = doubted(found, score, in_game=house.is_game and not tone.real_world)
            silences += doubts
        sure = [s for s in found if s.confidence >= SURE]
        silences += [Silence(s.rule, f"not sure enough ({s.confidence:.2f})") for s in found if s.confidence < SURE]
        signals = _one_per_category(sure)
        about = self._about(signals, event, house, views)
        return Seen(signals, tuple(_cue(h) for h in hits if h.rule.cue), tuple(silences), about)


def _cue(hit: RuleHit) -> Cue:
    rule = hit.rule
    return Cue(rule.cue or "", rule.id, hit.span, hit.topic, rule.family, rule.model.strength)


def _one_per_category(signals: Iterable[Signal]) -> tuple[Signal, ...]:
    """The gravest signal of each category, with the specifics of all; in order of place."""
    best: dict[str, Signal] = {}
    for signal in signals:
        known = best.get(signal.category)
        slots = signal.slots | (known.slots if known else frozenset())
        winner = signal if known is None or _rank(signal) > _rank(known) else known
        best[signal.category] = winner if winner.slots == slots else replace(winner, slots=slots)
    return tuple(sorted(best.values(), key=lambda s: s.span))


def _rank(signal: Signal) -> tuple[int, float]:
    return int(signal.severity), signal.confidence
