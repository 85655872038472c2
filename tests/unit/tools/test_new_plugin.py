from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from moderation.rules import Detector, Pattern
from tests.play import detected
from tools.new_plugin import NotPossibleError, write


def loaded(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(("kind", "attribute", "type_"), [("detector", "DETECTOR", Detector), ("pattern", "PATTERN", Pattern)])
def test_a_new_plugin_is_what_discovery_looks_for(tmp_path: Path, kind: str, attribute: str, type_: type) -> None:
    code, _ = write(kind, "night_owl", tmp_path)
    plugin: Detector | Pattern = getattr(loaded(code), attribute)

    assert isinstance(plugin, type_)
    assert plugin.name == "night_owl"
    assert tmp_path / f"moderation/{kind}s/night_owl.py" == code


def test_a_new_detector_runs(tmp_path: Path) -> None:
    code, _ = write("detector", "night_owl", tmp_path)

    assert ["night_owl"] == [signal.evidence for signal in detected(loaded(code).DETECTOR, "a night_owl here")]


@pytest.mark.parametrize("name", ["", "Night", "night-owl", "_night", "night__owl", "../night", "n" * 41])
def test_a_name_that_is_no_file_stem_is_refused_before_anything_is_written(tmp_path: Path, name: str) -> None:
    with pytest.raises(NotPossibleError, match="N=name"):
        write("detector", name, tmp_path)

    assert [] == list(tmp_path.rglob("*"))


def test_what_is_there_already_is_never_written_over(tmp_path: Path) -> None:
    code, test = write("pattern", "night_owl", tmp_path)
    code.unlink()
    test.write_text("mine")

    with pytest.raises(NotPossibleError, match="is there already"):
        write("pattern", "night_owl", tmp_path)
    assert "mine" == test.read_text()
    assert not code.exists()


def test_an_unknown_kind_is_refused_with_the_known_ones() -> None:
    with pytest.raises(NotPossibleError, match="detector and pattern"):
        write("platform", "night_owl")
