"""One class per kind of user mistake; every message says what, where and what to do."""

from __future__ import annotations


class ExtractorError(Exception):
    """Base of every error this package raises on purpose.

    Args:
        what: one line, the mistake and what to do about it.
        where: ``file:line`` (or just the file, or the document id) it was found in.
    """

    exit_code = 2

    def __init__(self, what: str, where: str | None = None) -> None:
        self.what = " ".join(what.split())
        self.where = where
        super().__init__(f"{where}: {self.what}" if where else self.what)

    def __reduce__(self) -> tuple[type[ExtractorError], tuple[str, str | None]]:
        return type(self), (self.what, self.where)


class UsageError(ExtractorError):
    """A command or call whose arguments do not fit together."""


class RuleError(ExtractorError):
    """A rule file that cannot be used."""


class InputError(ExtractorError):
    """A document or input file that cannot be read."""

    exit_code = 3


class GoldError(ExtractorError):
    """A gold row that is wrong or does not fit its text."""


class RunError(ExtractorError):
    """A run folder or database that cannot be used."""


class OutputError(ExtractorError):
    """Results that cannot be written: a full disk, missing permissions."""

    exit_code = 1
