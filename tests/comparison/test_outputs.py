"""Files and pictures of a comparison, and the commands that write them."""

from __future__ import annotations

import csv
import json
import subprocess
import sys

import openpyxl
import pytest
from matplotlib.axes import Axes

from extractor import compare
from extractor.comparison import link_runs
from extractor.comparison.boundaries import read_boundaries
from extractor.comparison.chart import draw_chart
from extractor.comparison.columns import CELLS
from extractor.comparison.export import to_csv
from extractor.comparison.maps import draw_map
from extractor.comparison.provinces import ProvinceMap
from extractor.errors import UsageError
from tests.comparison.made_runs import make_run

SQUARE = [[105.0, 20.0], [106.0, 20.0], [106.0, 21.0], [105.0, 20.0]]


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    texts = {
        "tỉnh Đắk Lắk": "1.399",
        "tỉnh Hà Giang": "hơn 40",
        "thành phố Đà Nẵng": "25",
        "tỉnh Bà Rịa - Vũng Tàu": "31",
    }
    articles = [
        {"text": f"Năm 2024, {place} xảy ra {count} vụ tai nạn giao thông.", "published": "2025-01-05"}
        for place, count in texts.items()
    ]
    return make_run(tmp_path_factory.mktemp("made") / "run", articles)


@pytest.fixture(scope="module")
def comparison(run):
    return compare(run, indicator="incident")


def command(*arguments):
    done = subprocess.run(
        [sys.executable, "-m", "extractor", *map(str, arguments)], capture_output=True, check=False
    )
    return done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8")


def test_csv_opens_with_accents_and_keeps_codes(comparison, tmp_path):
    comparison.save(tmp_path / "table.csv")
    assert (tmp_path / "table.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    with (tmp_path / "table.csv").open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert [row["province"] for row in rows] == ["Tuyên Quang", "Đà Nẵng", "Đắk Lắk", "TP.HCM"]
    assert (rows[0]["province_code"], rows[2]["value"]) == ("08", "1399")
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "table.contradictions.csv", "table.csv", "table.evidence.csv", "table.left_out.csv",
    ]  # fmt: skip


def test_texts_do_not_become_formulas(comparison):
    table = comparison.evidence.copy()
    table["title"] = "=1+1"
    assert "'=1+1" in to_csv(table)


def test_workbook_has_typed_cells_and_explains_its_columns(comparison, tmp_path):
    comparison.save(tmp_path / "table.xlsx")
    book = openpyxl.load_workbook(tmp_path / "table.xlsx")
    assert book.sheetnames == ["cells", "evidence", "contradictions", "left_out", "columns"]
    head, *rows = book["cells"].values
    row = dict(zip(head, rows[2], strict=True))
    assert (row["province"], row["province_code"], row["value"]) == ("Đắk Lắk", "66", 1399)
    explained = {
        (sheet, column) for sheet, column, _ in book["columns"].iter_rows(min_row=2, values_only=True)
    }
    assert {("cells", column.name) for column in CELLS} <= explained


@pytest.fixture
def written(monkeypatch):
    """Every text that is put on a picture."""
    found = []
    for name in ("text", "annotate", "set_title", "set_yticks"):
        original = getattr(Axes, name)

        def keep(self, *given, _original=original, **options):
            found.append(repr(given))
            return _original(self, *given, **options)

        monkeypatch.setattr(Axes, name, keep)
    return found


@pytest.mark.parametrize("draw", [draw_chart, draw_map])
def test_pictures_name_provinces_with_accents(comparison, tmp_path, draw, written):
    draw(comparison, tmp_path / "drawn.png")
    drawn = "\n".join(written)
    assert "Đắk Lắk" in drawn
    assert "1.399" in drawn
    assert "Incident (traffic accident) - occur, 2024" in drawn


def test_no_letter_is_missing_in_the_font(comparison, tmp_path, recwarn):
    draw_map(comparison, tmp_path / "drawn.png")
    assert [str(one.message) for one in recwarn if "missing from" in str(one.message)] == []


