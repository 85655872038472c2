"""Reading and exporting cases: what commands, cogs and the console share. Every look at a case and every export is written down first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bot.clock import Clock
from moderation.assessment.timeline import Moment, timeline
from moderation.cases import Audience, Case, CaseSummary
from moderation.errors import ModerationError
from moderation.memory.identity import cluster
from moderation.memory.memory import Memory
from moderation.ports import AuditLine, IncidentLog, IncidentQuery
from moderation.rules import ReportFormat

MOST: Final = 100_000
"""Incidents that one export of all of them may hold."""


class NotThereError(ModerationError):
    """An incident or a viewer that the log does not know."""


@dataclass(frozen=True, slots=True)
class Casework:
    """The log, as used by one person: ``who`` is written beside everything they look at."""

    log: IncidentLog
    clock: Clock
    who: str

    async def incidents(self, query: IncidentQuery) -> list[CaseSummary]:
        """The incidents that a query asks for, newest act first; a list is no look at a case and is not written down."""
        return await self.log.incidents(query)

    async def incident(self, number: int) -> Case:
        """One incident; raises ``NotThereError``."""
        return await self._seen(number, "viewed")

    async def viewer(self, viewer: str) -> list[Case]:
        """Everything about one viewer, oldest incident first; raises ``NotThereError``."""
        cases = await self.log.viewer(viewer)
        if not cases:
            hint = "" if ":" in viewer else "; write it as PLATFORM:ID, for example twitch:12345"
            raise NotThereError(f"The log holds nothing about {viewer!r}{hint}. 'stagedoor incidents list' shows whom it knows.")
        await self._note("viewed", f"viewer {viewer}")
        return cases

    async def remembered(self, viewer: str) -> dict[str, tuple[Moment, ...]]:
        """The viewer's timeline toward each creator, with the confirmed accounts of the same person, as memory was last saved.

        Empty where no memory was saved, or where this program cannot read it: the log alone is then what there is.
        """
        saved = await self.log.newest_snapshot()
        try:
            memory = Memory.load(saved) if saved else Memory()
        except ModerationError:
            return {}
        now = self.clock.now().timestamp()
        found: dict[str, tuple[Moment, ...]] = {}
        for house in memory.houses.values():
            known = [v.dossier for account in cluster(house.links, viewer) if (v := house.known(account)) and v.dossier]
            moments = [m for dossier in known for m in timeline(dossier, until=now)]
            if moments:
                found[house.creator] = tuple(sorted(moments, key=lambda m: m.at))
        return found

    async def export(self, numbers: Sequence[int] | None, audience: Audience, form: ReportFormat, folder: Path) -> list[Path]:
        """Write one file for each incident (``None``: every one that this audience may have); returns the paths.

        Raises ``NotThereError``, and ``ModerationError`` when an incident may not go to this audience.
        """
        chosen = list(numbers) if numbers is not None else await self._exportable(audience)
        written: list[Path] = []
        for number in chosen:
            case = await self._seen(number, f"exported as {form.name} for {audience.value}")
            written.append(_write(case, audience, form, folder))
        return written

    async def _exportable(self, audience: Audience) -> list[int]:
        found = await self.log.incidents(IncidentQuery(limit=MOST))
        return sorted(c.number for c in found if audience is Audience.FULL or c.disposition != "care")

    async def _seen(self, number: int, what: str) -> Case:
        case = await self.log.get(number)
        if case is None:
            raise NotThereError(f"There is no incident {number}. 'stagedoor incidents list' shows those that there are.")
        await self._note(what, f"incident {number}")
        return case

    async def _note(self, what: str, subject: str) -> None:
        await self.log.audit(AuditLine(self.who, what, self.clock.now(), subject))


def _write(case: Case, audience: Audience, form: ReportFormat, folder: Path) -> Path:
    if case.disposition == "care" and audience in {Audience.SECURITY, Audience.PLATFORM}:
        raise ModerationError(
            f"Incident {case.number} is in the care lane: somebody seems to be in distress, and that is not handed to the audience "
            f"{audience.value!r}. Use --audience full for the team's own file."
        )
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / file_name(case, audience, form)
    path.touch(mode=0o600)  # what is in it concerns nobody else on this machine
    path.write_bytes(form.render((case,), audience))
    return path


def file_name(case: CaseSummary, audience: Audience, form: ReportFormat) -> str:
    """Made of our own numbers, dates and words alone: nothing that a viewer wrote is ever part of a path."""
    return f"incident-{case.number:04}-{case.last_at:%Y-%m-%d}-{audience.value}{form.suffix}"
