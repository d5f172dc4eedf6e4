"""JUnit XML of a gate: one test case per article and one for the floors of each gold set."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree import ElementTree as ET

import regex

from extractor.evaluation.gate import GateResult

_FORBIDDEN = regex.compile(r"[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF]")


def junit_xml(results: Sequence[GateResult]) -> str:
    """The report as CI servers read it.

    An article fails when it holds a figure that was better at the baseline while the gate fails, or
    a hit on a hard negative. Scores are properties of the suite.
    """
    suites = ET.Element("testsuites")
    for result in results:
        _suite(suites, result)
    for key in ("tests", "failures"):
        suites.set(key, str(sum(int(suite.get(key, "0")) for suite in suites)))
    ET.indent(suites)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(suites, encoding="unicode") + "\n"


def _suite(parent: ET.Element, result: GateResult) -> None:
    name = result.scores.gold.name
    suite = ET.SubElement(parent, "testsuite", name=f"gold.{name}")
    properties = ET.SubElement(suite, "properties")
    for score, value in result.current.items():
        ET.SubElement(properties, "property", name=score, value=f"{value:.4f}")
    floors = ET.SubElement(suite, "testcase", classname=f"gold.{name}", name="floors")
    general = [failure.message for failure in result.failures if not failure.doc_id]
    failed = _fail(floors, general)
    for document in result.scores.documents:
        case = ET.SubElement(suite, "testcase", classname=f"gold.{name}", name=document.doc_id)
        messages = [failure.message for failure in result.failures if failure.doc_id == document.doc_id]
        if not result.passed:
            messages += [str(loss) for loss in result.losses if loss.doc_id == document.doc_id]
        failed += _fail(case, messages)
    suite.set("tests", str(len(result.scores.documents) + 1))
    suite.set("failures", str(failed))


def _fail(case: ET.Element, messages: Sequence[str]) -> int:
    if not messages:
        return 0
    lines = [_FORBIDDEN.sub("�", message) for message in messages]
    failure = ET.SubElement(case, "failure", message=lines[0], type="gate")
    failure.text = "\n".join(lines)
    return 1
