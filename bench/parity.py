"""Does the fast path say exactly what underthesea says? Word by word, tag by tag, on real sentences.

    python bench/parity.py --sentences 5000

Exit code 1 if a single sentence differs.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from archive import DEFAULT, articles

from extractor.engine.load import load_rules
from extractor.ner.underthesea_crf import TaggingModel
from extractor.text.sections import SectionFinder
from extractor.text.sentences import SentenceSplitter
from extractor.text.tokens import load_segmenter
from extractor.text.view import MatchView


def main() -> None:
    """Compare, print speeds and differences."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--archive", type=Path, default=DEFAULT)
    parser.add_argument("--sentences", type=int, default=5000)
    options = parser.parse_args()
    texts = sentences(options.archive, options.sentences)
    from underthesea import ner, word_tokenize  # noqa: PLC0415

    segment, model = load_segmenter(), TaggingModel()
    different = compare("word_tokenize", texts, lambda text: segment(text)[0], word_tokenize)
    different += compare(
        "ner", texts, lambda text: model.tag(text)[0], lambda text: [(w, p, e) for w, p, _, e in ner(text)]
    )
    sys.exit(1 if different else 0)


def sentences(archive: Path, count: int) -> list[str]:
    """Sentences of articles from all over the archive."""
    rules = load_rules()
    finder, splitter = SectionFinder(rules), SentenceSplitter(rules)
    found: list[str] = []
    for document in articles(archive, max(50, count // 15)):
        view = MatchView.of(document.text)
        parts = splitter.split(view, finder.find(document, view))
        found += [view.cased[part.start : part.end] for part in parts]
    return found[:count]


def compare(
    name: str, texts: Sequence[str], fast: Callable[[str], object], stock: Callable[[str], object]
) -> int:
    """Number of sentences that differ."""
    fast("Xin chào."), stock("Xin chào.")
    started = time.process_time()
    ours = [fast(text) for text in texts]
    middle = time.process_time()
    theirs = [stock(text) for text in texts]
    end = time.process_time()
    different = [text for text, a, b in zip(texts, ours, theirs, strict=True) if a != b]
    size = sum(len(text.encode()) for text in texts) / 1e3
    print(
        f"{name}: {len(texts)} sentences, {len(different)} differ; "
        f"{size / (middle - started):.0f} against {size / (end - middle):.0f} KB/s"
    )
    for text in different[:5]:
        print("   ", text)
    return len(different)


if __name__ == "__main__":
    main()
