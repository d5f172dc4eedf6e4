"""Write gold/schema/*.json, the published format of gold, from the models that read it."""

from __future__ import annotations

import json
from pathlib import Path

from extractor.evaluation.gold import builtin_vocabulary
from extractor.evaluation.gold_format import json_schemas

TARGET = Path(__file__).parents[1] / "gold" / "schema"


def main() -> None:
    """One file per kind of gold row."""
    TARGET.mkdir(parents=True, exist_ok=True)
    for stem, schema in json_schemas(builtin_vocabulary()).items():
        text = json.dumps(schema, ensure_ascii=False, indent=1) + "\n"
        (TARGET / f"{stem}.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
