"""A readable page that stands alone: it prints well, fetches nothing, runs nothing, and shows the four axes apart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final

import jinja2

from moderation.cases import Audience, Case
from moderation.reports._html_page import PAGE
from moderation.reports._html_style import STYLE
from moderation.reports._view import Row, View, views
from moderation.rules import ReportFormat
from moderation.text import wording
from moderation.text.display import shown, shown_lines

MAX_DAYS: Final = 46
"""Columns that fit on a page; longer incidents are shown by weeks."""
GAP: Final = timedelta(minutes=5)
"""Silences longer than this are written between the entries of the timeline."""


@dataclass(frozen=True, slots=True)
class Column:
    """One day or week of the strip: the highest level of each axis, and how often the creator's side said no."""

    label: str
    title: str
    levels: dict[str, str]
    refusals: int


@dataclass(frozen=True, slots=True)
class Strip:
    """The whole time at a glance."""

    title: str
    columns: tuple[Column, ...]


def _render(cases: tuple[Case, ...], audience: Audience) -> bytes:
    seen = tuple(_told_once(view) for view in views(cases, audience))
    page = _TEMPLATE.render(
        title=_title(seen),
        style=STYLE,
        handling=wording.HANDLING[audience],
        limits=wording.LIMITS,
        audience=audience.value,
        axes=wording.AXES,
        incidents=seen,
    )
    return page.encode("utf-8")


def _title(seen: tuple[View, ...]) -> str:
    creators = sorted({shown(v.creator) for v in seen})
    what = f"Incident {seen[0].number}" if len(seen) == 1 else f"{len(seen)} incidents"
    return f"{what}: {', '.join(creators)}" if creators else "No incidents"


def _told_once(view: View) -> View:
    """Each line once: a line of context that is an entry itself, or stood with an earlier entry, is left out. The log keeps them all."""
    told = {row.event_id for row in view.rows if row.event_id}
    rows: list[Row] = []
    for row in view.rows:
        before = tuple(x for x in row.before if x.event_id not in told)
        told |= {x.event_id for x in before}
        after = tuple(x for x in row.after if x.event_id not in told)
        told |= {x.event_id for x in after}
        parent = row.reply_parent if row.reply_parent and row.reply_parent.event_id not in told else None
        rows.append(replace(row, before=before, after=after, reply_parent=parent))
    return replace(view, rows=tuple(rows))


def _days(view: View) -> int:
    return len({row.at.date() for row in view.acts})


def _steps(word: str) -> list[bool]:
    """Four steps, filled up to the level."""
    reached = wording.LEVELS.index(word) if word in wording.LEVELS else 0
    return [step <= reached for step in range(1, len(wording.LEVELS))]


def _followed(view: View) -> list[tuple[Row, Row | None]]:
    """Each refusal with the person's next act after it."""
    return [
        (no, next((r for r in view.rows[place + 1 :] if r.side == "act"), None)) for place, no in enumerate(view.rows) if no.side == "no"
    ]


def _strip(view: View) -> Strip:
    days = [row.at.date() for row in view.rows]
    if not days:
        return Strip("Day by day", ())
    first, last = min(days), max(days)
    weekly = (last - first).days >= MAX_DAYS
    step = timedelta(days=7 if weekly else 1)
    start = first - timedelta(days=first.weekday()) if weekly else first
    return Strip("Week by week" if weekly else "Day by day", tuple(_columns(view, start, last, step)))


def _columns(view: View, start: date, last: date, step: timedelta) -> Iterator[Column]:
    while start <= last:
        inside = [r for r in view.rows if start <= r.at.date() < start + step]
        levels = {axis: max((r.levels.get(axis, "info") for r in inside), key=wording.LEVELS.index, default="info") for axis in view.levels}
        named = start.weekday() == 0 or start == min(r.at.date() for r in view.rows)
        yield Column(f"{start.day} {start:%b}" if named else "", f"{start.day} {start:%b %Y}", levels, sum(r.side == "no" for r in inside))
        start += step


def _gap_matters(earlier: datetime, later: datetime) -> bool:
    return later - earlier > GAP


def _count_of(number: int, thing: str) -> str:
    return f"{number} {thing}{'' if number == 1 else 's'}"


def _template() -> jinja2.Template:
    """The compiled page. Whatever comes from outside passes ``shown`` and is escaped after it."""
    environment = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True)
    environment.filters |= {
        "shown": shown,
        "shown_lines": shown_lines,
        "day": wording.day,
        "clock": wording.clock,
        "into": wording.into,
        "count_of": _count_of,
    }
    environment.globals |= {
        "days": _days,
        "steps": _steps,
        "followed": _followed,
        "strip": _strip,
        "gap": lambda earlier, later: wording.spell(later - earlier),
        "gap_matters": _gap_matters,
    }
    return environment.from_string(PAGE)


_TEMPLATE: Final = _template()

FORMAT = ReportFormat(name="html", suffix=".html", media_type="text/html", summary="a page to read and print", render=_render)
