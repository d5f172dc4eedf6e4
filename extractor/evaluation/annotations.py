"""What a pull request sees: a Markdown summary of the gate and ``::error`` lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractor.evaluation.gate import GateResult
from extractor.evaluation.mistakes import find_mistakes

SUMMARY_BYTES = 1_000_000
"""CI shows at most 1,024 kB of summary per step."""

_LISTED = 50


def markdown_summary(results: Sequence[GateResult]) -> str:
    """Scores beside their floors, failures, lost figures and the first errors, below 1 MB."""
    text = "\n".join(line for result in results for line in _summary(result)) + "\n"
    raw = text.encode("utf-8", "replace")
    if len(raw) > SUMMARY_BYTES:
        note = "\n\n… cut off here; the report has the rest.\n"
        raw = raw[: SUMMARY_BYTES - len(note.encode())]
        text = raw.decode("utf-8", "ignore").rpartition("\n")[0] + note
    return text


def _summary(result: GateResult) -> Iterator[str]:
    name = result.scores.gold.name
    verdict = "passed" if result.passed else f"**failed** ({len(result.failures)})"
    yield f"### Gold set `{name}`: {verdict}\n"
    yield "| score | now | floor | change |"
    yield "|---|---:|---:|---:|"
    for score, value in result.current.items():
        floor = result.floors[score]
        change = "" if floor is None else f"{value - floor:+.4f}"
        yield f"| {score} | {value:.4f} | {'new' if floor is None else f'{floor:.4f}'} | {change} |"
    if result.failures:
        yield "\n**Failures**\n"
        yield from (f"- {_escaped(failure.message)}" for failure in result.failures[:_LISTED])
    if result.losses:
        yield f"\n**Figures that were better at the baseline: {len(result.losses)}**\n"
        yield from (f"- {_escaped(str(loss))}" for loss in result.losses[:_LISTED])
    found = list(find_mistakes(result.scores))
    if found:
        yield f"\n<details><summary>Errors: {len(found)}, the first {min(_LISTED, len(found))}</summary>\n"
        for mistake in found[:_LISTED]:
            yield f"- {', '.join(mistake.kinds)}: {mistake.doc_id}: {_escaped(mistake.sentence)}"
        yield "\n</details>\n"


def _escaped(text: str) -> str:
    for char in "\\`*_[]<>|":
        text = text.replace(char, f"\\{char}" if char not in "<>" else {"<": "&lt;", ">": "&gt;"}[char])
    return text.replace("\n", " ")


def error_lines(results: Sequence[GateResult], *, limit: int = _LISTED) -> Iterator[str]:
    """``::error file=...,line=...::message`` for failures and, where the gate fails, lost figures."""
    count = 0
    for result in results:
        if result.passed:
            continue
        named = [(failure.message, failure.where) for failure in result.failures]
        named += [(str(loss), loss.where) for loss in result.losses]
        for message, where in named:
            count += 1
            if count > limit:
                return
            yield _error_line(message, where)


def _error_line(message: str, where: str) -> str:
    file, _, line = where.rpartition(":")
    place = f" file={_property(file)},line={line}" if file and line.isdigit() else ""
    return f"::error{place}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
