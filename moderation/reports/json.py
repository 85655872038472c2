"""The whole record for other programs; ``docs/export.schema.json`` is its schema.

Text is exact. Characters that could turn or hide a line where the file is shown are written as escapes, so that the file itself is inert.
"""

from __future__ import annotations

from typing import Final

import msgspec

from moderation.cases import Audience, Case
from moderation.reports._view import views
from moderation.rules import ReportFormat
from moderation.taxonomy import TAXONOMY_VERSION
from moderation.text.wording import LIMITS

EXPORT_VERSION: Final = 1

_INERT: Final = {
    point: f"\\u{point:04x}"
    for point in (*range(0x7F, 0xA0), 0x3C, 0xAD, 0x61C, *range(0x200B, 0x2010), *range(0x2028, 0x202F), *range(0x2060, 0x206A), 0xFEFF)
}
"""Escapes for C1 controls, ``<``, and everything invisible or turning; all of them stand inside strings only."""


def _render(cases: tuple[Case, ...], audience: Audience) -> bytes:
    document = {
        "v": EXPORT_VERSION,
        "kind": "stagedoor.export",
        "taxonomy": TAXONOMY_VERSION,
        "audience": audience.value,
        "limits": LIMITS,
        "incidents": views(cases, audience),
    }
    written = msgspec.json.format(msgspec.json.encode(document), indent=2).decode()
    return (written.translate(_INERT) + "\n").encode("utf-8")


FORMAT = ReportFormat(
    name="json", suffix=".json", media_type="application/json", summary="the whole record, for other programs", render=_render
)
