"""Tables across provinces and periods: what is added, what is not, and the way back to the sentence."""

from __future__ import annotations

import json

import pandas as pd
import pytest

from extractor import compare
from extractor.errors import RunError, UsageError
from tests.comparison.made_runs import make_run

HALF_YEAR = "6 tháng đầu năm 2024, {} xảy ra {} vụ tai nạn giao thông."
YEAR = "Năm 2024, {} xảy ra {} vụ tai nạn giao thông."


def accidents(folder, *articles, **options):
    """The row of traffic accidents for each province, from (text, publication date) pairs."""
    run = make_run(folder / "run", [{"text": text, "published": day} for text, day in articles])
    comparison = compare(run, indicator="incident", **options)
    return comparison, {row["province"]: row for row in comparison.table.to_dict("records")}


def test_former_provinces_are_added_up_to_those_of_today(tmp_path):
    _, rows = accidents(
        tmp_path,
        (YEAR.format("tỉnh Hà Giang", 30), "2025-01-05"),
        (YEAR.format("tỉnh Tuyên Quang", 12), "2025-01-06"),
        (YEAR.format("tỉnh Bắc Kạn", 9), "2025-01-06"),
    )
    assert (rows["Tuyên Quang"]["value"], rows["Tuyên Quang"]["former_provinces"]) == (42, "2/2")
    assert rows["Tuyên Quang"]["complete"] is True
    # Of today's Thái Nguyên only the former Bắc Kạn is known: the sum is not that of the province.
    assert (rows["Thái Nguyên"]["value"], rows["Thái Nguyên"]["complete"]) == (9, False)


def test_provinces_of_today_are_never_split(tmp_path):
    comparison, rows = accidents(
        tmp_path,
        ("Năm 2025, tỉnh Tuyên Quang xảy ra 50 vụ tai nạn giao thông.", "2026-01-05"),
        on="2025-06-30",
    )
    assert rows == {}
    assert "split" in comparison.left_out["reason"][0]


def test_the_63_provinces_stay_apart_on_their_map(tmp_path):
    _, rows = accidents(
        tmp_path,
        (YEAR.format("tỉnh Hà Giang", 30), "2025-01-05"),
        (YEAR.format("tỉnh Tuyên Quang", 12), "2025-01-06"),
        on="2025-06-30",
    )
    assert {name: row["value"] for name, row in rows.items()} == {"Hà Giang": 30, "Tuyên Quang": 12}


def test_a_longer_period_holds_the_shorter_ones(tmp_path):
    _, rows = accidents(
        tmp_path,
        (HALF_YEAR.format("tỉnh Gia Lai", 100), "2024-07-05"),
        ("Tháng 3/2024, tỉnh Gia Lai xảy ra 20 vụ tai nạn giao thông.", "2024-04-02"),
        (YEAR.format("tỉnh Gia Lai", 230), "2025-01-05"),
        on="2025-06-30",
    )
    assert (rows["Gia Lai"]["value"], rows["Gia Lai"]["complete"], rows["Gia Lai"]["articles"]) == (
        230,
        True,
        3,
    )


def test_months_are_added_but_do_not_make_a_year(tmp_path):
    _, rows = accidents(
        tmp_path,
        ("Tháng 3/2024, tỉnh Gia Lai xảy ra 20 vụ tai nạn giao thông.", "2024-04-02"),
        ("Tháng 5/2024, tỉnh Gia Lai xảy ra 25 vụ tai nạn giao thông.", "2024-06-02"),
        on="2025-06-30",
    )
    assert (rows["Gia Lai"]["value"], rows["Gia Lai"]["complete"]) == (45, False)


def test_states_are_not_added_over_time(tmp_path):
    run = make_run(
        tmp_path / "run",
        [
            {
                "text": f"Tính đến ngày {day}, tỉnh Phú Yên có {count} mô hình tự quản về an ninh trật tự.",
                "published": on,
            }
            for day, count, on in (("31/3/2023", 310, "2023-04-02"), ("30/9/2023", 338, "2023-10-02"))
        ],
    )
    (row,) = compare(run, indicator="model", on="2025-06-30").table.to_dict("records")
    assert (row["value"], row["basis"], row["articles"]) == (338, "state", 2)


