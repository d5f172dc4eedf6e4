"""A small run whose articles are awkward on purpose, and a real browser to look at it."""

from __future__ import annotations

import json
import os
import shutil
from decimal import Decimal
from functools import cache

import pytest

from extractor.engine.load import load_rules
from extractor.engine.schema import Vocabulary
from extractor.model import (
    Document,
    DocumentScope,
    Extraction,
    Figure,
    Locality,
    PlaceMention,
    Publication,
    Rejection,
    Relation,
    Section,
    TimeExpression,
)
from extractor.report import write_report
from extractor.schema import Recorder
from extractor.writers import Entry, open_writer

HOSTILE = (
    "</script><script>window.broken = 1</script> Công an thu 7 khẩu súng.\n"
    '"><img src=x onerror="window.broken = 2"><!-- <svg onload=\'window.broken = 3\'> -->\n'
    "javascript:window.broken=4 {{7*7}} ${window.broken=5} &lt;b&gt; \u2028 \u0000 '\"`"
)
WINDOWS = "Hà Nội 😀 năm 2024\r\n\r\n\tThu  1.234,50 ha\u00a0đất; 👨‍👩‍👧 12 hộ dân xã Đoan Hùng.\r\n"
NESTED = (
    "Tuyên Quang: 3 tháng, thu 26 khẩu súng, trong đó 21 khẩu súng kíp\n"
    "Tính đến ngày 15/3/2024, Công an xã Hữu Sản thu hơn 26 khẩu súng, trong đó có 21 khẩu súng kíp."
)
DECOMPOSED = "Xa\u0303 \u0110oan Hu\u0300ng co\u0301 5 to\u0302\u0309 tu\u031b\u0323 qua\u0309n."


def figure(text: str, quote: str, digits: str, value: str, **fields: object) -> Figure:
    """A figure found at the last place where its quote stands."""
    start = text.rindex(quote)
    at = text.index(digits, start)
    given: dict[str, object] = {
        "indicator": "weapon", "object": "gun", "unit": "piece", "action": "recover", "period": "2024-03",
        "period_type": "during", "period_source": "explicit", "confidence": 0.95, "rule_ids": ("numeral.plain",),
    }  # fmt: skip
    return Figure(
        at, at + len(digits), start, start + len(quote), 0, "body", value=Decimal(value), **(given | fields)
    )


@cache
def recorder():
    return Recorder(load_rules().get(Vocabulary))


def records(doc_id: str, text: str, figures: tuple[Figure, ...] = (), **parts: object):
    extraction = Extraction(
        document=Document(doc_id, text, title=parts.get("title"), url=parts.get("url"), outlet=parts.get("outlet")),
        publication=Publication(parts.get("published"), "day" if parts.get("published") else "none"),
        scope=DocumentScope(),
        sections=parts.get("sections", ()),
        sentences=(), figures=figures, numbers=(), entities=(),
        times=parts.get("times", ()), places=parts.get("places", ()), rejections=parts.get("rejections", ()),
    )  # fmt: skip
    return recorder().records(extraction)


def nested():
    title_end = NESTED.index("\n")
    first = figure(NESTED, "hơn 26 khẩu súng", "26", "26", approx="more_than", period_text="ngày 15/3/2024",
                   locality=Locality("xã Hữu Sản", "commune", "Hà Giang", "Tuyên Quang", "Bắc Quang", "Hữu Sản", "01009"),
                   locality_source="explicit", head_start=NESTED.rindex("khẩu súng,"), head_end=NESTED.rindex(", trong"))  # fmt: skip
    part = figure(NESTED, "21 khẩu súng kíp", "21", "21", object="gun_homemade", confidence=0.55, period=None,
                  period_type=None, period_source="none", rel=(Relation("subset_of", first.key),))  # fmt: skip
    wide = figure(NESTED, "hơn 26 khẩu súng, trong đó có 21 khẩu", "26", "5", k=1, status="target", indicator="case",
                  object="drug", unit="case", action="detect", notes=("straddles_reorg",), period="2023")  # fmt: skip
    title = NESTED.index("26")
    repeat = Figure(title, title + 2, title, title + 12, 0, "title", "weapon", "gun", "piece", Decimal(26),
                    action="recover", period="2024-03", period_type="during", repeat_of=first.key)  # fmt: skip
    day = NESTED.index("ngày 15/3")
    place = NESTED.index("xã Hữu Sản")
    return records(
        "nested", NESTED, (repeat, first, wide, part), title="Giao nộp súng", published="2024-03-16",
        url="https://example.org/a?b=1&c=2", outlet="Báo Hà Giang",
        sections=(Section("title", 0, title_end), Section("body", title_end + 1, len(NESTED))),
        times=(TimeExpression(day, day + 14, "ngày 15/3/2024", "DATE", "2024-03-15", "2024-03-15", "2024-03-15"),),
        places=(PlaceMention(place, place + 10, "xã Hữu Sản", "commune", "Hữu Sản", "xã", province="Hà Giang"),),
        rejections=(Rejection(NESTED.index("3 tháng"), NESTED.index("3 tháng") + 1, "3", "non_figures", "duration", "duration", "dates.duration"),),
    )  # fmt: skip


