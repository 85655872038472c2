from __future__ import annotations

from moderation.assessment.timeline import Kind, Moment, timeline
from moderation.events import Event
from moderation.memory.viewer import Dossier
from moderation.pipeline import Options, Pipeline
from moderation.taxonomy import Severity
from tests.builders import CREATOR, a_boundary, a_donation, a_message, a_viewer, an_enforcement, later

PAT = a_viewer("pat")
RENAMED = a_viewer("somebody_else", id=PAT.id)


def the_dossier() -> Dossier:
    """A request, a no, a tip, another name with another request, a timeout."""
    story: list[tuple[Event, list[str]]] = [
        (a_message("number?", by=PAT, at=later(), id="asks"), ["contact_info_request"]),
        (a_boundary(PAT, topic="contact_info_request", at=later(minutes=1), id="no"), []),
        (a_donation(by=PAT, at=later(minutes=2), amount="25", currency="EUR", id="tip"), []),
        (a_message("number!", by=RENAMED, at=later(minutes=3), id="again"), ["contact_info_request"]),
        (an_enforcement("timeout", PAT, at=later(minutes=4), id="out"), []),
    ]
    pipeline = Pipeline((), Options(oracle={event.id: names for event, names in story}))
    for event, _ in story:
        pipeline.process(event)
    known = pipeline.memory.house(CREATOR.name).known(f"twitch:{PAT.id}")
    assert known is not None
    assert known.dossier is not None
    return known.dossier


def shown(moments: tuple[Moment, ...]) -> list[tuple[str, str]]:
    return [(m.kind.value, m.words) for m in moments if m.kind is not Kind.PATTERN]


def test_everything_stands_in_order_of_time() -> None:
    assert [
        ("act", "asked for a private way to reach the creator"),
        ("refusal", "was told no (contact)"),
        ("money", "gave a tip (10 to 50 EUR)"),
        ("act", "asked for a private way to reach the creator"),
        ("name", "took another name"),
        ("enforcement", "was timed out"),
    ] == shown(timeline(the_dossier(), until=later(days=1).timestamp()))


def test_patterns_stand_there_with_their_level() -> None:
    found = {m.words: m.level for m in timeline(the_dossier(), until=later(days=1).timestamp()) if m.kind is Kind.PATTERN}

    assert Severity.HIGH is found["came back to a topic after a refusal"]
    assert "tied a demand to money given" in found


def test_it_can_be_looked_at_as_of_an_earlier_instant() -> None:
    assert ["act", "refusal"] == [kind for kind, _ in shown(timeline(the_dossier(), until=later(minutes=1).timestamp()))]
