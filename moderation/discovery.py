"""Finding plug-ins: every public module of a folder holds one named object, whose ``name`` is the file's stem."""

from __future__ import annotations

import importlib
import pkgutil
from types import ModuleType
from typing import Protocol, TypeVar

from moderation.errors import DiscoveryError


class Named(Protocol):
    """What every plug-in has."""

    @property
    def name(self) -> str:
        """The plug-in's identity: its file's stem."""
        ...


N = TypeVar("N", bound=Named)


def discover(package: ModuleType, attribute: str, kind: type[N]) -> dict[str, N]:
    """Import every public module of ``package`` and collect its ``attribute``, by name, in alphabetical order.

    Raises ``DiscoveryError`` for a module without the object, with an object of another kind, or whose name is not the file's stem.
    """
    found: dict[str, N] = {}
    for stem in sorted(m.name for m in pkgutil.iter_modules(package.__path__)):
        if stem.startswith("_"):
            continue
        module = importlib.import_module(f"{package.__name__}.{stem}")
        plugin = getattr(module, attribute, None)
        if not isinstance(plugin, kind):
            msg = f"{module.__name__} must define {attribute}, a {kind.__name__}; found {type(plugin).__name__}"
            raise DiscoveryError(msg)
        if plugin.name != stem:
            msg = f"{module.__name__}: {attribute}.name is {plugin.name!r}, but the file is called {stem!r}; make them the same"
            raise DiscoveryError(msg)
        found[stem] = plugin
    return found
