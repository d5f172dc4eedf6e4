"""Look-up at a date, spellings, ancestors, successors: single facts that can be checked in the law."""

from __future__ import annotations

import pickle
import subprocess
import sys

import pytest

from extractor.gazetteer import Gazetteer

GAZETTEER = Gazetteer.default()


def ids(units):
    return [u.id for u in units]


def test_ten_districts_chau_thanh():
    found = GAZETTEER.find("huyện Châu Thành", on="2020-05-01")
    assert ids(found) == ["708", "808", "821", "831", "847", "877", "892", "905", "933", "942"]


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("ĐẮK LẮK", "66"), ("đắk lắk", "66"), ("Đăk Lăk", "66"), ("Daklak", "66"), ("Kontum", "62"),
        ("Hoà Bình", "17"), ("Bà Rịa – Vũng Tàu", "77"), ("Thừa Thiên-Huế", "46"), ("TT-Huế", "46"),
        ("TP. Hồ Chí Minh", "79"), ("  Hà   Giang ", "02"), ("Ha\u0300 Giang", "02"),
    ],
)  # fmt: skip
def test_spellings_of_provinces(written, code):
    assert [u.code for u in GAZETTEER.find(written, level="province", on="2024-01-01")] == [code]


@pytest.mark.parametrize(
    ("name", "code"),
    [("xã Mĩ Lí", "16816"), ("xã Sơn Kim II", "18199"), ("phường 04", None), ("huyện Krong Pa", "637")],
)
def test_spellings_of_other_units(name, code):
    found = {u.code for u in GAZETTEER.find(name, on="2024-01-01")}
    assert code in found if code else len(found) > 10


def test_filters():
    assert {
        GAZETTEER.province(u).name for u in GAZETTEER.find("Tân Tiến", province="Đồng Nai", on="2026")
    } == {"Đồng Nai"}
    assert {u.level for u in GAZETTEER.find("Phú Thọ", level="commune", on="2024")} == {"commune"}
    assert GAZETTEER.find("huyện Hòa Bình", province="Phú Thọ") == ()
    assert ids(GAZETTEER.find("huyện Hòa Bình", province="Cà Mau")) == ["961"]
    assert GAZETTEER.find("huyện Hòa Bình", province="nowhere") == ()


def test_codes_were_handed_on_by_the_reform():
    assert GAZETTEER.get("24", "2025-06-30").name == "Bắc Giang"
    assert GAZETTEER.get("24", "2025-07-01").name == "Bắc Ninh"
    assert GAZETTEER.get("24", "2099-01-01").name == "Bắc Ninh"
    assert GAZETTEER.get("24").name == "Bắc Ninh"
    assert GAZETTEER.get("24", "1970") is None
    assert GAZETTEER.get("") is None
    assert GAZETTEER.get("99999") is None


@pytest.mark.parametrize(
    ("code", "on", "kind", "name"),
    [
        ("28", "2008-07-31", "tỉnh", "Hà Tây"),
        ("268", "2008-09-01", "thành phố", "Hà Đông"),
        ("268", "2010-01-01", "quận", "Hà Đông"),
        ("769", "2020-12-31", "quận", "2"),
        ("769", "2021-01-01", "thành phố", "Thủ Đức"),
        ("204", "2019-12-31", "huyện", "Hoành Bồ"),
        ("754", "2018-04-11", "huyện", "Tân Thành"),
        ("754", "2020-01-01", "thị xã", "Phú Mỹ"),
        ("754", "2025-03-01", "thành phố", "Phú Mỹ"),
        ("46", "2024-12-31", "tỉnh", "Thừa Thiên Huế"),
        ("46", "2025-01-01", "thành phố", "Huế"),
        ("474", "2024-06-01", "thành phố", "Huế"),
        ("75", "2026-04-29", "tỉnh", "Đồng Nai"),
        ("75", "2026-04-30", "thành phố", "Đồng Nai"),
        ("26368", "2026-04-29", "xã", "Long Thành"),
        ("26368", "2026-04-30", "phường", "Long Thành"),
    ],
)
def test_versions(code, on, kind, name):
    unit = GAZETTEER.get(code, on)
    assert (unit.type, unit.name) == (kind, name)


def test_units_that_ended_are_gone():
    assert GAZETTEER.get("28", "2008-08-01") is None
    assert GAZETTEER.get("221", "2025-01-01") is None
    assert GAZETTEER.get("035", "2025-07-01") is None


