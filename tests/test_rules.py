"""The built-in rules hold, mistakes in rule files are named with file and line, and overlays work."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path

import pytest

from extractor.config import Config
from extractor.engine.load import builtin_directory, load_rules
from extractor.engine.schema import Cues, IndicatorRules, Vocabulary
from extractor.errors import RuleError, UsageError
from extractor.model import Document
from extractor.pipeline import Pipeline
from extractor.rulecheck import check_rules, list_rules, new_indicator, render, rule_usage
from extractor.rulecheck.findings import Finding
from extractor.schema import Recorder

ROOT = Path(__file__).parents[1]

BEEHIVE = """
[indicators.beehive]
family = "own"
objects = ["all", "other"]
"""
BEEHIVE_RULE = """
[[rule]]
id = "own.beehive"
indicator = "beehive"
unit = "item"
head = ["tổ ong", "đàn ong"]
example = [{ text = "Hợp tác xã nuôi 120 đàn ong.", find = "120" }]
counter_example = [{ text = "Đàn ong của hợp tác xã có 3 loại." }]
"""


def write(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        path = folder / (name.replace("__", "/") + ".toml")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def findings():
    return check_rules()


def test_every_example_and_counter_example_of_every_rule_holds(findings):
    assert [str(finding) for finding in findings if finding.level == "error"] == []


def test_no_rule_is_shadowed_by_another(findings):
    assert [str(finding) for finding in findings if finding.level == "warning"] == []


def test_every_rule_is_listed_with_the_line_it_stands_on():
    rules = list_rules()
    assert len(rules) > 900
    for listed in rules:
        name, line = listed.where.rsplit(":", 1)
        text = (builtin_directory() / name).read_text(encoding="utf-8").splitlines()[int(line) - 1]
        assert f'"{listed.id}"' in text


@pytest.mark.parametrize(
    "files,line,message",
    [
        ({"indicators__x": BEEHIVE_RULE}, "x.toml:4", 'unknown indicator "beehive"'),
        (
            {"vocabulary": BEEHIVE, "indicators__x": BEEHIVE_RULE.replace('"item"', '"hive"')},
            "x.toml:5",
            'unknown unit "hive"',
        ),
        (
            {
                "vocabulary": BEEHIVE,
                "indicators__x": BEEHIVE_RULE.replace("unit =", 'object = "wild"\nunit ='),
            },
            "x.toml:5",
            'unknown object of beehive "wild"',
        ),
        (
            {"vocabulary": BEEHIVE, "indicators__x": BEEHIVE_RULE.replace("head =", "heads =")},
            "x.toml:6",
            'unknown key "heads"; allowed are',
        ),
        ({"vocabulary": BEEHIVE, "indicators__x": BEEHIVE_RULE + BEEHIVE_RULE}, "x.toml", "stands twice"),
        ({"indicators__x": "head = [\n"}, "x.toml", "not valid TOML"),
        ({"cues": 'disable = ["status.unheard_of"]'}, "cues.toml:1", "which is not a rule"),
        ({"indicator": BEEHIVE_RULE}, "indicator.toml", "allowed are"),
    ],
    ids=["indicator", "unit", "object", "key", "twice", "toml", "disable", "file name"],
)
def test_mistakes_are_named_with_file_and_line(tmp_path, files, line, message):
    (finding,) = check_rules(write(tmp_path, **files))
    assert finding.level == "error"
    assert line in finding.where
    assert message in finding.message


def test_an_id_in_two_files_of_one_folder_is_an_error_but_an_overlay_may_replace(tmp_path):
    write(tmp_path, vocabulary=BEEHIVE, indicators__a=BEEHIVE_RULE, indicators__b=BEEHIVE_RULE)
    with pytest.raises(RuleError, match="stands twice"):
        load_rules(tmp_path)
    (tmp_path / "indicators/b.toml").unlink()
    ours = next(rule for rule in load_rules().get(IndicatorRules).rule if rule.id == "movement.model")
    replaced = """
