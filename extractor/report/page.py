"""The page: template, style, scripts and data in one file that runs nothing else.

The content security policy in its head allows exactly this style and this script, by their hashes, and
no request of any kind. Data is JSON in a block that the browser does not run; ``<``, ``>`` and ``&`` are
escaped in it, so no text can end the block.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from html import escape
from importlib import resources
from string import Template
from typing import Any

from extractor.schema import dumps

SCRIPTS = (
    "dom.js", "spans.js", "words.js", "data.js", "filters.js", "lists.js", "article.js", "fields.js",
    "cards.js", "keys.js", "main.js",
)  # fmt: skip
"""In the order in which they build on each other."""

_IN_SCRIPT = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})


def json_block(value: Any) -> str:
    r"""JSON that may stand inside a ``script`` element.

    >>> print(json_block({"text": "</script>"}))
    {"text": "\u003c/script\u003e"}
    """
    return dumps(value).translate(_IN_SCRIPT)


def render(data: Mapping[str, Any], title: str, language: str = "en") -> str:
    """The whole page.

    Args:
        data: what `extractor.report.payload.payload` returns.
        title: of the page, any text.
        language: of its words: ``en`` or ``vi``.
    """
    style = "\n" + asset("report.css")
    script = '\n"use strict";\n(() => {\n' + "\n".join(asset(name) for name in SCRIPTS) + "})();\n"
    policy = (
        f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
    return Template(asset("report.html")).substitute(
        language=escape(language),
        policy=escape(policy),
        title=escape(title),
        style=style,
        words=asset(f"words.{language}.json").translate(_IN_SCRIPT),
        data=json_block(data),
        script=script,
    )


def asset(name: str) -> str:
    """One file of the page."""
    return (resources.files("extractor.report") / "html" / name).read_text(encoding="utf-8")


def _hash(content: str) -> str:
    digest = hashlib.sha256(content.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
