"""What every rule has: a stable id, examples that must hold and counter-examples that must not."""

from __future__ import annotations

from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict, Field


class RuleModel(BaseModel):
    """Strict and immutable: an unknown key is an error, never ignored."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Example(RuleModel):
    """A text in which the rule must fire.

    ``find`` is the stretch of ``text`` where it does (the whole text if left out); ``expect`` gives
    fields of what is found there. ``published`` is the article's date, for relative times.
    """

    text: str
    find: str | None = None
    expect: dict[str, Any] = {}
    published: str | None = None


class CounterExample(RuleModel):
    """A text in which the rule must not fire (inside ``find``, if given)."""

    text: str
    find: str | None = None
    published: str | None = None


class Rule(RuleModel):
    """A fact about Vietnamese or about the genre; ``note`` says which, where it is not obvious."""

    id: str = Field(pattern=r"^[a-z0-9_]+(\.[a-z0-9_]+)+$")
    note: str = ""
    example: tuple[Example, ...] = Field(min_length=1)
    counter_example: tuple[CounterExample, ...] = Field(min_length=1)


class RuleFile(RuleModel):
    """A kind of rule file. ``files`` is a glob below ``extractor/rules``; several files merge."""

    files: ClassVar[str]
