"""The figures of an archive with Ray Data: python ray_job.py articles.parquet out.

--address auto   a running cluster; without it one is started here, with --cpus
--lines          all records of each article (rejects too) instead of a table of figures
--rules mine     your own rules, sent along to the workers
"""

from __future__ import annotations

import argparse
from pathlib import Path

import pyarrow as pa
import ray
from ray.data.expressions import col

from extractor import extract_batch, extract_lines
from extractor.engines.frame import DTYPES, LINE_DTYPES, arrow_schema


def work(batch: pa.Table, lines: bool, ner: str, rules: str | None) -> pa.Table:
    """Runs on a worker; Arrow, because Ray takes the type from pandas columns in which all is missing."""
    function, dtypes = (extract_lines, LINE_DTYPES) if lines else (extract_batch, DTYPES)
    found = function(batch.to_pandas(), ner=ner, rules=rules)
    return pa.Table.from_pandas(found, arrow_schema(dtypes), preserve_index=False)


def main() -> None:
    """Read, map, write."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("articles", help="Parquet or JSONL with id, text, and if known title, published, url")
    parser.add_argument("output", help="folder for Parquet files; what it holds is replaced")
    parser.add_argument("--address", help="of a cluster; auto for the one this machine belongs to")
    parser.add_argument("--cpus", type=int, help="of a cluster that is started here")
    parser.add_argument("--blocks", type=int, default=0, help="tasks; 0 lets Ray decide")
    parser.add_argument("--batch", type=int, default=256, help="articles per call; no task has fewer")
    parser.add_argument("--ner", default="underthesea")
    parser.add_argument("--rules", help="folder of your own rules")
    parser.add_argument("--lines", action="store_true")
    args = parser.parse_args()

    source, target = (
        name if "://" in name else str(Path(name).absolute()) for name in (args.articles, args.output)
    )
    sent = {"working_dir": args.rules} if args.rules else None  # becomes the current folder of the workers
    ray.init(args.address, num_cpus=args.cpus, runtime_env=sent)
    read = ray.data.read_json if "json" in source else ray.data.read_parquet
    articles = read(source)
    if args.blocks:
        articles = articles.repartition(args.blocks)
    found = articles.map_batches(
        work,
        batch_format="pyarrow",
        batch_size=args.batch,
        fn_kwargs={"lines": args.lines, "ner": args.ner, "rules": "." if args.rules else None},
    )
    found.write_parquet(target, mode="overwrite")

    written = ray.data.read_parquet(target)
    failed = col("failures") != "" if args.lines else col("failure").is_not_null()
    print(f"{written.count()} rows, {written.filter(expr=failed).count()} failed articles")
    ray.shutdown()


if __name__ == "__main__":
    main()
