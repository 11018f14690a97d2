# Two commands do everything on a machine with Python 3.11+ and make: `make demo` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: demo test lint check programs bench faults fuzz quality clean

$(STAMP): pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --editable . --group dev
	touch $(STAMP)

demo: $(STAMP)  ## read the example stories and print the contradiction report
	$(BIN)/factcheck report examples/coast examples/pier || test $$? -eq 1

lint: $(STAMP)
	$(BIN)/ruff check factcheck tests tools
	$(BIN)/ruff format --check factcheck tests tools
	$(BIN)/mypy

check: $(STAMP)
	$(BIN)/pytest -q -n auto

test: lint check  ## set up and run every test

programs:  ## install, from Debian's packages, the browser and the spreadsheet program that some tests use
	bash tools/programs.sh

quality: $(STAMP)  ## print every figure of ../shared's marked and planted articles
	$(BIN)/python tests/quality/scores.py
	$(BIN)/python tests/quality/peer_specs.py

# The peers live in an environment of their own: nobody else needs them.
BENCH := .venv-bench
ARTICLES ?= ../shared/corpora

$(BENCH)/.installed: pyproject.toml
	test -x $(BENCH)/bin/python || $(PYTHON) -m venv $(BENCH)
	$(BENCH)/bin/python -m pip install --quiet --upgrade "pip>=25.1"
	$(BENCH)/bin/python -m pip install --quiet --editable . --group bench
	touch $@

bench: $(BENCH)/.installed  ## measure beside others on the same files and print ratios (BENCH_OPTIONS="--only startup")
	$(BENCH)/bin/python tools/bench --articles $(ARTICLES) $(BENCH_OPTIONS)

faults: $(STAMP)  ## kill, starve and damage archives hundreds of times (FAULTS="kills --count 50 --seed 3")
	PYTHONPATH=tools $(BIN)/python -m faults $(or $(FAULTS),all)

# So does the fuzzer, whose engine is compiled.
FUZZ := .venv-fuzz
TARGET ?= all
RUNS ?= 20000

$(FUZZ)/.installed: pyproject.toml
	test -x $(FUZZ)/bin/python || $(PYTHON) -m venv $(FUZZ)
	$(FUZZ)/bin/python -m pip install --quiet --upgrade "pip>=25.1"
	$(FUZZ)/bin/python -m pip install --quiet --editable . --group fuzz
	touch $@

fuzz: $(FUZZ)/.installed  ## feed TARGET (all, or a name of tools/fuzz/targets.py) with RUNS inputs and write down what was run
	$(FUZZ)/bin/python tools/fuzz $(TARGET) --runs $(RUNS) $(FUZZ_OPTIONS)

clean:
	rm -rf $(VENV) $(BENCH) $(FUZZ) dist build
