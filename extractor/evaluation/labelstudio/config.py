"""The labelling configuration (XML) of a Label Studio project for figures."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree import ElementTree as ET

from extractor.engine.schema.vocabulary import Vocabulary
from extractor.evaluation.gold_format import closed_lists
from extractor.evaluation.labelstudio.layers import COLOURS, LAYERS, REPEAT, Control


def config_xml(vocabulary: Vocabulary) -> str:
    """Labels, one control per field and label, and the relations; choices from the vocabulary."""
    lists = closed_lists(vocabulary)
    view = ET.Element("View", style="display: flex; flex-direction: row-reverse; gap: 1rem")
    side = ET.SubElement(view, "View", style="width: 22rem; overflow-y: auto; max-height: 85vh")
    main = ET.SubElement(view, "View", style="flex: 1")
    labels = ET.SubElement(main, "Labels", name="label", toName="text")
    for label, colour in COLOURS.items():
        ET.SubElement(labels, "Label", value=label, background=colour)
    # granularity "symbol" marks exactly what was selected; "word" would grow it to the next space.
    ET.SubElement(
        main,
        "Text",
        name="text",
        value="$text",
        granularity="symbol",
        showLabels="true",
        saveTextResult="yes",
    )
    relations = ET.SubElement(view, "Relations")
    for name in (*vocabulary.rel, REPEAT):
        ET.SubElement(relations, "Relation", value=name)
    for label, (_, controls) in LAYERS.items():
        for control in controls:
            _add(side, label, control, lists.get(control.choices, ()))
    ET.indent(view)
    return ET.tostring(view, encoding="unicode") + "\n"


def _add(parent: ET.Element, label: str, control: Control, choices: Sequence[str]) -> None:
    box = ET.SubElement(
        parent, "View", visibleWhen="region-selected", whenTagName="label", whenLabelValue=label
    )
    ET.SubElement(box, "Header", value=control.name, size="5")
    common = {"name": control.name, "toName": "text", "perRegion": "true"}
    if control.kind in {"choice", "flag"}:
        values = choices or ("yes",)
        layout = "select" if len(values) > 6 else "inline"
        element = ET.SubElement(box, "Choices", common, choice="single", layout=layout)
        for value in values:
            ET.SubElement(element, "Choice", value=value)
    else:
        ET.SubElement(box, "TextArea", common, maxSubmissions="1", editable="true", rows="1")