[[rule]]
id = "movement.model"
indicator = "model"
unit = "model"
head = ["mô hình ong"]
example = [{ text = "Xã có 3 mô hình ong." }]
counter_example = [{ text = "Xã có 3 con ong." }]
"""
    write(tmp_path, indicators__b=replaced)
    theirs = [rule for rule in load_rules(tmp_path).get(IndicatorRules).rule if rule.id == "movement.model"]
    assert [rule.head for rule in theirs] == [("mô hình ong",)]
    assert ours.head != theirs[0].head


def test_an_overlay_extends_lists_and_disables_rules(tmp_path):
    write(tmp_path, cues='disable = ["status.norm"]\nterminators = ["rốt cuộc"]')
    ours, theirs = load_rules().get(Cues), load_rules(tmp_path).get(Cues)
    assert theirs.terminators == (*ours.terminators, "rốt cuộc")
    assert {rule.id for rule in ours.rule} - {rule.id for rule in theirs.rule} == {"status.norm"}


def test_a_failing_example_is_reported_where_it_stands(tmp_path):
    rule = BEEHIVE_RULE.replace('find = "120"', 'find = "120", expect = { value = 121 }').replace(
        "Đàn ong của hợp tác xã có 3 loại.", "Ở đây có 7 tổ ong."
    )
    found = check_rules(write(tmp_path, vocabulary=BEEHIVE, indicators__x=rule))
    assert [(f.where.rpartition("/")[2], f.rule_id) for f in found if f.rule_id == "own.beehive"] == [
        ("x.toml:7", "own.beehive"),
        ("x.toml:8", "own.beehive"),
    ]
    told = [finding.message for finding in found if finding.rule_id == "own.beehive"]
    assert "value is 120, not 121" in told[0]
    assert "the rule fires here" in told[1]


def test_a_rule_that_can_never_win_is_a_warning(tmp_path):
    weaker = BEEHIVE_RULE.replace("own.beehive", "own.weaker").replace(
        'head = ["tổ ong", "đàn ong"]', 'head = ["tổ ong"]\nnot_np = ["rừng"]\npriority = -1'
    )
    found = check_rules(write(tmp_path, vocabulary=BEEHIVE, indicators__x=BEEHIVE_RULE + weaker))
    assert ("warning", "own.weaker", 'never wins: loses "tổ ong" to own.beehive') in [
        (f.level, f.rule_id, f.message) for f in found
    ]


def test_usage_tells_rules_that_lose_from_rules_that_are_silent(tmp_path):
    stronger = BEEHIVE_RULE.replace("own.beehive", "own.stronger").replace("unit =", "priority = 3\nunit =")
    write(tmp_path, vocabulary=BEEHIVE, indicators__x=BEEHIVE_RULE + stronger)
    found = {f.rule_id: f.message for f in rule_usage([Document("a", "Xã có 5 đàn ong.")], tmp_path)}
    assert found["own.beehive"] == "always loses, to own.stronger (1)"
    assert found["weapon.grenade"] == "never fires in this corpus"
    assert "own.stronger" not in found


def test_the_guide_for_analysts_is_true_to_the_letter(tmp_path):
    """The TOML blocks of extractor/rules/README.md, copied as they stand, count beehives."""
    guide = (ROOT / "extractor/rules/README.md").read_text(encoding="utf-8")
    words, rules = (textwrap.dedent(block) for block in re.findall(r"```toml\n(.*?)```", guide, re.DOTALL))
    write(tmp_path, vocabulary=words, indicators__beehive=rules)
    assert [str(f) for f in check_rules(tmp_path) if "beehive" in str(f)] == []
    (figure,) = Pipeline(Config(ner="none", rules=tmp_path)).run(Document("a", "Xã có 30 tổ ong.")).figures
    assert (figure.indicator, figure.object, figure.value, figure.action) == ("beehive", "all", 30, "exist")


def test_an_analyst_adds_an_indicator_without_python(tmp_path):
    """The steps of extractor/rules/README.md, from an empty folder to a valid record."""
    words, rules = new_indicator(tmp_path / "mine", "beehive", "tổ ong")
    assert words.name == "vocabulary.toml"
    assert [str(f) for f in check_rules(tmp_path / "mine") if "beehive" in str(f)] == []
    text = rules.read_text(encoding="utf-8").replace('["tổ ong"]', '["tổ ong", "đàn ong"]')
    rules.write_text(text, encoding="utf-8")
    pipeline = Pipeline(Config(ner="none", rules=tmp_path / "mine"))
    extraction = pipeline.run(Document("a", "Năm 2024, cả xã nuôi 1.250 đàn ong."))
    (record,) = Recorder(pipeline.kit.rules.get(Vocabulary)).records(extraction).figures
    assert (record.indicator, record.value, record.unit, record.period) == ("beehive", 1250, "item", "2024")
    assert Pipeline(Config(ner="none")).run(extraction.document).figures[0].indicator != "beehive"


@pytest.mark.parametrize(
    "name,unit,message",
    [("model", "item", "exists"), ("Bee hive", "item", "no name"), ("beehive", "hive", "unknown unit")],
)
def test_a_skeleton_is_refused_with_a_reason(tmp_path, name, unit, message):
    with pytest.raises(UsageError, match=message):
        new_indicator(tmp_path, name, "tổ ong", unit=unit)


def test_a_skeleton_never_overwrites(tmp_path):
    _, rules = new_indicator(tmp_path, "beehive", "tổ ong")
    (tmp_path / "vocabulary.toml").unlink()
    before = rules.read_bytes()
    rules.write_bytes(before.replace(b"beehive", b"beehive"))
    (tmp_path / "indicators/beehive.toml").write_text("", encoding="utf-8")
    with pytest.raises(UsageError, match="exists already"):
        new_indicator(tmp_path, "beehive", "tổ ong")


def test_findings_read_like_compiler_messages():
    finding = Finding("error", "indicators/x.toml:7", "own.beehive", "no figure")
    assert str(finding) == "indicators/x.toml:7: error: own.beehive: no figure"
    assert render([]) == "all rules hold\n"
    assert render([finding]).splitlines()[-1] == "1 errors, 0 warnings"
