"""A hook of the site: links that leave docs/ work in the repository, and here as well.

README files that pages point to become pages of the site; links to code keep their label.
"""

from __future__ import annotations

import posixpath
import re
from pathlib import Path
from typing import Any

from mkdocs.structure.files import File, Files

ROOT = Path(__file__).parents[1]
TAKEN = {
    "CHANGELOG.md": "repository/changelog.md",
    "corpus/README.md": "repository/corpus.md",
    "extractor/rules/README.md": "repository/rules.md",
    "gold/README.md": "repository/gold.md",
    **{
        path.relative_to(ROOT).as_posix(): f"repository/guide/{path.name}"
        for path in (ROOT / "gold/guide").glob("*.md")
    },
}
HOMES = {page: source for source, page in TAKEN.items()}
LINK = re.compile(r"(!?)\[((?:[^\[\]]|\[[^\]]*\])*)\]\(([^)\s#]+)(#[^)\s]*)?\)")


def on_files(files: Files, *, config: Any) -> Files:
    """Add the pages that stand outside docs/."""
    for source, page in TAKEN.items():
        files.append(File.generated(config, page, content=(ROOT / source).read_text(encoding="utf-8")))
    return files


def on_page_markdown(markdown: str, *, page: Any, files: Files, **_: Any) -> str:
    """Turn links to other parts of the repository into links of the site, or into their labels."""
    here = page.file.src_uri
    home = HOMES.get(here, f"docs/{here}")

    def rewritten(link: re.Match[str]) -> str:
        image, label, target, anchor = link.groups(default="")
        if "://" in target or target.startswith("mailto:"):
            return link[0]
        there = posixpath.normpath(posixpath.join(posixpath.dirname(home), target))
        page_there = TAKEN.get(there) or there.removeprefix("docs/")
        if there in TAKEN or (there.startswith("docs/") and files.get_file_from_path(page_there)):
            relative = posixpath.relpath(page_there, posixpath.dirname(here) or ".")
            return f"{image}[{label}]({relative}{anchor})"
        return label if (ROOT / there).exists() else link[0]

    return LINK.sub(rewritten, markdown)