@pytest.mark.parametrize("on, count", [("2025-06-30", 63), ("2025-07-01", 34), ("2026-06-01", 34)])
def test_every_province_has_a_point_and_the_islands_are_drawn(run, tmp_path, on, count, written):
    units = ProvinceMap(on).units
    assert len(units) == count
    assert len({(unit.lat, unit.lon) for unit in units}) == count
    draw_map(compare(run, indicator="incident", on=on), tmp_path / "map.png")
    drawn = "\n".join(written)
    assert "đặc khu Hoàng Sa" in drawn
    assert "đặc khu Trường Sa" in drawn


def test_boundaries(comparison, tmp_path):
    file = tmp_path / "own.geojson"
    polygon = {"type": "Polygon", "coordinates": [SQUARE]}
    feature = {"type": "Feature", "properties": {}, "geometry": polygon}
    file.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}), encoding="utf-8")
    assert read_boundaries(file) == [[(105.0, 20.0), (106.0, 20.0), (106.0, 21.0), (105.0, 20.0)]]
    draw_map(comparison, tmp_path / "map.png", boundaries=file)
    assert (tmp_path / "map.png").stat().st_size > 10_000


@pytest.mark.parametrize(
    "content, message",
    [
        ("no json", "not a GeoJSON file"),
        ('{"type": "FeatureCollection", "features": []}', "no polygon in it"),
        ('{"type": "Polygon", "coordinates": [[[1]]]}', "broken geometry"),
        ('{"type": "Polygon", "coordinates": [[[500000, 2300000]]]}', "coordinates are not degrees"),
    ],
)
def test_wrong_boundaries(tmp_path, content, message):
    (tmp_path / "own.geojson").write_text(content, encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        read_boundaries(tmp_path / "own.geojson")
    assert message in str(caught.value)
    assert "own.geojson" in str(caught.value)


def test_a_picture_needs_one_measure(run, tmp_path):
    nothing = compare(run, indicator="incident", period="1999")
    with pytest.raises(UsageError, match="nothing to draw"):
        draw_map(nothing, tmp_path / "map.png")
    with pytest.raises(UsageError, match="unknown picture format"):
        draw_map(compare(run, indicator="incident"), tmp_path / "map.gif")


def test_links_of_a_run(run):
    links = link_runs(run)
    assert list(links.links.columns[:2]) == ["type", "indicator"]
    assert links.contradictions.empty


def test_command_compare(run, tmp_path):
    code, out, err = command(
        "compare", run, "--by", "province", "--indicator", "incident", "--period", "2024"
    )
    assert code == 0
    assert "Đắk Lắk" in out
    assert err == "4 cells, 4 figures, 0 left out\n"
    code, out, err = command("compare", run, "--indicator", "incident", "-q", "--map", tmp_path / "map.png")
    assert (code, out, err) == (0, "", "")
    assert (tmp_path / "map.png").read_bytes().startswith(b"\x89PNG")


def test_command_reconcile(run):
    code, out, err = command("reconcile", run)
    assert code == 0
    assert out.startswith("type,indicator,object,")
    assert err == "0 same_as, 0 supersedes, 0 conflicts_with; 0 pairs of near-duplicate articles\n"


@pytest.mark.parametrize(
    "arguments, message",
    [
        (["--by", "planet"], "--by planet: cells are provinces"),
        (["--boundaries", "own.geojson"], "--boundaries is for a map"),
        (["--province", "Atlantis"], "no province 'Atlantis'"),
        (["-o", "table.doc"], "unknown format '.doc'; give NAME.csv or NAME.xlsx"),
    ],
)
def test_command_mistakes_are_one_line_and_exit_2(run, arguments, message):
    code, out, err = command("compare", run, *arguments)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert message in err


@pytest.mark.parametrize(
    "module, call, message",
    [
        ("matplotlib", lambda made, to: draw_map(made, to / "map.png"), "drawing needs matplotlib"),
        ("xlsxwriter", lambda made, to: made.save(to / "table.xlsx"), "writing .xlsx needs xlsxwriter"),
    ],
)
def test_a_missing_extra_is_said_with_what_to_do(comparison, tmp_path, monkeypatch, module, call, message):
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(UsageError) as caught:
        call(comparison, tmp_path)
    assert str(caught.value) == f"{message}; pip install 'vn-press-extractor[compare]'"
