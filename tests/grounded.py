"""What must hold for the records of any text at all."""

from __future__ import annotations

from extractor.engine.schema import Vocabulary
from extractor.model import Extraction
from extractor.schema import Recorder, Records, dumps, loads
from tests.figures import PIPELINE

RECORDER = Recorder(PIPELINE.kit.rules.get(Vocabulary))


def check(extraction: Extraction) -> Records:
    """Every record is valid, says where it stands, and points at records that are there."""
    text = extraction.document.text
    records = RECORDER.records(extraction)
    # A text may contradict its date; everything else would be a mistake of ours.
    invalid = [r.reason for r in records.rejects if r.stage == "validation"]
    assert [reason for reason in invalid if not reason.startswith("achieved in ")] == []
    for record in records.figures:
        assert text[record.start : record.end] == record.quote
        assert text[record.value_start : record.value_end] == record.value_text != ""
        assert record.start <= record.value_start < record.value_end <= record.end
        if record.head is not None:
            assert text[record.head.start : record.head.end] == record.head.text
    names = {record.record_id for record in records.figures}
    assert len(names) == len(records.figures)
    assert {relation.target for record in records.figures for relation in record.rel} <= names
    assert {record.repeat_of for record in records.figures} - {None} <= names
    for mention in (*extraction.numbers, *extraction.times, *extraction.places, *extraction.rejections):
        assert text[mention.start : mention.end] == mention.text
    for part in (*extraction.sections, *extraction.sentences):
        assert 0 <= part.start <= part.end <= len(text)
    for row in (records.document, *records.figures, *records.mentions, *records.rejects):
        assert loads(dumps(row))
    return records


def check_numbers(extraction: Extraction) -> None:
    """Every number is a figure, a rejection or part of one: nothing is dropped silently."""
    told = [(f.value_start, f.value_end) for f in extraction.figures]
    told += [(r.start, r.end) for r in extraction.rejections]
    for number in extraction.numbers:
        assert any(start < number.end and number.start < end for start, end in told), number.text
