"""The Vietnamese README keeps in step with the English one: the same commands, outputs, files and sections."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
ENGLISH = (ROOT / "README.md").read_text(encoding="utf-8")
VIETNAMESE = (ROOT / "README.vi.md").read_text(encoding="utf-8")


def fenced(text):
    return re.findall(r"^```.*?^```$", text, flags=re.DOTALL | re.MULTILINE)


def commands(text):
    """Indented lines without their comments, which are translated."""
    lines = re.findall(r"^    \S.*$", text, flags=re.MULTILINE)
    return [re.sub(r"\s+#.*", "", line).strip() for line in lines if not line.strip().startswith("...")]


def code(text):
    """What stands between backquotes outside blocks, wherever a sentence puts it."""
    prose = re.sub(r"^```.*?^```$", "", text, flags=re.DOTALL | re.MULTILINE)
    return set(re.findall(r"`([^`]+)`", prose))


def links(text):
    return [target for target in re.findall(r"\]\(([^)]+)\)", text) if not target.startswith("README")]


def test_blocks_and_their_outputs_are_the_same():
    assert fenced(VIETNAMESE) == fenced(ENGLISH) != []


def test_commands_are_the_same_in_the_same_order():
    assert commands(VIETNAMESE) == commands(ENGLISH) != []


def test_every_name_of_the_english_text_is_in_the_vietnamese():
    assert code(ENGLISH) - code(VIETNAMESE) == set()


def test_links_are_the_same_in_the_same_order():
    assert links(VIETNAMESE) == links(ENGLISH) != []


def test_sections_are_the_same():
    assert VIETNAMESE.count("\n## ") == ENGLISH.count("\n## ") > 0


def test_each_points_to_the_other():
    assert "(README.vi.md)" in ENGLISH
    assert "(README.md)" in VIETNAMESE
