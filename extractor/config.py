"""What a run can be told: one frozen, picklable value, from a TOML file or from flags.

>>> Config(ner="none").rules is None
True
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from extractor.errors import UsageError

PARTIAL_DATE = r"^\d{4}(-\d{2}(-\d{2}(T.*)?)?)?$"


class Config(BaseModel):
    """Settings of a `Pipeline`; everything has a default.

    Attributes:
        ner: name of the recogniser, ``underthesea`` or ``none``.
        rules: an analyst's own rule directory, laid over the built-in rules.
        published: publication date (ISO, may be partial) for documents that carry none.
        time_limit: seconds that one document may take in a batch before it is given up.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    ner: str = "underthesea"
    rules: Path | None = None
    published: str | None = Field(default=None, pattern=PARTIAL_DATE)
    time_limit: float = Field(default=60.0, gt=0)

    @classmethod
    def of(cls, **settings: Any) -> Self:
        """Build from settings, of which ``None`` means "not given".

        Raises:
            UsageError: naming the setting and what is allowed.
        """
        try:
            return cls(**{key: value for key, value in settings.items() if value is not None})
        except ValidationError as error:
            first = error.errors()[0]
            name = str(first["loc"][0])
            if first["type"] == "extra_forbidden":
                allowed = ", ".join(cls.model_fields)
                raise UsageError(f'unknown setting "{name}"; allowed are {allowed}') from error
            raise UsageError(f"{name}: {first['msg']}") from error

    @classmethod
    def from_toml(cls, path: Path, **settings: Any) -> Self:
        """Settings of a TOML file, overridden by those given here.

        Raises:
            UsageError: if the file cannot be read or holds an unknown setting.
        """
        try:
            table = tomllib.loads(path.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise UsageError(f"cannot be read: {error}", str(path)) from error
        given = {key: value for key, value in settings.items() if value is not None}
        return cls.of(**(table | given))
