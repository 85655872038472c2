"""Small enough to read: gates, not aims (the aims are 200 lines a module and 10 to 30 a function)."""

from __future__ import annotations

import ast
from pathlib import Path

from tests.architecture.layout import CODE, parsed, shown, sources

MODULE_LINES = 400
FUNCTION_LINES = 40
CLASS_LINES = 250


def body_lines(node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> int:
    """Lines from the ``def`` to the end, without the docstring: explaining is never too long."""
    assert node.end_lineno is not None
    first = node.body[0]
    explained = 0
    if ast.get_docstring(node, clean=False) is not None:
        assert first.end_lineno is not None
        explained = first.end_lineno - first.lineno + 1
    return node.end_lineno - node.lineno + 1 - explained


def too_long(path: Path) -> list[str]:
    """Functions and classes of a file that are over the gate."""
    gates = {ast.FunctionDef: FUNCTION_LINES, ast.AsyncFunctionDef: FUNCTION_LINES, ast.ClassDef: CLASS_LINES}
    return [
        f"{shown(path)}:{node.lineno} {node.name} has {body_lines(node)} lines"
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and body_lines(node) > gates[type(node)]
    ]


def is_table(path: Path) -> bool:
    """Whether a module is data alone: a docstring, imports and assignments."""
    return all(isinstance(node, ast.Expr | ast.Assign | ast.AnnAssign | ast.Import | ast.ImportFrom) for node in parsed(path).body)


def test_no_module_is_over_400_lines_unless_it_is_a_table() -> None:
    paths = [p for p in sources(*CODE, "migrations", "tools", "tests") if not is_table(p)]
    lengths = {shown(p): len(p.read_text(encoding="utf-8").splitlines()) for p in paths}

    assert {} == {name: lines for name, lines in lengths.items() if lines > MODULE_LINES}


def test_no_function_is_over_40_lines_and_no_class_over_250() -> None:
    assert [] == [found for path in sources(*CODE, "tools") for found in too_long(path)]


def test_a_docstring_does_not_count_as_length() -> None:
    function = ast.parse('def f():\n    """One.\n\n    Two.\n    """\n    return 1\n').body[0]
    assert isinstance(function, ast.FunctionDef)

    assert 2 == body_lines(function)
