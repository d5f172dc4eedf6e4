"""The command line as a user meets it: streams, exit codes, messages."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

import extractor

ARTICLES = Path(__file__).parents[2] / "corpus" / "articles"
GOOD = "Công an xã đã vận động người dân giao nộp 12 khẩu súng tự chế."


def run(*arguments, stdin=None, env=None):
    done = subprocess.run(
        [sys.executable, "-m", "extractor", *map(str, arguments)],
        input=None if stdin is None else stdin.encode(), capture_output=True, check=False, env=env,
    )  # fmt: skip
    return done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8")


def test_version():
    assert run("--version") == (0, f"extractor {extractor.__version__}\n", "")


COMMANDS = [
    [], ["extract"], ["tokenize"], ["explain"], ["evaluate"], ["diff"], ["agreement"], ["rules"], ["rules", "check"],
    ["rules", "list"], ["rules", "new"], ["places"], ["places", "find"], ["places", "resolve"],
    ["places", "convert"], ["compare"], ["reconcile"], ["export", "labelstudio"], ["import", "labelstudio"],
]  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_help(command):
    code, out, err = run(*command, "--help")
    assert (code, err) == (0, "")
    assert "Usage" in out


@pytest.mark.parametrize("command", ["--help", "--version"])
def test_help_imports_nothing_heavy(command):
    code = (
        "import sys; sys.argv = ['extractor', sys.argv[1]]\n"
        "from extractor.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print([name for name in ('pandas', 'underthesea', 'pydantic', 'numpy') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code, command], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_figures_go_to_standard_output_and_the_rest_does_not():
    code, out, err = run("extract", "-", "--ner", "none", stdin=GOOD)
    assert code == 0
    (figure,) = map(json.loads, out.splitlines())
    assert GOOD[figure["start"] : figure["end"]] == figure["quote"]
    assert (figure["doc_id"], figure["value"], figure["indicator"]) == ("stdin", 12, "weapon")
    assert "1 figures in 1 documents" in err


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX pipes")
def test_a_reader_that_has_had_enough(tmp_path):
    articles = "".join(
        json.dumps({"id": str(number), "text": f"{GOOD}\n" * 30}) + "\n" for number in range(300)
    )
    (tmp_path / "a.jsonl").write_text(articles, "utf-8")
    command = f"{sys.executable} -m extractor extract {tmp_path / 'a.jsonl'} --ner none -q | head -1"
    done = subprocess.run(command, shell=True, capture_output=True, check=True)
    assert done.stdout.count(b"\n") == 1
    assert done.stderr == b""


def test_streams_are_utf_8_whatever_the_locale():
    env = {"LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    code, out, _ = run("extract", "-", "--ner", "none", "-q", stdin=GOOD, env=env)
    assert code == 0
    assert "khẩu súng" in out


def test_results_are_shown_and_named(tmp_path):
    code, out, err = run("extract", ARTICLES, "-o", tmp_path / "out", "--ner", "none")
    assert (code, out) == (0, "")
    assert f"results: {tmp_path / 'out'}" in err
    assert "indicator" in err


def test_failures_are_named_and_the_rest_is_done(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_bytes(b"\x00\x01" * 40)
    (tmp_path / "in" / "b.txt").write_text(GOOD, "utf-8")
    code, _, err = run("extract", tmp_path / "in", "-o", tmp_path / "out", "--ner", "none", "-q")
    assert code == 3
    (line,) = err.splitlines()
    assert line.startswith(f"failed: {tmp_path / 'in' / 'a.txt'}: binary data")
    (failure,) = map(json.loads, (tmp_path / "out" / "failures.jsonl").read_text("utf-8").splitlines())
    assert failure["path"] == str(tmp_path / "in" / "a.txt")
    assert len((tmp_path / "out" / "documents.jsonl").read_text("utf-8").splitlines()) == 1


@pytest.mark.parametrize(
    "arguments, code, message",
    [
        (["extract"], 2, "Missing argument"),
        (["extract", "missing.txt"], 2, "error: missing.txt: no such file or folder; check the path"),
        (["extract", str(ARTICLES), "-o", "x.docx"], 2, "error: x.docx: unknown format .docx"),
        (["extract", str(ARTICLES), "--published", "today"], 2, "error: published:"),
        (["extract", str(ARTICLES), "--rules", "missing"], 2, "error: missing: no such rule directory"),
        (["extract", str(ARTICLES), "--workers", "0"], 2, "Invalid value"),
        (["places", "find", "Atlantis"], 1, "no such unit"),
        (["nonsense"], 2, "No such command"),
    ],
)
def test_mistakes(tmp_path, monkeypatch, arguments, code, message):
    monkeypatch.chdir(tmp_path)
    found, out, err = run(*arguments)
    assert found == code
    assert message in err
    assert out == ""
    assert "Traceback" not in err
    assert list(tmp_path.iterdir()) == []


def test_places():
    code, out, _ = run("places", "find", "huyện Lộc Ninh", "--on", "2024")
    (unit,) = map(json.loads, out.splitlines())
    assert (code, unit["code"], unit["province_2025"]) == (0, "692", "Đồng Nai")
    code, out, _ = run("places", "resolve", "huyện Châu Thành", "--on", "2024")
    told = json.loads(out)
    assert (code, told["status"], told["unit"]) == (1, "ambiguous", None)
    assert len(told["candidates"]) > 5
    code, out, _ = run("places", "convert", "tỉnh Bạc Liêu", "--on", "2024")
    assert (code, [json.loads(line)["name"] for line in out.splitlines()]) == (0, ["Cà Mau"])


@pytest.fixture
def article(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(f"{GOOD} Xã có 5 tổ tự quản.\n", "utf-8")
    return path


def test_tokenize(article):
    text = article.read_text("utf-8")
    code, out, _ = run("tokenize", article)
    sentences = [json.loads(line) for line in out.splitlines()]
    assert code == 0
    assert [sentence["text"] for sentence in sentences] == [GOOD, "Xã có 5 tổ tự quản."]
    for sentence in sentences:
        assert text[sentence["start"] : sentence["end"]] == sentence["text"]
        for token in sentence["tokens"]:
            assert text[token["start"] : token["end"]] == token["text"]


def test_tokenize_as_conllu(article):
    code, out, _ = run("tokenize", article, "--format", "conllu")
    assert code == 0
    lines = out.splitlines()
    assert lines[:3] == ["# newdoc id = a", "# sent_id = a:0", f"# text = {GOOD}"]
    words = [line.split("\t") for line in lines if line[:1].isdigit()]
    assert all(len(word) == 10 for word in words)
    assert words[0][1] == "Công an"
    assert words[0][9] == "TokenRange=0:7"


def test_explain(article):
    code, out, _ = run("explain", article, "--ner", "none")
    assert code == 0
    assert "'12'" in out
    assert "weapon" in out


def test_evaluate_a_run_and_compare_it(tmp_path):
    run("extract", ARTICLES, "-o", tmp_path / "run", "--ner", "none", "-q")
    gold = ARTICLES.parents[1] / "gold" / "genre"
    common = ["evaluate", "--gold", gold, "--corpus", ARTICLES, "--run", tmp_path / "run", "--limit", "0"]
    code, out, _ = run(*common)
    assert code == 0
    assert "strict" in out
    assert run(*common, "--min-f1", "1.01")[0] == 1
    assert run("evaluate", "--gold", tmp_path, "--corpus", ARTICLES)[0] == 2
    code, out, _ = run("diff", tmp_path / "run", tmp_path / "run")
    assert code == 0
    assert out.startswith("gained 0, lost 0, changed 0")
    assert run("agreement", gold, gold, "--corpus", ARTICLES)[0] == 0


def test_rules(tmp_path):
    code, out, _ = run("rules", "list")
    assert code == 0
    assert any(line.startswith("weapon.") for line in out.splitlines())
    code, out, _ = run("rules", "new", tmp_path / "own", "stolen_bicycle", "xe đạp điện")
    assert code == 0
    assert all(Path(line).is_file() for line in out.splitlines())
    (tmp_path / "own" / "wrong.toml").write_text("x = 1", "utf-8")
    code, out, _ = run("rules", "check", tmp_path / "own")
    assert code == 1
    assert "wrong.toml" in out


def test_label_studio_and_back(tmp_path):
    gold = ARTICLES.parents[1] / "gold" / "genre"
    assert run("export", "labelstudio", ARTICLES, "-o", tmp_path / "tasks.json", "--gold", gold)[0] == 0
    assert json.loads((tmp_path / "tasks.json").read_text("utf-8"))
