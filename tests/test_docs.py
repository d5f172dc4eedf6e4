"""Documentation that lies fails: pages are executed, references compared with the code, the site built.

In the pages of this list, in order and in one folder that begins with ``corpus/`` and ``gold/``:

* a block with a ``title`` is a file that the reader writes;
* ``console``: what follows ``$ `` is run by bash, what it prints must be what stands there (``...`` is anything);
* ``python``: run as a script; a ``text`` block right behind it is what it prints.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from typer.main import get_command

from extractor.cli.app import app

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
EXECUTED = [
    "index.md",
    "tutorials/analyst.md",
    "tutorials/researcher.md",
    "tutorials/ci.md",
    "how-to/new_indicator.md",
    "report.md",
    "methodology.md",
    "limits.md",
]
# Names that snippets of the other pages take for granted.
GIVEN = {
    "compare.md": "from extractor.batch import Job, run\n"
    "from extractor.config import Config\n"
    "text = 'Năm 2024, toàn tỉnh Bạc Liêu xảy ra 12 vụ tai nạn giao thông.'\n"
    "open('a.txt', 'w', encoding='utf-8').write(text)\n"
    "run(Job(['a.txt'], 'runs/2024', Config(ner='none')))\n",
    "batch.md": "import dask.dataframe, pandas\n"
    "dask_frame = dask.dataframe.from_pandas(pandas.DataFrame({'id': ['a'], 'text': ['12 xã.']}), npartitions=1)\n",
    "gazetteer.md": "from extractor.gazetteer import Gazetteer\n"
    "unit = Gazetteer.default().find('Hà Giang', on='2024-06-01')[0]\n",
}
BLOCK = re.compile(r"^```(\w+)(?: title=\"([^\"]+)\")?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PAGES = sorted(path.relative_to(DOCS).as_posix() for path in DOCS.rglob("*.md"))
REFERENCES = sorted(path.name for path in (ROOT / "tools").glob("*_reference.py"))


@dataclass(frozen=True)
class Block:
    language: str
    title: str
    text: str
    line: int


def blocks_of(page: str) -> list[Block]:
    text = (DOCS / page).read_text("utf-8")
    return [
        Block(found[1], found[2] or "", found[3], text.count("\n", 0, found.start()) + 1)
        for found in BLOCK.finditer(text)
    ]


def commands_in(page: str) -> list[str]:
    """The commands of a page's code blocks, as they are; outputs and synopses left out."""
    text = (DOCS / page).read_text("utf-8")
    fences = re.findall(r"^```(\w*)[^\n]*\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    return [
        line.removeprefix("$ ")
        for language, block in fences
        for line in block.splitlines()
        if line.startswith("$ extractor ") or (language != "console" and line.startswith("extractor "))
        if "[OPTIONS]" not in line
    ]


@pytest.mark.parametrize("page", EXECUTED)
def test_page_does_what_it_says(page, tmp_path):
    for name in ("corpus", "gold"):
        shutil.copytree(ROOT / name, tmp_path / name)
    blocks = blocks_of(page)
    ran = 0
    for at, block in enumerate(blocks):
        where = f"docs/{page}:{block.line}"
        if block.title:
            target = tmp_path / block.title
            assert target.resolve().is_relative_to(tmp_path), where
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(block.text, encoding="utf-8", newline="\n")
        elif block.language == "console":
            for command, expected in commands_of(block.text):
                compare(run(["bash", "-c", command], tmp_path), expected, f"{where}: {command}")
                ran += 1
        elif block.language == "python":
            after = blocks[at + 1] if at + 1 < len(blocks) else None
            shown = after.text if after and after.language == "text" and not after.title else None
            printed = run([sys.executable, "-c", block.text], tmp_path, must_pass=True)
            if shown is not None:
                compare(printed, shown, where)
            ran += 1
    assert ran or page == "limits.md"


@pytest.mark.parametrize("page", sorted(set(PAGES) - set(EXECUTED)))
def test_python_of_the_other_pages_runs(page, tmp_path):
    snippets = [block.text for block in blocks_of(page) if block.language == "python"]
    if snippets:
        run([sys.executable, "-c", GIVEN.get(page, "") + "\n".join(snippets)], tmp_path, must_pass=True)