def test_one_figure_of_two_outlets_counts_once_and_the_exact_one(tmp_path):
    comparison, rows = accidents(
        tmp_path,
        (YEAR.format("tỉnh Long An", "hơn 1.300"), "2025-01-04"),
        (YEAR.format("tỉnh Long An", "1.357"), "2025-01-05"),
        on="2025-06-30",
    )
    row = rows["Long An"]
    assert (row["value"], row["figures_counted"], row["articles"]) == (1357, 1, 2)
    assert sorted(comparison.evidence["role"]) == ["counted", "same_as"]


def test_contradicting_figures_are_shown_and_not_added(tmp_path):
    comparison, rows = accidents(
        tmp_path,
        (YEAR.format("tỉnh Long An", 512), "2025-01-04"),
        (YEAR.format("tỉnh Long An", 521), "2025-01-05"),
        on="2025-06-30",
    )
    assert {rows["Long An"]["value"], float(rows["Long An"]["alternatives"])} == {512.0, 521.0}
    (pair,) = comparison.contradictions.to_dict("records")
    assert {pair["value_a"], pair["value_b"]} == {512, 521}


def test_approximate_values_are_kept_apart(tmp_path):
    _, rows = accidents(
        tmp_path,
        (YEAR.format("tỉnh Hà Giang", "khoảng 200"), "2025-01-04"),
        (YEAR.format("tỉnh Tuyên Quang", 12), "2025-01-05"),
    )
    row = rows["Tuyên Quang"]
    assert (row["value"], row["approximate"], row["low"], row["high"]) == (12, 200, 202, 222)


def test_targets_never_share_a_row_with_what_was_achieved(tmp_path):
    run = make_run(
        tmp_path / "run",
        [
            {
                "text": "Năm 2023, tỉnh Hà Tĩnh phấn đấu xây dựng 500 căn nhà đại đoàn kết.",
                "published": "2023-01-15",
            },
            {
                "text": "Năm 2023, tỉnh Hà Tĩnh đã xây dựng 432 căn nhà đại đoàn kết.",
                "published": "2023-12-29",
            },
        ],
    )
    table = compare(run, indicator="house").table
    assert dict(zip(table["status"], table["value"], strict=True)) == {"target": 500, "achieved": 432}


def test_figures_of_districts_are_not_added_to_the_province(tmp_path):
    _, rows = accidents(
        tmp_path,
        (YEAR.format("tỉnh Lạng Sơn", 145), "2025-01-04"),
        (YEAR.format("huyện Cao Lộc, tỉnh Lạng Sơn", 31), "2025-01-05"),
        (YEAR.format("huyện Chi Lăng, tỉnh Lạng Sơn", 20), "2025-01-05"),
    )
    assert (rows["Lạng Sơn"]["value"], rows["Lạng Sơn"]["local_value"]) == (145, 51)


def test_parts_are_not_added_to_their_whole(tmp_path):
    text = "Tính đến ngày 30/6/2023, tỉnh Bình Phước có 338 mô hình tự quản, trong đó có 40 mô hình tự quản hiệu quả cao."
    run = make_run(tmp_path / "run", [{"text": text, "published": "2023-07-02"}])
    rows = compare(run, indicator="model", on="2025-06-30").table
    assert 378 not in set(rows["value"].dropna())


def test_rates_of_former_provinces_do_not_stand_for_the_new_one(tmp_path):
    run = make_run(
        tmp_path / "run",
        [
            {
                "text": f"Năm 2023, {place} điều tra làm rõ {share}% số vụ phạm pháp hình sự.",
                "published": "2023-12-29",
            }
            for place, share in (("tỉnh Hà Giang", 81), ("tỉnh Tuyên Quang", 90), ("tỉnh Lai Châu", 85))
        ],
    )
    rows = {row["province"]: row for row in compare(run, indicator="case").table.to_dict("records")}
    assert rows["Lai Châu"]["value"] == 85
    assert pd.isna(rows["Tuyên Quang"]["value"])
    assert sorted(rows["Tuyên Quang"]["alternatives"].split(" | ")) == ["81", "90"]


def test_per_capita(tmp_path):
    people = tmp_path / "people.csv"
    people.write_text(
        "province,population,year\nHà Giang,900000,2024\nTuyên Quang,800.000,2024\n", encoding="utf-8"
    )
    _, rows = accidents(
        tmp_path,
        (YEAR.format("tỉnh Hà Giang", 100), "2025-01-04"),
        (YEAR.format("tỉnh Tuyên Quang", 70), "2025-01-05"),
        (YEAR.format("tỉnh Lai Châu", 70), "2025-01-05"),
        population=people,
    )
    assert (rows["Tuyên Quang"]["population"], rows["Tuyên Quang"]["per_100k"]) == (1_700_000, 10)
    assert pd.isna(rows["Lai Châu"]["per_100k"])


