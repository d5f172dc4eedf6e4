"""What a person finds who opens the workbook or the CSV: read back with openpyxl and csv."""

from __future__ import annotations

import csv
from datetime import datetime
from decimal import Decimal
from urllib.parse import unquote

import pytest
from openpyxl import load_workbook

from extractor.engine.load import load_rules
from extractor.engine.schema import Vocabulary
from extractor.model import Document, DocumentScope, Extraction, Figure, Locality, Publication
from extractor.schema import Recorder
from extractor.writers import Entry, open_writer
from extractor.writers.columns import COLUMNS, TEXT

RUN = {"version": "0", "rules": "r", "settings": {}, "inputs": [], "counts": {}, "finished": "2026-01-01"}
DANGEROUS = [
    "=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1+1", "\r=1+1", "\n=1+1", '=HYPERLINK("http://x","y")',
    "=cmd|' /C calc'!A0", "http://example.org/", "internal:figures!A1", "＝1+1", "{=1+1}", "  =1+1",
]  # fmt: skip


def entry_of(doc_id, text, published="2024-07-12", name=None):
    figure = Figure(
        value_start=0, value_end=len(text), start=0, end=len(text), sentence=0, region="body",
        indicator="model", object="all", unit="model", value=Decimal("1234.50"), name=name,
        locality=Locality("Đoan Hùng", "commune", province="Phú Thọ", code="00691"), rule_ids=("a.b",),
    )  # fmt: skip
    extraction = Extraction(
        Document(doc_id, text, title=text), Publication(published), DocumentScope(), (), (), (figure,), (), (),
        (), (), (), (),
    )  # fmt: skip
    return Entry.of(Recorder(load_rules().get(Vocabulary), version="0").records(extraction))


def write(path, *entries):
    with open_writer(str(path), path.parent / "scratch") as writer:
        for entry in entries:
            writer.write(entry)
        writer.finish(RUN)
    return path


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    path = tmp_path_factory.mktemp("xlsx") / "figures.xlsx"
    dangerous = (entry_of(f"x{number}", text, name=text) for number, text in enumerate(DANGEROUS))
    entries = [entry_of("báo số 1#a:1", "42 mô hình"), entry_of("d2", "5 mô hình", "2024-07"), *dangerous]
    return load_workbook(write(path, *entries))


def columns(sheet):
    return {cell.value: number for number, cell in enumerate(sheet[1], start=1)}


def test_headers_stay_and_filter(book):
    assert book.sheetnames == ["figures", "documents", "columns"]
    for name in ("figures", "documents"):
        sheet = book[name]
        assert sheet.freeze_panes == "B2"
        assert sheet.auto_filter.ref == sheet.dimensions


def test_cells_have_the_type_of_their_column(book):
    sheet = book["figures"]
    for column in COLUMNS:
        for (cell,) in sheet.iter_rows(
            2, min_col=columns(sheet)[column.name], max_col=columns(sheet)[column.name]
        ):
            if cell.value is not None:
                assert cell.data_type == ("s" if column.kind == TEXT else "n"), column
    code = sheet.cell(2, columns(sheet)["locality_code"])
    assert (code.value, code.number_format) == ("00691", "@")


def test_complete_dates_are_dates_and_partial_ones_text(book):
    sheet = book["documents"]
    dates = [sheet.cell(row, columns(sheet)["publication_date"]).value for row in (2, 3)]
    assert dates == [datetime(2024, 7, 12), "2024-07"]  # noqa: DTZ001 - Excel knows no zones


def test_no_text_becomes_a_formula_or_a_link(book):
    links = columns(book["figures"])["evidence"]
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f"
                assert cell.hyperlink is None or (sheet.title == "figures" and cell.column == links)
    quotes = [
        book["figures"].cell(row, columns(book["figures"])["quote"]).value
        for row in range(4, 4 + len(DANGEROUS))
    ]
    assert [text.replace("_x000D_", "\r").strip() for text in quotes] == [text.strip() for text in DANGEROUS]


def test_figures_link_to_their_evidence(book):
    sheet = book["figures"]
    link = sheet.cell(2, columns(sheet)["evidence"]).hyperlink
    assert link.target.partition("#")[0] == "report.html"
    fragment = link.location or link.target.partition("#")[2]
    assert fragment.isascii()
    assert " " not in fragment
    assert unquote(fragment) == sheet.cell(2, columns(sheet)["record_id"]).value == "báo số 1#a:1:0-10:0"


def test_a_sheet_explains_every_column(book):
    sheet = book["columns"]
    names = [row[0].value for row in sheet.iter_rows(2)]
    assert names == [column.name for column in COLUMNS]
    assert all(cell.value for row in sheet.iter_rows(2) for cell in row)
    assert "nhắc lại" in sheet.cell(2 + names.index("repeat_of"), 4).value


def test_links_end_where_excel_does(tmp_path, monkeypatch):
    monkeypatch.setattr("extractor.writers.xlsx._MOST_LINKS", 1)
    path = write(tmp_path / "figures.xlsx", entry_of("d1", "1 mô hình"), entry_of("d2", "2 mô hình"))
    cells = [row[-1].hyperlink for row in load_workbook(path)["figures"].iter_rows(2)]
    assert cells[0] is not None
    assert cells[1] is None


@pytest.mark.parametrize("text", DANGEROUS)
def test_csv_runs_no_text(tmp_path, text):
    path = write(tmp_path / "figures.csv", entry_of("d1", text, name=text))
    with path.open(encoding="utf-8-sig", newline="") as stream:
        row = next(csv.DictReader(stream))
    for name in ("quote", "value_text", "name"):
        assert row[name].lstrip("'") == text
        assert row[name].lstrip()[0] not in "=+-@＝＋－＠"


def test_csv_opens_with_accents(tmp_path):
    path = write(tmp_path / "figures.csv", entry_of("d1", "42 mô hình"))
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert "42 mô hình" in data.decode("utf-8-sig")
