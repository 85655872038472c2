"""Writes the files of a new detector or pattern from a template, and says what comes next.

Usage: ``make new-detector N=flight_numbers`` or ``make new-pattern N=night_owl``.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from pathlib import Path
from string import Template

ROOT = Path(__file__).parents[1]
NAME = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")
LONGEST_NAME = 40

DETECTOR = '''"""What this detector notices, in one plain sentence.

Why it is not a rule in a pack, and the source of every number.
"""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from moderation.reading import Reading
from moderation.rules import Detector, Gate, RuleSettings
from moderation.signals import Signal, Span
from moderation.taxonomy import CATEGORIES, Severity

CATEGORY = "personal_detail_request"


class Settings(RuleSettings):
    """What can be set; each default says where it comes from."""

    confidence: float = Field(0.8, gt=0, le=1, description="Confidence of a find; an engineering choice.")


def _detect(reading: Reading, settings: Settings) -> Iterator[Signal]:
    needle = "$name"
    start = reading.views.raw.find(needle)
    if start < 0:
        return
    yield Signal(
        category=CATEGORY,
        severity=Severity(CATEGORIES[CATEGORY].severity),
        confidence=settings.confidence,
        rule="$name",
        detector="$name",
        span=Span(start, start + len(needle)),
        reason=CATEGORIES[CATEGORY].meaning,
        evidence=needle,
        family=CATEGORIES[CATEGORY].family,
    )


DETECTOR = Detector(
    name="$name", version=1, summary=__doc__ or "", gate=Gate(literals=frozenset({"$word"})), detect=_detect, settings=Settings
)
'''

DETECTOR_TEST = """from __future__ import annotations

import pytest

from moderation.detectors.$name import DETECTOR
from tests.play import detected

HITS = ["$name", "replace this line by what must be found"]
MISSES = ["hello everyone", "replace this line by near misses"]


@pytest.mark.parametrize("text", HITS)
def test_it_is_found_with_its_place_in_the_raw_text(text: str) -> None:
    (signal,) = detected(DETECTOR, text)

    assert signal.evidence == text[signal.span.start : signal.span.end]


@pytest.mark.parametrize("text", MISSES)
def test_a_look_alike_is_left_alone(text: str) -> None:
    assert [] == detected(DETECTOR, text)
"""

PATTERN = '''"""What this pattern notices over time, in one plain sentence.

The definition with its numbers, and their source.
"""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from moderation.assessments import PatternHit
from moderation.rules import Pattern, RuleSettings
from moderation.scene import DAY, Scene
from moderation.taxonomy import Severity


class Settings(RuleSettings):
    """Windows and thresholds; each default says where it comes from."""

    window_s: float = Field(30 * DAY, gt=0, description="Acts of this many seconds are looked at; an engineering choice.")
    least: int = Field(3, ge=2, description="So many acts make the pattern; an engineering choice.")


def _judge(scene: Scene, settings: Settings) -> Iterator[PatternHit]:
    acts = [act for act in scene.acts_within(settings.window_s) if act.is_qualifying]
    if not scene.acts or len(acts) < settings.least:
        return
    yield PatternHit(
        pattern="$name",
        severity=Severity.MEDIUM,
        explanation=f"{len(acts)} acts in {round(settings.window_s / DAY)} days.",
        events=tuple(dict.fromkeys(act.event_id for act in acts)),
        degree=len(acts),
        parameters=(("window_s", str(settings.window_s)), ("least", str(settings.least))),
    )


PATTERN = Pattern(name="$name", version=1, summary=__doc__ or "", judge=_judge, settings=Settings)
'''

PATTERN_TEST = """from __future__ import annotations

import pytest

from tests.builders import a_message
from tests.play import pattern_hits

ACT = "contact_info_request"


@pytest.mark.parametrize(("acts", "degrees"), [(2, []), (3, [3]), (4, [3, 4])])
def test_it_holds_from_the_third_act(acts: int, degrees: list[int]) -> None:
    story = [(a_message(at=f"{day} 20:00"), ACT) for day in range(1, acts + 1)]

    assert degrees == [hit.degree for hit in pattern_hits("$name", *story)]


def test_a_loyal_fan_stays_below_it() -> None:
    story = [(a_message("lovely stream", at=f"{day} 20:00"), "") for day in range(1, 29)]

    assert [] == pattern_hits("$name", *story)


def test_replace_this_by_what_the_pattern_is_about() -> None:
    pytest.fail("the template's definition and tests still stand in for the real ones")
"""


@dataclass(frozen=True, slots=True)
class Kind:
    """What can be made: folder of the code, and the two templates."""

    package: str
    code: str
    test: str
    then: str


KINDS = {
    "detector": Kind("detectors", DETECTOR, DETECTOR_TEST, "write the gate, `_detect`, hits and near misses"),
    "pattern": Kind(
        "patterns",
        PATTERN,
        PATTERN_TEST,
        "write `_judge` and its story; a new id needs rows in moderation/taxonomy.py and docs/taxonomy.md",
    ),
}


class NotPossibleError(Exception):
    """The plug-in cannot be made so; the message says why and what to do."""


def write(kind: str, name: str, root: Path = ROOT) -> list[Path]:
    """Write the files and return their paths; raises ``NotPossibleError`` before anything is written."""
    if kind not in KINDS:
        raise NotPossibleError(f"{kind!r} cannot be made from a template; {' and '.join(sorted(KINDS))} can")
    if not NAME.fullmatch(name) or len(name) > LONGEST_NAME:
        raise NotPossibleError(
            f"{name!r} is not a name: small letters, digits and single underscores, at most {LONGEST_NAME}; give it as N=name"
        )
    made = KINDS[kind]
    files = {
        root / "moderation" / made.package / f"{name}.py": made.code,
        root / "tests/unit/moderation" / made.package / f"test_{name}.py": made.test,
    }
    for path in files:
        if path.exists():
            raise NotPossibleError(f"{path.relative_to(root)} is there already; choose another name")
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(Template(text).substitute(name=name, word=name.split("_", maxsplit=1)[0]), encoding="utf-8")
    return list(files)


def main(arguments: list[str]) -> int:
    """Write, and say what comes next."""
    kind, name = (*arguments, "", "")[:2]
    try:
        paths = write(kind, name)
    except NotPossibleError as error:
        print(error, file=sys.stderr)
        return 2
    for path in paths:
        print(path.relative_to(ROOT))
    print(f"next: {KINDS[kind].then}; then `make golden` for docs/plugins.md, a line in CHANGELOG.md, and `make test`")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
