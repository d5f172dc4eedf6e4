"""A real rule is switched off: the gate fails and names article, figure and rule."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from pathlib import Path

from extractor.config import Config
from extractor.engine.schema import Vocabulary
from extractor.evaluation.command import GateOptions, run_evaluation
from extractor.model import Document
from extractor.pipeline import Pipeline
from extractor.schema.convert import Recorder, Records

from .conftest import ROOT

RULE = "facility.camera"


def evaluate_with(overlay: Path | None, gate: GateOptions) -> tuple[int, str]:
    """Exit code and complaints of ``extractor evaluate`` on the gold of this repository."""
    pipeline = Pipeline(Config(ner="none", rules=overlay))
    recorder = Recorder(pipeline.kit.rules.get(Vocabulary))

    def extract(documents: Iterable[Document]) -> Iterator[Records]:
        return map(recorder.records, pipeline.stream(documents))

    out, err = io.StringIO(), io.StringIO()
    code = run_evaluation(
        [ROOT / "gold" / "genre"],
        [ROOT / "corpus" / "articles"],
        extract=extract,
        rules=pipeline.kit.rules,
        gate=gate,
        environ={},
        out=out,
        err=err,
    )
    return code, err.getvalue()


def test_the_gate_names_the_broken_rule(tmp_path: Path) -> None:
    baseline = tmp_path / "baseline.json"
    evaluate_with(None, GateOptions(baseline, update=True))
    _, complaints = evaluate_with(None, GateOptions(baseline))
    assert "its floor is" not in complaints
    (tmp_path / "rules" / "indicators").mkdir(parents=True)
    (tmp_path / "rules" / "indicators" / "off.toml").write_text(f'disable = ["{RULE}"]\n', encoding="utf-8")
    code, complaints = evaluate_with(tmp_path / "rules", GateOptions(baseline))
    assert code == 1
    assert "indicator.camera.recall is" in complaints
    lost = [line for line in complaints.splitlines() if f"rules that no longer fire: {RULE}" in line]
    assert lost
    assert all("figures.jsonl:" in line and " in dg1" in line for line in lost)
