"""Label Studio exports (JSON) as gold rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from extractor.errors import GoldError
from extractor.evaluation.labelstudio.layers import LAYERS, REPEAT, VALUE
from extractor.evaluation.labelstudio.offsets import moved, resolve

Json = Mapping[str, Any]
Rows = dict[str, list[dict[str, Any]]]


@dataclass(slots=True)
class _Region:
    """A marked stretch with the texts of its controls and its links (type, target region)."""

    id: str
    label: str
    start: int
    end: int
    controls: dict[str, str] = field(default_factory=dict)
    links: list[tuple[str, str]] = field(default_factory=list)


def rows_of_task(task: Json, where: str, *, text: str | None = None) -> Rows:
    """The gold rows of one task, by gold file.

    Args:
        task: of a JSON export (not JSON_MIN), with one finished annotation.
        where: names the task in errors.
        text: the article as it is now; the task's own text if left out. Where the two differ every
            region is re-anchored by its quote and surroundings.

    Raises:
        GoldError: for a region whose place cannot be known, a figure without a numeral, a value that
            is not what its field needs, or several annotations of one task.
    """
    try:
        seen, doc_id = task["data"]["text"], task["data"]["doc_id"]
    except (KeyError, TypeError) as error:
        raise GoldError(
            "a task needs data.text and data.doc_id; export the project as JSON", where
        ) from error
    where = f"{where} ({doc_id})"
    current = seen if text is None else text
    regions = _regions(_annotation(task, where), seen, current, where)
    rows: Rows = {stem: [] for stem in (*(stem for stem, _ in LAYERS.values()), "meta")}
    ids = _figure_ids(doc_id, [region for region in regions if region.label == "figure"])
    values = _values(regions, ids, where)
    for region in regions:
        if region.label == VALUE:
            continue
        stem, _ = LAYERS[region.label]
        row: dict[str, Any] = {"doc": doc_id, "start": region.start, "end": region.end}
        row["quote"] = current[region.start : region.end]
        if region.label == "figure":
            start, end = values[region.id]
            row = {"id": ids[region.id], **row, "value_start": start, "value_end": end}
            row["value_text"] = current[start:end]
        rows[stem].append(row | _fields(region, where) | _links(region, ids, where))
    if task["data"].get("meta"):
        rows["meta"].append({"doc": doc_id, **task["data"]["meta"]})
    return rows


def _annotation(task: Json, where: str) -> Sequence[Json]:
    done = [item for item in task.get("annotations") or () if not item.get("was_cancelled")]
    if len(done) > 1:
        raise GoldError(f"{len(done)} annotations of one task; keep one per task before exporting", where)
    return done[0]["result"] if done else ()


def _regions(result: Sequence[Json], seen: str, current: str, where: str) -> list[_Region]:
    marked = [item for item in result if item.get("type") == "labels" and item["value"].get("labels")]
    spans = [(item["value"]["start"], item["value"]["end"], item["value"].get("text", "")) for item in marked]
    regions: dict[str, _Region] = {}
    for item, span in zip(marked, resolve(seen, spans), strict=True):
        quote = item["value"].get("text", "")
        label = item["value"]["labels"][0]
        if label != VALUE and label not in LAYERS:
            raise GoldError(f'the label "{label}" is not of this configuration', where)
        if span is None:
            raise GoldError(
                f"the region {item['id']} ({quote!r}) does not fit the text; mark it again", where
            )
        try:
            start, end = moved(seen, current, *span)
        except LookupError as error:
            raise GoldError(f"the article has changed and {error}; annotate it anew", where) from error
        regions[item["id"]] = _Region(item["id"], label, start, end)
    for item in result:
        if item.get("type") == "relation" and item["from_id"] in regions:
            kinds = item.get("labels") or ("",)
            regions[item["from_id"]].links += [(kind, item["to_id"]) for kind in kinds]
        elif item.get("type") in {"choices", "textarea"} and item.get("id") in regions:
            values = item["value"].get("choices") or item["value"].get("text")
            regions[item["id"]].controls[item["from_name"]] = values if isinstance(values, str) else values[0]
    return list(regions.values())


def _figure_ids(doc_id: str, figures: Sequence[_Region]) -> dict[str, str]:
    """Gold ids by region: the exported ones, and fresh numbers for figures drawn by hand."""
    ids = {region.id: region.id[7:] for region in figures if region.id.startswith("figure:")}
    taken, at = set(ids.values()), 0
    for region in sorted(figures, key=lambda region: region.start):
        if region.id not in ids:
            at += 1
            while f"{doc_id}-{at:02d}" in taken:
                at += 1
            ids[region.id] = f"{doc_id}-{at:02d}"
    return ids


def _values(regions: Sequence[_Region], ids: Mapping[str, str], where: str) -> dict[str, tuple[int, int]]:
    """The numeral of each figure: exported together with it, or the free one inside its quote."""
    marks = {region.id: region for region in regions if region.label == VALUE}
    values: dict[str, tuple[int, int]] = {}
    for figure in ids:
        mark = marks.pop(f"{VALUE}:{figure.removeprefix('figure:')}", None)
        if mark is not None:
            values[figure] = mark.start, mark.end
    figures = sorted(
        (r for r in regions if r.label == "figure"), key=lambda region: region.end - region.start
    )
    for region in figures:
        if region.id not in values:
            inside = [m for m in marks.values() if region.start <= m.start and m.end <= region.end]
            if len(inside) != 1:
                message = f"the figure {ids[region.id]} needs one {VALUE} region inside its quote"
                raise GoldError(f"{message}, it has {len(inside)}", where)
            values[region.id] = inside[0].start, inside[0].end
            del marks[inside[0].id]
    if marks:
        raise GoldError(f"{len(marks)} {VALUE} regions belong to no figure; delete them", where)
    return values


def _fields(region: _Region, where: str) -> dict[str, Any]:
    row: dict[str, Any] = {}
    for control in LAYERS[region.label][1]:
        shown = region.controls.get(control.name)
        try:
            value = None if shown is None else control.parse(shown)
        except ValueError as error:
            raise GoldError(f'"{control.name}" of region {region.id}: {error}', where) from error
        if value is None and control.required:
            raise GoldError(f'region {region.id}: choose "{control.name}"', where)
        place = row
        for key in control.path[:-1]:
            place = place.setdefault(key, {})
        place[control.path[-1]] = value if control.kind != "flag" else bool(value)
    locality = row.get("locality")
    if locality is not None and not any(locality.values()):
        row["locality"] = None
    return row


def _links(region: _Region, ids: Mapping[str, str], where: str) -> dict[str, Any]:
    if region.label != "figure":
        return {}
    links = list(_targets(region, ids, where))
    repeats = [target for kind, target in links if kind == REPEAT]
    if len(repeats) > 1:
        raise GoldError(f"the figure {ids[region.id]} repeats {len(repeats)} figures; keep one", where)
    return {
        "rel": [{"type": kind, "target": target} for kind, target in links if kind != REPEAT],
        "repeat_of": repeats[0] if repeats else None,
    }


def _targets(region: _Region, ids: Mapping[str, str], where: str) -> Iterator[tuple[str, str]]:
    for kind, target in region.links:
        if not kind or target not in ids:
            raise GoldError(f"a relation of {ids[region.id]} has no type or ends at no figure", where)
        yield kind, ids[target]
