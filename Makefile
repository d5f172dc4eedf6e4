# make run    set up, extract the figures of corpus/, say where they are
# make test   set up with the development tools, check style, types, layers, and run the tests
# make gate   extract the gold articles and fail below gold/baseline.json
# make baseline  pin that file on what this version extracts (never lowers a floor)
# make docs   build the documentation site in out/site
# make reference  write the pages of docs/ that are made from the code
# make diff   what this version extracts differently from a revision: make diff REV=main
# make fuzz   coverage-guided fuzzing, FUZZ_SECONDS (300) for each target (tests/fuzz/README.md)
# make clean  remove the virtual environment and the results

PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV ?= .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check

REV ?= main
FUZZ_SECONDS ?= 300

.PHONY: run test check gate baseline docs reference diff fuzz clean

run: $(VENV)/.installed
	@$(BIN)/extractor extract corpus -o out/corpus

test: check
	$(BIN)/python -m pytest -n auto --dist loadgroup --nbmake tests notebooks

check: $(VENV)/.installed-dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

gate: $(VENV)/.installed-dev
	$(BIN)/python tools/score.py --gate --html out/report.html --junit out/gate.xml

baseline: $(VENV)/.installed-dev
	$(BIN)/python tools/score.py --gate --update
	$(BIN)/python tools/score_reference.py

docs: $(VENV)/.installed-dev
	$(BIN)/mkdocs build --strict --quiet

reference: $(VENV)/.installed-dev
	for page in tools/*_reference.py; do $(BIN)/python $$page || exit 1; done

diff: $(VENV)/.installed-dev
	$(BIN)/python tools/compare_revision.py $(REV) --html out/diff.html

fuzz: $(VENV)/.installed-dev
	$(PIP) install --quiet -e '.[fuzz]'
	for target in readers pipeline; do \
		$(BIN)/python -m tests.fuzz $$target -max_total_time=$(FUZZ_SECONDS) || exit 1; done

clean:
	rm -rf $(VENV) out

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed") if sys.version_info < (3, 11) else 0'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: pyproject.toml | $(BIN)/python
	$(PIP) install --quiet -e .
	@touch $@

$(VENV)/.installed-dev: pyproject.toml | $(BIN)/python
	$(PIP) install --quiet -e '.[dev]'
	@touch $@ $(VENV)/.installed
