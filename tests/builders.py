"""Short ways to write events in tests: everything that a test does not care about has a sensible default.

A story reads ``a_message("what is your number?", by=a_viewer("pat"), at="12:30")``. Instants are given as a time of the story's first day
(``"12:30"``), as a day and a time (``"3 12:30"`` is the third day, from 1), or as an aware ``datetime``.
"""

from __future__ import annotations

import itertools
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from moderation.events import Action, Author, Boundary, Donation, DonationKind, Event, Moderation, Role, Stream
from moderation.lexicon.compiler import compile_packs
from moderation.lexicon.lexicon import Lexicon
from moderation.reading import Reading, Surroundings, Tone
from moderation.text.views import TextViews

FIRST_DAY = datetime(2026, 3, 2, tzinfo=UTC)
"""A Monday; the first day of every test's story."""

CREATOR = Author(id="1", name="mira", display="Mira", roles=("broadcaster",))
MODERATOR = Author(id="2", name="gate_keeper", display="Gate_Keeper", roles=("moderator",))

Moment = str | datetime

_numbers = itertools.count(1)


def a_moment(at: Moment) -> datetime:
    """``"12:30"``, ``"12:30:05"``, ``"3 12:30"`` (third day), or a ``datetime`` as it is."""
    if isinstance(at, datetime):
        return at
    day, _, clock = at.rpartition(" ")
    hours, minutes, *seconds = (int(part) for part in clock.split(":"))
    return FIRST_DAY + timedelta(days=int(day or 1) - 1, hours=hours, minutes=minutes, seconds=seconds[0] if seconds else 0)


def later(**time: float) -> datetime:
    """An instant so long after noon of the first day: ``later(days=3, hours=2)``."""
    return FIRST_DAY + timedelta(hours=12) + timedelta(**time)


def a_viewer(name: str = "pat", *, roles: tuple[Role, ...] = (), created_at: Moment | None = None, **fields: Any) -> Author:
    """An ordinary viewer; the id follows from the name (``id-pat``) unless given."""
    made = a_moment(created_at) if created_at is not None else None
    return Author(**{"id": f"id-{name}", "name": name, "roles": roles, "created_at": made, **fields})


def the_creator() -> Author:
    """The broadcaster of the default channel."""
    return CREATOR


def a_moderator(name: str = MODERATOR.name) -> Author:
    """One of the creator's moderators."""
    return MODERATOR if name == MODERATOR.name else a_viewer(name, roles=("moderator",))


def an_event(**fields: Any) -> Event:
    """Any event: a harmless message on the first day at noon, with the given fields in place; ``ts`` also takes a moment."""
    filled = {
        "id": f"e{next(_numbers)}",
        "ts": "12:00",
        "type": "message",
        "platform": "twitch",
        "channel": CREATOR.name,
        **fields,
    }
    filled["ts"] = a_moment(filled["ts"])
    if "author" not in filled and filled["type"] not in {"stream", "raid"}:
        filled["author"] = a_viewer()
    return Event(**filled)


def a_message(text: str = "hello everyone", *, by: Author | None = None, at: Moment = "12:00", **fields: Any) -> Event:
    """Somebody wrote something in chat."""
    return an_event(text=text, author=by or a_viewer(), ts=at, **fields)


def a_donation(
    text: str = "",
    *,
    by: Author | None = None,
    at: Moment = "12:00",
    amount: str = "5.00",
    currency: str = "EUR",
    kind: DonationKind = "tip",
    **fields: Any,
) -> Event:
    """Somebody gave money, perhaps with a text."""
    donation = Donation(kind=kind, amount=amount, currency=currency)
    return an_event(type="donation", text=text, author=by or a_viewer(), ts=at, donation=donation, **fields)


def an_enforcement(action: Action, target: Author, *, by: Author | None = None, at: Moment = "12:00", **fields: Any) -> Event:
    """A moderator deleted, timed out, banned, unbanned or warned; further fields of ``Moderation`` go beside."""
    parts = {name: fields.pop(name) for name in ("message_id", "duration_s", "reason") if name in fields}
    moderation = Moderation(action=action, target=target.id, **parts)
    return an_event(type="moderation", author=by or MODERATOR, ts=at, moderation=moderation, **fields)


def a_boundary(target: Author, *, topic: str | None = None, note: str | None = None, at: Moment = "12:00", **fields: Any) -> Event:
    """The creator said no to a viewer; ``topic`` is a category id."""
    boundary = Boundary(target=target.id, topic=topic, note=note)
    return an_event(**{"type": "boundary", "author": CREATOR, "ts": at, "boundary": boundary, **fields})


def a_stream(state: str = "online", *, at: Moment = "12:00", title: str = "Walking and talking", category: str = "Just Chatting") -> Event:
    """The stream goes online or offline."""
    return an_event(type="stream", ts=at, stream=Stream(state=state, title=title, category=category))  # type: ignore[arg-type]


# -- readings: what a detector is given -------------------------------------------------------------------------------


@cache
def _no_rules() -> Lexicon:
    return compile_packs(())


def a_reading(text: str, *, by: Author | None = None, tone: Tone | None = None, before: str = "", **around: Any) -> Reading:
    """A message as a detector reads it, without rule packs; further fields are those of ``Surroundings``."""
    names = {"creator_names": frozenset({CREATOR.name}), "staff_names": frozenset({"tovi"}), **around}
    return Reading(a_message(text, by=by), TextViews(text), _no_rules(), Surroundings(**names), (), tone or Tone(), before)