def articles():
    hectares = figure(WINDOWS, "1.234,50 ha\u00a0đất", "1.234,50", "1234.50", indicator="land_area", object="all", unit="ha",
                      locality=Locality("Hà Nội", "province", "Hà Nội", "Hà Nội", code="01"), locality_source="inherited")  # fmt: skip
    households = figure(WINDOWS, "12 hộ dân", "12", "12", indicator="household", object="resident", unit="household",
                        action="exist", locality=Locality("xã Đoan Hùng", "commune", "Phú Thọ", "Phú Thọ"))  # fmt: skip
    groups = figure(DECOMPOSED, "5 to\u0302\u0309 tu\u031b\u0323 qua\u0309n", "5", "5", indicator="mass_group",
                    object="self_management_group", unit="group", action="exist", period="2017/2018-07-11")  # fmt: skip
    return [
        nested(),
        records("hostile", HOSTILE, (figure(HOSTILE, "7 khẩu súng", "7", "7"),), title="<b onclick=1>T</b>",
                url="javascript:window.broken=6", outlet="</style><script>window.broken=7</script>"),
        records("windows", WINDOWS, (hectares, households)),
        records("nfd:1", DECOMPOSED, (groups,)),
        records("empty", ""),
    ]  # fmt: skip


def write_run(folder, made):
    with open_writer(str(folder), folder.with_name(f"{folder.name}.work")) as writer:
        for item in made:
            writer.write(Entry.of(item))
        writer.finish(
            {
                "version": "0", "schema_version": load_rules().get(Vocabulary).schema_version, "rules": "abc",
                "settings": {"ner": "none"}, "counts": {"failures": 0}, "finished": "2026-01-01T00:00:00Z",
            }
        )  # fmt: skip
    return folder


@pytest.fixture(scope="package")
def run(tmp_path_factory):
    return write_run(tmp_path_factory.mktemp("runs") / "run", articles())


@pytest.fixture(scope="package")
def gold(run):
    """One figure as found, one with another status, one that was not found; one found figure too many."""
    rows = [json.loads(line) for line in (run / "figures.jsonl").read_text(encoding="utf-8").splitlines()]
    changed, same = (next(row for row in rows if row["object"] == name) for name in ("gun_homemade", "drug"))
    for row in (changed, same):
        row["rel"] = []
    missed = changed | {"value_start": NESTED.index("15/3"), "value_end": NESTED.index("15/3") + 2, "value_text": "15",
                      "start": NESTED.index("ngày 15"), "end": NESTED.index("/3/2024"), "quote": "ngày 15", "value": 15}  # fmt: skip
    folder = run.with_name("gold")
    folder.mkdir()
    names = (
        "schema_version",
        "record_id",
        "doc_id",
        "head",
        "confidence",
        "provenance",
        "sentence_id",
        "region",
        "notes",
    )
    lines = []
    for number, row in enumerate((changed | {"status": "planned"}, same, missed)):
        kept = {name: value for name, value in row.items() if name not in names}
        if kept["locality"]:
            kept["locality"] = {
                name: value
                for name, value in kept["locality"].items()
                if name not in {"province_2025", "code"}
            }
        lines.append(
            json.dumps({"id": f"g{number}", "doc": "nested", **kept, "optional": False, "notes": ""})
        )
    (folder / "figures.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return folder


CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@pytest.fixture(scope="package")
def browser():
    """Chromium of the system; where tests count, its absence is an error."""
    if CHROMIUM is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)("no Chromium; apt-get install chromium")
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


class Complaints(list):
    """What a page must not do: run what is not its own, fail, ask for anything."""


@pytest.fixture
def open_page(browser):
    """Opens a report; at the end nothing may have gone wrong in it."""
    complaints = Complaints()
    contexts = []

    def open_file(path, fragment="", **options):
        options = {
            "viewport": {"width": 1440, "height": 900},
            "color_scheme": "light",
            "locale": "vi-VN",
        } | options
        context = browser.new_context(**options)
        contexts.append(context)
        page = context.new_page()
        address = path.resolve().as_uri()
        page.on("pageerror", lambda error: complaints.append(f"error: {error}"))
        page.on("console", lambda message: complaints.append(f"console: {message.text}"))
        page.on("dialog", lambda dialog: (complaints.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        page.on(
            "request",
            lambda request: (
                request.url.split("#")[0] == address
                or request.url == "data:,"
                or complaints.append(request.url)
            ),
        )
        page.goto(address + fragment)
        page.wait_for_selector("#list a")
        return page

    yield open_file
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture(scope="package")
def report(run):
    path = run.with_name("report.html")
    write_report(run, path)
    return path


@pytest.fixture(scope="package")
def gold_report(run, gold):
    path = run.with_name("gold.html")
    write_report(run, path, gold=gold)
    return path
