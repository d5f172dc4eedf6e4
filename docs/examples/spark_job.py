"""The figures of an archive with Spark: python spark_job.py articles.parquet out.

--master "local[2,4]"   two cores, each task tried four times; on a cluster leave it out
--lines                 all records of each article (rejects too) instead of a table of figures
--rules mine            your own rules, sent along to the workers
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pandas as pd
from pyspark import SparkFiles
from pyspark.sql import SparkSession

from extractor import extract_batch, extract_lines
from extractor.engines.frame import DTYPES, LINE_DTYPES, ddl


def work(
    frames: Iterator[pd.DataFrame], lines: bool, ner: str, archive: str | None
) -> Iterator[pd.DataFrame]:
    """Runs on a worker, once per partition."""
    function = extract_lines if lines else extract_batch
    rules = SparkFiles.get(archive) if archive else None
    for frame in frames:
        yield function(frame, ner=ner, rules=rules)


def main() -> None:
    """Read, map, write."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("articles", help="Parquet or JSONL with id, text, and if known title, published, url")
    parser.add_argument("output", help="folder for Parquet files; what it holds is replaced")
    parser.add_argument("--master", help="for example local[2,4]")
    parser.add_argument("--partitions", type=int, default=0, help="tasks; 0 lets Spark decide")
    parser.add_argument("--ner", default="underthesea")
    parser.add_argument("--rules", help="folder of your own rules")
    parser.add_argument("--lines", action="store_true")
    args = parser.parse_args()

    builder = SparkSession.builder.appName("figures")
    if args.master:
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)  # or workers take the python3 of the PATH
        builder = builder.master(args.master)
    spark = builder.config("spark.sql.execution.arrow.maxRecordsPerBatch", "256").getOrCreate()
    archive = None
    if args.rules:  # as an archive: Spark sends no folders to other machines
        packed = shutil.make_archive(str(Path(tempfile.mkdtemp()) / "rules"), "zip", args.rules)
        archive = "own_rules"
        spark.sparkContext.addArchive(f"{packed}#{archive}")

    articles = (
        spark.read.json(args.articles) if "json" in args.articles else spark.read.parquet(args.articles)
    )
    if args.partitions:
        articles = articles.repartition(args.partitions)
    found = articles.mapInPandas(
        partial(work, lines=args.lines, ner=args.ner, archive=archive),
        ddl(LINE_DTYPES if args.lines else DTYPES),
    )
    found.write.mode("overwrite").parquet(args.output)

    written = spark.read.parquet(args.output)
    failed = written.where("failures <> ''") if args.lines else written.where("failure is not null")
    print(f"{written.count()} rows, {failed.count()} failed articles")
    spark.stop()


if __name__ == "__main__":
    main()