@pytest.mark.parametrize("page", sorted({page for page in PAGES if commands_in(page)} - set(EXECUTED)))
def test_commands_of_the_other_pages_run(page, tmp_path):
    """They speak of the reader's own files: here are some under those names."""
    articles = ROOT / "corpus" / "articles"
    for name in ("corpus", "corpus/articles"):
        shutil.copytree(ROOT / name, tmp_path / {"corpus/articles": "texts"}.get(name, name))
    for name, source in {"gold": "gold", "gold/anna": "gold/genre", "gold/binh": "gold/genre"}.items():
        shutil.copytree(ROOT / source, tmp_path / name)
    for name in ("my-rules", "out", "articles"):
        (tmp_path / name).mkdir()
    shutil.copy(articles / "dg101.txt", tmp_path / "articles")
    accidents = "Năm 2024, toàn tỉnh Bạc Liêu xảy ra 12 vụ tai nạn giao thông."
    (tmp_path / "articles" / "accidents.txt").write_text(accidents, encoding="utf-8")
    (tmp_path / "articles.jsonl").write_text(json.dumps({"id": "a", "text": accidents}), encoding="utf-8")
    if page == "evaluation.md":
        extracted = ["extractor", "extract", "corpus/articles", "-o", "out/run", "--ner", "none", "-q"]
        run(extracted, tmp_path, must_pass=True)
    for command in commands_in(page):
        if not command.startswith("extractor browse"):  # serves until it is stopped; tests/browse does it
            said = run(["bash", "-c", f"{command}\necho code $?"], tmp_path)
            # Below the bar is an answer as well, but only of a command that has a bar.
            barred = command.startswith(("extractor evaluate", "extractor diff", "extractor agreement"))
            allowed = ("code 0", "code 1") if barred else ("code 0",)
            assert said.rstrip().rpartition("\n")[2] in allowed, f"{page}: {command}\n{said}"


@pytest.mark.parametrize("page", PAGES)
def test_commands_and_options_exist(page):
    root = get_command(app)
    for line in commands_in(page):
        words = re.split(r"[#|&]", line)[0].split()[1:]
        command = root
        while words and words[0] in getattr(command, "commands", {}):
            command = command.commands[words.pop(0)]
        assert not getattr(command, "commands", {}) or words[:1] == ["--version"], f"{page}: {line}"
        options = {name for one in command.params for name in (*one.opts, *one.secondary_opts)} | {"--help"}
        used = {word.partition("=")[0] for word in words if word.startswith("--")}
        assert used <= options, f"{page}: {line}"


@pytest.mark.parametrize("tool", REFERENCES)
def test_references_are_fresh(tool):
    checked = subprocess.run(
        [sys.executable, ROOT / "tools" / tool, "--check"], capture_output=True, text=True, check=False
    )
    assert checked.returncode == 0, f"run python tools/{tool}\n{checked.stdout}{checked.stderr}"


def test_the_site_builds(tmp_path):
    pytest.importorskip("material", reason="needs the extra docs")
    built = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", tmp_path / "site"],
        cwd=ROOT, capture_output=True, text=True, check=False,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
    )  # fmt: skip
    assert built.returncode == 0, built.stdout + built.stderr
    for page in PAGES:
        assert (tmp_path / "site" / page).with_suffix(".html").is_file()
    assert "Bạc Liêu" in (tmp_path / "site" / "gazetteer.html").read_text("utf-8")


def commands_of(text: str) -> list[tuple[str, str]]:
    """Commands with what follows each; a backslash at the end of a line goes on."""
    found: list[tuple[str, str]] = []
    for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
        lines = part.split("\n")
        length = next(at for at, line in enumerate(lines) if not line.endswith("\\")) + 1
        found.append(("\n".join(lines[:length]), "\n".join(lines[length:])))
    return found


def run(command: list[str], folder: Path, *, must_pass: bool = False) -> str:
    scripts = str(Path(sys.executable).parent)
    environment = {
        **os.environ,
        "PATH": f"{scripts}{os.pathsep}{os.environ['PATH']}",
        "COLUMNS": "110",
        "NO_COLOR": "1",
        "PYTHONIOENCODING": "utf-8",
        "MPLBACKEND": "agg",
    }
    environment.pop("GITHUB_STEP_SUMMARY", None)
    done = subprocess.run(
        command, cwd=folder, env=environment, text=True, encoding="utf-8", check=False,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    assert not must_pass or done.returncode == 0, done.stdout
    assert "Traceback" not in done.stdout, done.stdout
    return done.stdout


def compare(printed: str, expected: str, where: str) -> None:
    """What stands in the page is what was printed; ``...`` stands for anything, also for whole lines."""
    printed, expected = (
        "\n".join(line.rstrip() for line in text.strip().splitlines()) for text in (printed, expected)
    )
    pattern = re.escape(expected).replace(r"\.\.\.", ".*")
    assert re.fullmatch(pattern, printed, re.DOTALL), (
        f"{where}\nprinted:\n{printed}\nthe page has:\n{expected}"
    )
