"""Integrity of the gazetteer file: counts, parents, times, relation, vocabulary."""

from __future__ import annotations

import csv
import itertools
import subprocess
import sys
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from extractor.gazetteer import Gazetteer
from extractor.gazetteer.validity import REFORM, days, is_valid

ROOT = Path(__file__).parents[2]
GAZETTEER = Gazetteer.default()
LAST_OLD_DAY = "2025-06-30"


def at(on, level):
    return [u for u in GAZETTEER.units if u.level == level and is_valid(u, days(on))]


@pytest.mark.parametrize(
    ("on", "provinces", "districts", "communes"),
    [(LAST_OLD_DAY, 63, 696, 10035), (REFORM, 34, 0, 3321), ("2026-04-30", 34, 0, 3321)],
)
def test_counts(on, provinces, districts, communes):
    assert [len(at(on, level)) for level in ("province", "district", "commune")] == [
        provinces,
        districts,
        communes,
    ]


def test_types_after_the_reform():
    assert Counter(u.type for u in at(REFORM, "commune")) == {"xã": 2621, "phường": 687, "đặc khu": 13}
    assert Counter(u.type for u in at("2026-04-30", "commune")) == {"xã": 2611, "phường": 697, "đặc khu": 13}


def test_codes_are_text_of_fixed_length():
    lengths = {(u.level, len(u.code)) for u in GAZETTEER.units if u.code}
    assert lengths == {("province", 2), ("district", 3), ("commune", 5)}
    assert GAZETTEER.get("06970", REFORM).name == "Ba Chẽ"
    assert GAZETTEER.get("06978", REFORM) is None


def test_ids_are_unique():
    ids = [u.id for u in GAZETTEER.units]
    assert len(ids) == len(set(ids))


def test_versions_of_a_code_do_not_overlap():
    versions = defaultdict(list)
    for unit in GAZETTEER.units:
        if unit.code:
            versions[unit.code].append(unit)
    for group in versions.values():
        group.sort(key=lambda u: u.valid_from or "")
        for before, after in itertools.pairwise(group):
            assert before.valid_to is not None
            assert after.valid_from is not None
            assert before.valid_to < after.valid_from, (before, after)


def test_every_unit_lies_in_a_province():
    for unit in GAZETTEER.units:
        chain = GAZETTEER.ancestors(unit)
        assert unit.level == "province" or chain[-1].level == "province", unit
        assert all(above.valid_to is None or unit.valid_to is not None for above in chain), unit


def test_names_are_bare_and_composed():
    for unit in GAZETTEER.units:
        assert unit.name == unit.name.strip()
        assert "(" not in unit.name
        assert not unit.name.lower().startswith(("xã ", "thị trấn ", "tỉnh ")), unit


def test_points_lie_in_vietnam():
    # The islands of Trường Sa reach furthest south and east.
    for unit in GAZETTEER.units:
        if unit.lat is not None:
            assert 6 < unit.lat < 24, unit
            assert 102 < unit.lon < 118, unit


def test_changes_have_both_ends_a_date_and_a_document():
    for change in GAZETTEER.changes:
        old, new = GAZETTEER.by_id(change.old), GAZETTEER.by_id(change.new)
        assert old is not None, change
        assert new is not None, change
        assert change.document
        assert old.valid_to is not None
        assert old.valid_to < change.date
        assert is_valid(new, (change.date, change.date)), change


def test_every_commune_before_the_reform_has_successors_in_one_province():
    for unit in at(LAST_OLD_DAY, "commune"):
        parents = {new.parent for new in GAZETTEER.successors(unit, REFORM)}
        assert len(parents) == 1, unit


def test_every_commune_of_the_reform_has_predecessors():
    assert all(GAZETTEER.predecessors(unit) for unit in at(REFORM, "commune"))


def test_divided_communes_stay_a_set():
    divided = Counter(len(GAZETTEER.successors(u, REFORM)) for u in at(LAST_OLD_DAY, "commune"))
    assert divided == {1: 9594, 2: 369, 3: 54, 4: 17, 5: 1}


def test_rows_in_which_the_source_differed_are_as_in_the_official_table():
    with (ROOT / "tools" / "data" / "relation_corrections.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 37
    for row in rows:
        unit = GAZETTEER.get(row["old_code"], LAST_OLD_DAY)
        assert f"{unit.type} {unit.name}" == row["old_name"]
        assert {new.code for new in GAZETTEER.successors(unit, REFORM)} == set(row["new_codes"].split())


MERGED = {
    "Tuyên Quang": "Hà Giang", "Lào Cai": "Yên Bái", "Thái Nguyên": "Bắc Kạn", "Phú Thọ": "Vĩnh Phúc, Hòa Bình",
    "Bắc Ninh": "Bắc Giang", "Hưng Yên": "Thái Bình", "Hải Phòng": "Hải Dương", "Ninh Bình": "Hà Nam, Nam Định",
    "Quảng Trị": "Quảng Bình", "Đà Nẵng": "Quảng Nam", "Quảng Ngãi": "Kon Tum", "Gia Lai": "Bình Định",
    "Khánh Hòa": "Ninh Thuận", "Lâm Đồng": "Đắk Nông, Bình Thuận", "Đắk Lắk": "Phú Yên",
    "TP.HCM": "Bình Dương, Bà Rịa - Vũng Tàu", "Đồng Nai": "Bình Phước", "Tây Ninh": "Long An",
    "Cần Thơ": "Sóc Trăng, Hậu Giang", "Vĩnh Long": "Bến Tre, Trà Vinh", "Đồng Tháp": "Tiền Giang",
    "Cà Mau": "Bạc Liêu", "An Giang": "Kiên Giang",
}  # fmt: skip
UNCHANGED = (
    "Hà Nội, Huế, Cao Bằng, Điện Biên, Hà Tĩnh, Lai Châu, Lạng Sơn, Nghệ An, Quảng Ninh, Sơn La, Thanh Hóa"
)


def test_provinces_merged_as_the_resolution_says():
    expected = {name: name for name in (*MERGED, *UNCHANGED.split(", "))}
    expected |= {old: new for new, names in MERGED.items() for old in names.split(", ")}
    assert {u.name: GAZETTEER.province_2025(u) for u in at(LAST_OLD_DAY, "province")} == expected
    assert {u.name for u in at(REFORM, "province")} == {*MERGED, *UNCHANGED.split(", ")}


def test_the_file_is_what_the_sources_give():
    pytest.importorskip("vietnamadminunits")
    command = [sys.executable, str(ROOT / "tools" / "build_gazetteer.py"), "--check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stderr
