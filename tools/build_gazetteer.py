"""Build `extractor/gazetteer/data/gazetteer.tsv.gz` from its sources.

Sources: the data files of the package ``vietnamadminunits`` 1.0.4 (MIT; extra ``gazetteer``) for the
units of both systems and the relation of 2025-07-01, and the hand-made tables in `tools/data` for
what it lacks: earlier and later changes with their legal documents, usual aliases, spellings, and 37
rows of the relation that differ from the official table of 2025.

    python tools/build_gazetteer.py            # writes the file, prints counts
    python tools/build_gazetteer.py --check    # exit 1 if the file in place differs

Every row of the hand-made tables is checked against the units: a code that does not exist stops the
build. The output is byte-identical for identical input.
"""

from __future__ import annotations

import argparse
import gzip
import io
import json
import sys
from collections import Counter, defaultdict
from dataclasses import replace
from pathlib import Path
from typing import Any

from gazetteer_units import (
    LEVELS,
    REFORM,
    REFORM_COMMUNES,
    REFORM_PROVINCES,
    SPECIAL,
    Change,
    Ref,
    Row,
    Unit,
    ascii_key,
    covers,
    day_before,
    new_units,
    old_units,
    source_tables,
    table,
)

TARGET = Path(__file__).parent.parent / "extractor" / "gazetteer" / "data" / "gazetteer.tsv.gz"


def reform(
    converter: dict[str, Any],
    old_key: dict[str, Unit],
    new_key: dict[tuple[str, str], Unit],
    old: dict[str, Unit],
) -> list[Change]:
    """The relation of 2025-07-01 for communes, provinces and districts that became special zones."""
    successors = commune_relation(converter, old_key, new_key)
    share = Counter(new for news in successors.values() for new in news)
    changes = []
    for unit, news in successors.items():
        for new in news:
            if len(news) > 1:
                kind = "split"
            elif share[new] > 1:
                kind = "merged"
            elif unit.name != new.name:
                kind = "renamed"
            else:
                kind = "unchanged" if unit.type == new.type else "upgraded"
            changes.append(reform_change(unit, new, kind))
    return changes + special_zones(successors, old) + province_reform(successors, old, new_key)


