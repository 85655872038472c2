"""Reads rule packs from folders of TOML files and reports every problem at once, each with file, line and hint."""

from __future__ import annotations

import gzip
import re
import tomllib
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from moderation.errors import ModerationError, PackError
from moderation.learned.model import LearnedModel, load
from moderation.lexicon.pack import FileModel, Pack, PackFile, PackModel

PACKS = Path(__file__).parent / "packs"
"""The packs that come with Stagedoor, one folder per language."""

M = TypeVar("M", PackModel, FileModel)

MODEL = Path(__file__).parent / "models" / "ngrams.msgpack.gz"
"""The learned detector's model, made by ``tools/train.py``."""

_RULE_LINE = re.compile(r'^\s*(?:id\s*=\s*"(?P<rule>[^"]+)"|\[phrases\.(?P<table>[a-z0-9_]+)\]|(?P<set>[a-z][a-z0-9_]*)\s*=\s*[\[{])')


def load_packs(extra: Iterable[Path] = ()) -> tuple[Pack, ...]:
    """Read the packs that come with Stagedoor and those in further folders; raises ``PackError`` with every problem."""
    problems: list[str] = []
    packs: list[Pack] = []
    folders = [*sorted(p for p in PACKS.iterdir() if p.is_dir()), *extra]
    for folder in folders:
        pack = _load_pack(folder, problems)
        if pack:
            packs.append(pack)
    if problems:
        raise PackError(problems)
    return tuple(packs)


def load_model(path: Path = MODEL) -> LearnedModel | None:
    """The learned detector's model, or ``None`` where there is no file; raises ``ModerationError`` when the file is not one."""
    if not path.is_file():
        return None
    try:
        return load(gzip.decompress(path.read_bytes()))
    except (gzip.BadGzipFile, EOFError) as error:
        msg = f"the learned model {path.name} is damaged ({error}); install Stagedoor again"
        raise ModerationError(msg) from error


def _load_pack(folder: Path, problems: list[str]) -> Pack | None:
    head_path = folder / "pack.toml"
    if not head_path.is_file():
        problems.append(f"{folder}: no pack.toml here; a pack is a folder with pack.toml and rule files beside it")
        return None
    digest = sha256()
    head: PackModel | None = None
    files: list[PackFile] = []
    for path in sorted(folder.glob("*.toml")):
        content = path.read_bytes()
        digest.update(path.name.encode() + b"\0" + content + b"\0")
        shown = f"{folder.name}/{path.name}"
        raw = _parse(content, shown, problems)
        if raw is None:
            continue
        if path == head_path:
            head = _validated(PackModel, raw, shown, {}, problems)
            continue
        lines = _lines(content.decode("utf-8", "replace"))
        model = _validated(FileModel, raw, shown, lines, problems)
        if model:
            files.append(PackFile(shown, model, lines))
    return Pack(head, tuple(files), digest.hexdigest()) if head else None


def _parse(content: bytes, shown: str, problems: list[str]) -> dict[str, object] | None:
    try:
        return tomllib.loads(content.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        problems.append(f"{shown}: not readable as TOML: {error}")
        return None


def _lines(text: str) -> dict[str, int]:
    """The line on which each rule and each phrase set begins."""
    lines: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), 1):
        found = _RULE_LINE.match(line)
        if found:
            lines.setdefault(found["rule"] or found["table"] or found["set"], number)
    return lines


def _validated(kind: type[M], raw: dict[str, object], shown: str, lines: dict[str, int], problems: list[str]) -> M | None:
    try:
        return kind.model_validate(raw)
    except ValidationError as error:
        for one in error.errors():
            place = ".".join(str(part) for part in one["loc"])
            problems.append(f"{shown}:{_line_of(one['loc'], raw, lines)}: {place}: {one['msg']}")
        return None


def _line_of(loc: tuple[int | str, ...], raw: dict[str, object], lines: dict[str, int]) -> int:
    rules = raw.get("rule")
    if len(loc) > 1 and loc[0] == "rule" and isinstance(loc[1], int) and isinstance(rules, list):
        return lines.get(str(rules[loc[1]].get("id")), 1)
    return lines.get(str(loc[1]), 1) if len(loc) > 1 else 1
