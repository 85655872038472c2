"""The domain's errors: each says what happened, with which values, and what to do."""

from __future__ import annotations


class ModerationError(Exception):
    """Base of every error that the domain raises on purpose.

    ``str()`` is one sentence for people; it never holds a viewer's text or a protected fact.
    """


class PackError(ModerationError):
    """A rule pack that cannot be used; ``problems`` holds every one found."""

    def __init__(self, problems: list[str]) -> None:
        """Keep all problems, so that a pack's author mends them in one go."""
        self.problems = problems
        super().__init__(f"{len(problems)} problem(s) in the rule packs:\n" + "\n".join(problems))


class DiscoveryError(ModerationError):
    """A plug-in file without its named object, or with a name that is not its file's."""


class VerificationError(ModerationError):
    """Evidence that does not add up: ``what`` is wrong, ``where`` (the entry's number), ``since`` which point the log was sound."""

    def __init__(self, what: str, *, where: int, since: str) -> None:
        """Keep the parts, for those who show them apart."""
        self.what = what
        self.where = where
        self.since = since
        super().__init__(f"entry {where}: {what}; the log is sound up to {since}")