def commune_relation(
    converter: dict[str, Any], old_key: dict[str, Unit], new_key: dict[tuple[str, str], Unit]
) -> dict[Unit, list[Unit]]:
    """Old communes (and islands without communes) with the new communes that hold their territory."""
    successors: dict[Unit, set[Unit]] = defaultdict(set)
    for province, wards in converter["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for ward, keys in wards.items():
            for key in keys:
                successors[old_key[key]].add(new_key[province, ward])
    for province, divided in converter["DICT_PROVINCE_WARD_DIVIDED"].items():
        for key, parts in divided.items():
            successors[old_key[key]].update(new_key[province, part["newWardKey"]] for part in parts)
    old = {unit.code: unit for unit in successors}
    new = {unit.code: unit for unit in new_key.values()}
    for row in table("relation_corrections"):
        successors[old[row["old_code"]]] = {new[code] for code in row["new_codes"].split()}
    return {unit: sorted(news, key=lambda u: u.code) for unit, news in successors.items()}


def special_zones(successors: dict[Unit, list[Unit]], old: dict[str, Unit]) -> list[Change]:
    """Island districts whose whole territory became special zones: the only districts with successors."""
    parts: dict[str, set[Unit]] = defaultdict(set)
    origin: dict[Unit, set[str]] = defaultdict(set)
    for unit, news in successors.items():
        district = unit.code if unit.level == "district" else unit.parent
        parts[district].update(news)
        for new in news:
            origin[new].add(district)
    changes = []
    for code, news in sorted(parts.items()):
        closed = all(new.type == SPECIAL and origin[new] == {code} for new in news)
        if closed and old[code] not in successors:
            kind = "split" if len(news) > 1 else "merged"
            changes.extend(reform_change(old[code], new, kind) for new in sorted(news, key=lambda u: u.code))
    return changes


def province_reform(
    successors: dict[Unit, list[Unit]], old: dict[str, Unit], new_key: dict[tuple[str, str], Unit]
) -> list[Change]:
    """Old provinces into new ones, read off their communes; one that would be split stops the build."""
    into: dict[str, set[str]] = defaultdict(set)
    for unit, news in successors.items():
        district = unit if unit.level == "district" else old[unit.parent]
        into[district.parent].update(new.parent for new in news)
    share = Counter(code for codes in into.values() for code in codes)
    changes = []
    for code, codes in sorted(into.items()):
        assert len(codes) == 1, f"province {code} would be split into {codes}"
        (new,) = codes
        kind = "merged" if share[new] > 1 else "unchanged"
        changes.append(Change((code, day_before(REFORM)), (new, REFORM), kind, REFORM, REFORM_PROVINCES))
    assert {unit.parent for unit in new_key.values()} == set(share), "a new province without predecessor"
    return changes


def history(units: dict[str, list[Unit]]) -> tuple[list[Unit], list[Change]]:
    """Apply `history.csv`, newest row first; ``units`` lists the versions of each code.

    Returns units without an official code, and the changes. Units that came into being by a change
    start on its date; what stood there before becomes a version of its own.
    """
    loose: list[Unit] = []
    changes: list[Change] = []
    for row in sorted(table("history"), key=lambda r: r["date"], reverse=True):
        day, code = row["date"], row["code"]
        since = ""
        for new in row["new_code"].split():
            at = next((i for i, unit in enumerate(units[new]) if covers(unit, day)), None)
            assert at is not None, f"history.csv: {new} is not valid on {day}: {row}"
            if row["new_starts"] == "yes" and units[new][at].valid_from != day:
                since = units[new][at].valid_from if new == code else since
                # `new_type`: what the unit has become since the package was made.
                kind = row["new_type"] or units[new][at].type
                units[new][at] = replace(units[new][at], valid_from=day, type=kind)
        same = row["kind"] in ("upgraded", "moved", "renamed")
        near = [unit for new in row["new_code"].split() for unit in units[new] if same and new == code]
        point = (near[0].lat, near[0].lon) if near else (None, None)
        old = Unit(
            code, row["level"], row["type"], row["name"], row["parent"], since, day_before(day), *point
        )
        ref: Ref = (code, day_before(day)) if code else old
        if not code:
            loose.append(old)
        elif not any(covers(unit, old.valid_to) for unit in units.setdefault(code, [])):
            units[code].insert(0, old)
        changes.extend(
            Change(ref, (new, day), row["kind"], day, row["document"]) for new in row["new_code"].split()
        )
    return loose, changes


def reform_change(old: Unit, new: Unit, kind: str) -> Change:
    """A change of 2025-07-01."""
    return Change((old.code, old.valid_to), (new.code, new.valid_from), kind, REFORM, REFORM_COMMUNES)


def aliases(old: list[Row], units: dict[str, list[Unit]]) -> list[tuple[str, str, str, str]]:
    """Other names: ``code, level, name, kind``; kind ``former`` is an unmarked key of a merged unit."""
    rows = [(row["code"], row["level"], row["alias"], "usage") for row in table("aliases")]
    for code, level, _, _ in rows:
        assert any(unit.level == level for unit in units.get(code, ())), f"aliases.csv: no {level} {code}"
    known = {
        (unit.level, unit.parent, ascii_key(unit.name)) for versions in units.values() for unit in versions
    }
    former = set()
    for row in old:
        for key in json.loads(row["wardAlias"] or "[]"):
            stem = next((t for t in ("phuong", "thitran", "xa") if key.startswith(t)), None)
            if stem and ("commune", row["districtCode"], key[len(stem) :]) not in known:
                former.add((row["wardCode"], "commune", key[len(stem) :], "former"))
    return sorted(rows + list(former))


def build() -> bytes:
    """The whole file, compressed."""
    old_rows, new_rows, converter = source_tables()
    old, old_key = old_units(old_rows)
    new, new_key = new_units(new_rows)
    versions: dict[str, list[Unit]] = defaultdict(list)
    for unit in (*old.values(), *new.values()):
        versions[unit.code].append(unit)
    changes = reform(converter, old_key, new_key, old)
    loose, past = history(versions)
    units = sorted(
        [*(unit for group in versions.values() for unit in group), *loose],
        key=lambda u: (LEVELS.index(u.level), u.code, u.valid_from, u.name),
    )

    def identify(ref: Ref) -> str:
        if isinstance(ref, Unit):
            return ref.id
        found = [unit.id for unit in versions[ref[0]] if covers(unit, ref[1])]
        assert len(found) == 1, f"{ref} names {found}"
        return found[0]

    sections = {
        "units": [unit.row() for unit in units],
        "aliases": aliases(old_rows, versions),
        "changes": sorted(
            (c.date, identify(c.old), identify(c.new), c.kind, c.document) for c in [*changes, *past]
        ),
        "spellings": [(row["written"], row["canonical"]) for row in table("spellings")],
        "characters": [(row["written"], row["canonical"]) for row in table("characters")],
        "types": [(row["written"], row["type"]) for row in table("type_words")],
    }
    for name, rows in sections.items():
        print(f"{name}: {len(rows)}", file=sys.stderr)
    print(Counter(row[3] for row in sections["changes"]), file=sys.stderr)
    text = "".join(
        f"#{name}\n" + "".join("\t".join(row) + "\n" for row in rows) for name, rows in sections.items()
    )
    buffer = io.BytesIO()
    with gzip.GzipFile(fileobj=buffer, mode="wb", mtime=0, compresslevel=9, filename="") as file:
        file.write(text.encode())
    return buffer.getvalue()


def main() -> None:
    """Write or check the file."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--check", action="store_true", help="compare with the file in place")
    arguments = parser.parse_args()
    content = build()
    if arguments.check:
        same = gzip.decompress(TARGET.read_bytes()) == gzip.decompress(content)
        sys.exit(0 if same else f"{TARGET.name} is not what the sources give; run {Path(__file__).name}")
    TARGET.write_bytes(content)
    print(f"{TARGET.name}: {len(content):,} bytes", file=sys.stderr)


if __name__ == "__main__":
    main()
