"""How a thing was said and to whom: these decide more than any threshold (docs/taxonomy.md)."""

from __future__ import annotations

from typing import Final

import re2

from moderation.events import Event
from moderation.lexicon.compiled import RuleHit
from moderation.lexicon.lexicon import Lexicon
from moderation.memory.house import House
from moderation.memory.names import joined_name
from moderation.reading import Tone
from moderation.signals import Span
from moderation.taxonomy import Addressee, Modality
from moderation.text.fold import plain_word
from moderation.text.views import TextViews

_MENTION: Final = re2.compile(r"@([^\s@,:;!?.()]{1,64})")
_QUOTES: Final = re2.compile('["\u201c\u201d\u201e\u00ab](?P<in>[^"\u201c\u201d\u201e\u00ab\u00bb]{3,400})["\u201d\u201c\u00bb]')
_STAGED: Final = re2.compile(r"\*([^*\n]{3,200})\*")
_SECOND: Final = re2.compile(r" (you|u|ya|ur|your|youre|yours|youve|youll|yourself|thee) ")
_THIRD: Final = re2.compile(r" (she|her|hers|shes|he|his|him|hes|they|them|their|theyre|streamer|creator) ")
_QUESTION_START: Final = frozenset(
    "what whats where wheres when whens who whos which how hows why is are do does did can could may would will".split()
)
MUSIC: Final = frozenset("\u266a\u266b\u2669\U0001f3b5\U0001f3b6")
SILENT: Final = frozenset({Modality.QUOTED, Modality.LYRIC, Modality.ROLEPLAY, Modality.GAME})
"""Ways of speaking in which a hit does not count."""


def tone_of(event: Event, views: TextViews, lexicon: Lexicon, house: House) -> Tone:
    """Work out the message-wide tone; only for messages in which something was seen."""
    plain = views.plain
    raw = views.raw

    def feature(name: str) -> bool:
        return lexicon.feature(name, plain)

    if not MUSIC.isdisjoint(raw) or feature("lyric"):
        modality = Modality.LYRIC
    elif feature("roleplay"):
        modality = Modality.ROLEPLAY
    elif feature("joke") or plain.text.endswith((" j ", " jk ")):
        modality = Modality.JOKE
    elif feature("hypothetical"):
        modality = Modality.HYPOTHETICAL
    else:
        modality = Modality.QUESTION if _asks(raw, plain.text) else Modality.ASSERTED
    return Tone(
        addressee=addressee_of(event, raw, house),
        modality=modality,
        own_story=feature("own_story"),
        reporting=feature("reporting"),
        advice=feature("advice"),
        real_world=feature("real_world"),
        game_words=feature("game"),
        quoted=_quoted(raw) or ((Span(0, len(raw)),) if feature("quoted") else ()),
        staged=tuple(Span(*m.span()) for m in _STAGED.finditer(raw)),
    )


def _asks(raw: str, plain: str) -> bool:
    return raw.rstrip().endswith(("?", "\uff1f")) or (plain.split(maxsplit=1)[:1] != [] and plain.split(maxsplit=1)[0] in _QUESTION_START)


def _quoted(raw: str) -> tuple[Span, ...]:
    """Ranges in quotation marks; the whole text when it begins with ``>``. A text that is one whole quotation is speech, not a quote."""
    if raw.lstrip().startswith(">") and not raw.lstrip().startswith((">:", ">.", ">_", ">>>")):
        return (Span(0, len(raw)),)
    spans = tuple(Span(*m.span()) for m in _QUOTES.finditer(raw))
    outside = len(raw.strip()) - sum(s.end - s.start for s in spans)
    return spans if outside > 3 else ()


def addressee_of(event: Event, raw: str, house: House) -> Addressee:
    """Whom the message is said to, from mentions and the reply parent."""
    names = [joined_name(m) for m in _MENTION.findall(raw)]
    if any(n in house.creator_names for n in names):
        return Addressee.CREATOR
    if any(n in house.staff for n in names):
        return Addressee.THIRD_PARTY
    if names:
        return Addressee.VIEWER
    parent = house.find(event.reply_to)
    if parent and parent.author and not parent.is_staff and parent.viewer != event.viewer:
        return Addressee.VIEWER
    if parent and parent.author and "broadcaster" in parent.author.roles:
        return Addressee.CREATOR
    return Addressee.CHAT


def modality_of(hit: RuleHit, tone: Tone, *, is_game: bool) -> Modality:
    """How the words of one hit were said."""
    if any(s.start <= hit.span.start and hit.span.end <= s.end for s in tone.quoted):
        return Modality.QUOTED
    if any(s.start <= hit.span.start and hit.span.end <= s.end for s in tone.staged):
        return Modality.ROLEPLAY
    if tone.modality in {Modality.LYRIC, Modality.ROLEPLAY}:
        return tone.modality
    if _is_game_talk(hit, tone, is_game=is_game):
        return Modality.GAME
    return tone.modality


def _is_game_talk(hit: RuleHit, tone: Tone, *, is_game: bool) -> bool:
    """Game words about it, or a game on the stream and a rule that says so; never with anything of the real world in it."""
    if tone.real_world or hit.rule.model.game == "keep":
        return False
    return tone.game_words or (is_game and hit.rule.model.game == "suppress")


def concerns_creator(hit: RuleHit, tone: Tone, house: House) -> bool:
    """Whether the hit is about the creator, given to whom the message is said.

    Said to another viewer, it counts only when the matched words speak of a third person or name the creator.
    """
    if hit.rule.model.addressee == "any" or tone.addressee is not Addressee.VIEWER:
        return True
    words = " " + hit.view.text[hit.start : hit.end].strip() + " "
    if any(w in house.creator_names for w in plain_word(hit.view.text).split()):
        return True
    return bool(_THIRD.search(words)) and not _SECOND.search(words)