def test_ancestors_at_a_date():
    hanoi = GAZETTEER.get("271", "2007-01-01")
    assert [u.name for u in GAZETTEER.ancestors(hanoi)] == ["Hà Tây"]
    ward = GAZETTEER.get("19801", "2024-06-01")
    assert [u.name for u in GAZETTEER.ancestors(ward, "2024-06-01")] == ["Huế", "Thừa Thiên Huế"]
    assert [u.name for u in GAZETTEER.ancestors(ward, "2025-03-01")] == ["Thuận Hóa", "Huế"]
    chu = next(u for u in GAZETTEER.units if u.parent == "224")
    assert [u.name for u in GAZETTEER.ancestors(chu, "2023-01-01")] == ["Lục Ngạn", "Bắc Giang"]


def test_successors():
    old = GAZETTEER.get("02", "2024-01-01")
    assert [u.name for u in GAZETTEER.successors(old)] == ["Tuyên Quang"]
    assert ids(GAZETTEER.successors(old, "2024-06-01")) == ["02"]
    assert ids(GAZETTEER.successors(GAZETTEER.get("28", "2007"), "2020")) == ["01"]
    assert ids(GAZETTEER.successors(GAZETTEER.get("75", "2024"))) == ["75@2026-04-30"]


def test_districts_have_no_successor_but_islands_do():
    assert GAZETTEER.successors(GAZETTEER.get("035", "2025-06-30")) == ()
    phu_quoc = GAZETTEER.get("911", "2025-06-30")
    assert {u.name for u in GAZETTEER.successors(phu_quoc)} == {"Phú Quốc", "Thổ Châu"}
    con_dao = GAZETTEER.get("755", "2025-06-30")
    assert [(u.type, u.name) for u in GAZETTEER.successors(con_dao)] == [("đặc khu", "Côn Đảo")]


def test_predecessors():
    thu_duc = GAZETTEER.get("769", "2022")
    assert {u.code for u in GAZETTEER.predecessors(thu_duc)} == {"762", "763", "769"}
    assert GAZETTEER.predecessors(GAZETTEER.get("02", "2024")) == ()


@pytest.mark.parametrize(
    ("code", "on", "province"),
    [
        ("02", "2024", "Tuyên Quang"),
        ("961", "2024", "Cà Mau"),
        ("31105", "2024", "An Giang"),
        ("28", "2007", "Hà Nội"),
    ],
)
def test_province_2025(code, on, province):
    assert GAZETTEER.province_2025(GAZETTEER.get(code, on)) == province


def test_split_provinces_of_1996_have_no_single_province_today():
    (old,) = GAZETTEER.find("tỉnh Sông Bé")
    assert GAZETTEER.province_2025(old) is None
    assert GAZETTEER.province_2025(None) is None


def test_foreign_and_empty_names_find_nothing():
    for name in ("", " ", "Paris", "tỉnh", "xã ", "huyện Xyz", "\u0000", "–"):
        assert GAZETTEER.find(name) == ()


def test_pickle_reads_the_file_anew_instead_of_copying():
    packed = pickle.dumps(GAZETTEER)
    assert len(packed) < 200
    assert pickle.loads(packed) is GAZETTEER


def test_a_gazetteer_of_ones_own_can_be_pickled():
    own = Gazetteer(["1\t01\tprovince\ttỉnh\tA Lưới\t\t\t\t\t"], [], GAZETTEER.spelling)
    assert [u.id for u in pickle.loads(pickle.dumps(own)).find("a lưới")] == ["1"]


def test_loading_takes_little_memory():
    code = (
        "import resource, extractor.text.view as _\n"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "from extractor.gazetteer import Gazetteer; Gazetteer.default().find('Hà Nội')\n"
        "print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert float(done.stdout) < 40


def test_a_unit_lies_in_any_version_of_what_holds_it():
    commune = GAZETTEER.get("25306", "2021-05-01")
    district, province = GAZETTEER.ancestors(commune)
    assert GAZETTEER.lies_in(commune, district)
    assert GAZETTEER.lies_in(commune, province)
    assert not GAZETTEER.lies_in(commune, commune)
    assert not GAZETTEER.lies_in(province, commune)
    ward = GAZETTEER.find("phường Long Bình", province="75", on="2025-08-01")[0]
    for on in ("2020", "2025-08-01", "2026-05"):
        assert GAZETTEER.lies_in(ward, GAZETTEER.get("75", on))
    assert not GAZETTEER.lies_in(ward, GAZETTEER.get("79", "2020"))