def test_every_cell_leads_to_its_sentences(tmp_path):
    comparison, rows = accidents(tmp_path, (YEAR.format("tỉnh Lai Châu", 70), "2025-01-05"))
    (evidence,) = comparison.cell(rows["Lai Châu"]["cell"]).to_dict("records")
    assert evidence["sentence"] == YEAR.format("tỉnh Lai Châu", 70)
    assert (evidence["record_id"].split(":")[0], evidence["quote"]) == ("a0", "70 vụ tai nạn giao thông")


def test_what_has_no_period_is_left_out_with_the_reason(tmp_path):
    comparison, rows = accidents(
        tmp_path, ("Giai đoạn 2019-2023, tỉnh Lai Châu xảy ra 700 vụ tai nạn giao thông.", "2024-01-05")
    )
    assert rows == {}
    assert comparison.left_out["reason"][0] == "the period covers more than one year"


def test_the_same_articles_in_two_runs_count_once(tmp_path):
    article = {"text": YEAR.format("tỉnh Lai Châu", 70), "published": "2025-01-05"}
    runs = [make_run(tmp_path / name, [article]) for name in ("one", "two")]
    assert list(compare(runs).table["articles"]) == [1]


# ------------------------------------------------------------------------------ what users get wrong


@pytest.mark.parametrize(
    "options, message",
    [
        ({"province": "Hà Giang"}, "no province 'Hà Giang' on 2025-07-01; its territory lies in Tuyên Quang"),
        ({"province": "Atlantis"}, "no province 'Atlantis' on 2025-07-01"),
        ({"indicator": "weapons"}, "no figure of indicator 'weapons' in the runs; there are: incident"),
        ({"period": "lately"}, "'lately' is no period; write 2025"),
        ({"every": "week"}, "unknown cell size 'week'; use year, quarter, month, all"),
        ({"on": "then"}, "'then' is no date; write 2025-06-30"),
    ],
)
def test_wrong_arguments(tmp_path, options, message):
    run = make_run(tmp_path / "run", [{"text": YEAR.format("tỉnh Lai Châu", 70), "published": "2025-01-05"}])
    with pytest.raises(UsageError) as caught:
        compare(run, **options)
    assert message in str(caught.value)


@pytest.mark.parametrize(
    "lines, message",
    [
        (
            "name,people\nHà Giang,1",
            "people.csv:1: the first line must name the columns province,population[,year]",
        ),
        (
            "province,population\nHà Giang,many",
            "people.csv:2: population 'many' of 'Hà Giang' is no whole number",
        ),
        ("province,population\nHà Nội,1\nAtlantis,5", "people.csv:3: 'Atlantis': no province of this name"),
        ("province,population\nHà Nội,0", "people.csv:2: population of 'Hà Nội' is 0"),
        ("province,population\nHà Nội,1\nHà Nội,2", "people.csv:3: 'Hà Nội' is there twice"),
        ("province,population,year\nHà Nội,1,last", "people.csv:2: year 'last' is no year"),
    ],
)
def test_wrong_population_files(tmp_path, lines, message):
    (tmp_path / "people.csv").write_text(lines, encoding="utf-8")
    run = make_run(tmp_path / "run", [{"text": YEAR.format("tỉnh Lai Châu", 70), "published": "2025-01-05"}])
    with pytest.raises(UsageError) as caught:
        compare(run, population=tmp_path / "people.csv")
    assert message in str(caught.value)


def test_folders_that_are_no_run_of_this_version(tmp_path):
    with pytest.raises(RunError, match=r"not a run folder, run.json is missing; make the run again"):
        compare(tmp_path)
    run = make_run(tmp_path / "run", [{"text": YEAR.format("tỉnh Lai Châu", 70), "published": "2025-01-05"}])
    row = json.loads((run / "figures.jsonl").read_text(encoding="utf-8"))
    del row["value_kind"]
    (run / "figures.jsonl").write_text(json.dumps(row), encoding="utf-8")
    with pytest.raises(
        RunError, match=r"figures.jsonl:1: the row lacks field value_kind; the run was made by version"
    ):
        compare(run)
    (run / "figures.jsonl").write_text("{", encoding="utf-8")
    with pytest.raises(RunError, match=r"figures.jsonl:1: not a line of JSON"):
        compare(run)
