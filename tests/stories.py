"""Random stories for property tests: a few people, acts of every kind, refusals, money, enforcement, streams, renames, hours and weeks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import msgspec
from hypothesis import strategies as st

from moderation.events import Author, Event
from moderation.lexicon.cues import CUES, STAFF_CUES
from moderation.pipeline import Options, Outcome, Pipeline
from moderation.taxonomy import CATEGORIES
from tests.builders import (
    FIRST_DAY,
    a_boundary,
    a_donation,
    a_message,
    a_moderator,
    a_stream,
    a_viewer,
    an_enforcement,
    the_creator,
)

PEOPLE = ("pat_from_pier", "pat_from_pier", "pat_from_pier", "sam", "robin_writes")
TEXTS = ("hello everyone", "what is your number", "@mira please answer me", "@gate_keeper tell her", "see you there saturday")
TOPICS = ("", "", ":phone", ":home", ":school", "+time", "+time+place")
STEPS = st.sampled_from([0.0, 1.0, 30.0, 600.0, 600.0, 3600.0, 3600.0, 20 * 3600.0, 86_400.0, 86_400.0, 5 * 86_400.0, 31 * 86_400.0])
SAID = st.lists(
    st.one_of(
        st.builds(str.__add__, st.sampled_from(sorted(CATEGORIES)), st.sampled_from(TOPICS)),
        st.sampled_from(sorted(set(CUES) - STAFF_CUES)),
    ),
    max_size=2,
)
STAFF_SAID = st.lists(st.sampled_from([*sorted(STAFF_CUES), "refusal:contact", "soft_refusal:contact", "soft_refusal:meet"]), max_size=1)


@dataclass(frozen=True)
class Story:
    """Events in order of time, and what is in each, by event id."""

    events: tuple[Event, ...]
    given: dict[str, list[str]]

    def pipeline(self) -> Pipeline:
        """A fresh engine that knows what is in each event."""
        return Pipeline((), Options(oracle=self.given))


def run(pipeline: Pipeline, events: tuple[Event, ...] | list[Event]) -> list[Outcome]:
    """The outcome of each event."""
    return [pipeline.process(event) for event in events]


@st.composite
def stories(draw: st.DrawFn, *, most: int = 25) -> Story:
    """A story of up to ``most`` events."""
    now, events, given = FIRST_DAY + timedelta(hours=12), [], {}
    for number in range(draw(st.integers(1, most))):
        now += timedelta(seconds=draw(STEPS))
        event = draw(_events(f"e{number:03}", now.isoformat()))
        events.append(event)
        if event.is_staff and event.type in {"message", "boundary"}:
            given[event.id] = draw(STAFF_SAID)
        elif event.type in {"message", "donation"}:
            given[event.id] = draw(SAID)
    return Story(tuple(events), given)


@st.composite
def _events(draw: st.DrawFn, ident: str, iso: str) -> Event:
    at = FIRST_DAY.fromisoformat(iso)
    viewer = _person(draw)
    kind = draw(
        st.sampled_from(
            ["message"] * 8 + ["donation", "boundary", "staff", "creator", "ban", "timeout", "delete", "unban", "online", "offline"]
        )
    )
    match kind:
        case "message":
            platform = draw(st.sampled_from(["twitch", "twitch", "twitch", "discord"]))
            return a_message(draw(st.sampled_from(TEXTS)), by=viewer, at=at, id=ident, platform=platform)
        case "donation":
            return a_donation("for you", by=viewer, at=at, id=ident)
        case "boundary":
            topic = draw(st.sampled_from([None, "contact_info_request", "meet_request", "location_probe"]))
            return a_boundary(viewer, topic=topic, at=at, id=ident)
        case "staff" | "creator":
            by = a_moderator() if kind == "staff" else the_creator()
            return a_message(f"@{viewer.name} no, sorry", by=by, at=at, id=ident)
        case "online" | "offline":
            return msgspec.structs.replace(a_stream(kind, at=at), id=ident)
        case action:
            return an_enforcement(action, viewer, at=at, id=ident, message_id="e000")  # type: ignore[arg-type]


def _person(draw: st.DrawFn) -> Author:
    name = draw(st.sampled_from(PEOPLE))
    shown = draw(st.sampled_from([name, name, name, f"{name}_renamed"]))
    return a_viewer(shown, id=f"id-{name}")
