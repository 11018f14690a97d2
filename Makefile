# Two commands do everything on a machine with Python 3.11+ and make: `make demo` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: demo test lint check programs compiled bench faults growth fuzz lock audit lowest quality same clean

$(STAMP): pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --editable . --group dev
	touch $(STAMP)

demo: $(STAMP)  ## read the example stories and print the contradiction report
	$(BIN)/factcheck report examples/coast examples/pier || test $$? -eq 1

lint: $(STAMP)
	$(BIN)/ruff check factcheck tests tools hatch_build.py
	$(BIN)/ruff format --check factcheck tests tools hatch_build.py
	$(BIN)/mypy

check: $(STAMP)
	$(BIN)/pytest -q -n auto

test: lint check  ## set up and run every test

programs:  ## install, from Debian's packages, the browser and the spreadsheet program that some tests use
	bash tools/programs.sh

quality: $(STAMP)  ## print every figure of ../shared's marked and planted articles
	$(BIN)/python tests/quality/scores.py
	$(BIN)/python tests/quality/peer_specs.py

# The same with the modules that pyproject.toml names compiled: in a folder of its own, for beside the sources it would hide them.
COMPILED := build/compiled

compiled: $(COMPILED)/.made  ## compile what reading spends its time in (some five minutes; needs a C compiler)

$(COMPILED)/.made: pyproject.toml hatch_build.py $(wildcard factcheck/*.py factcheck/*/*.py) | $(STAMP)
	@command -v $${CC:-cc} >/dev/null || { echo "make compiled needs a C compiler: install gcc or clang, or name one in CC" >&2; exit 1; }
	rm -rf $(COMPILED)
	HATCH_BUILD_HOOKS_ENABLE=1 $(BIN)/python -m pip install --quiet --no-deps --target $(COMPILED) .
	touch $@

# The peers live in an environment of their own: nobody else needs them.
BENCH := .venv-bench
ARTICLES ?= ../shared/corpora

$(BENCH)/.installed: pyproject.toml
	test -x $(BENCH)/bin/python || $(PYTHON) -m venv $(BENCH)
	$(BENCH)/bin/python -m pip install --quiet --upgrade "pip>=25.1"
	$(BENCH)/bin/python -m pip install --quiet --editable . --group bench
	touch $@

same: $(STAMP)  ## compare reports on ARTICLES byte by byte: one process, worker processes, Dask, shuffled files, hash seeds (some ten minutes)
	$(BIN)/python tools/same_bytes.py $(ARTICLES)

bench: $(BENCH)/.installed $(if $(shell command -v $${CC:-cc}),$(COMPILED)/.made)  ## measure beside others on the same files and print ratios (BENCH_OPTIONS="--only startup")
	$(BENCH)/bin/python tools/bench --articles $(ARTICLES) $(BENCH_OPTIONS)

faults: $(STAMP)  ## kill, starve and damage archives hundreds of times (FAULTS="kills --count 50 --seed 3")
	PYTHONPATH=tools $(BIN)/python -m faults $(or $(FAULTS),all)

growth: $(STAMP)  ## print how time and memory grow when the input doubles (GROWTH="patterns --pattern-size 20000"); 15 minutes
	PYTHONPATH=tools $(BIN)/python -m growth $(GROWTH)

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

# Tools that look at what we depend on.
TOOLS := .venv-tools
LOWEST := .venv-lowest

$(TOOLS)/.installed: pyproject.toml
	test -x $(TOOLS)/bin/python || $(PYTHON) -m venv $(TOOLS)
	$(TOOLS)/bin/python -m pip install --quiet --upgrade "pip>=25.1"
	$(TOOLS)/bin/python -m pip install --quiet --group tools
	touch $@

lock: $(TOOLS)/.installed  ## write requirements/*.lock: every dependency with its version and its digests
	$(TOOLS)/bin/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --quiet --output-file requirements/run.lock
	$(TOOLS)/bin/uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --quiet --output-file requirements/dev.lock

audit: $(TOOLS)/.installed  ## ask whether a dependency has a known vulnerability; fails where that cannot be asked
	$(TOOLS)/bin/python tools/audit.py requirements/run.lock requirements/dev.lock

lowest: $(TOOLS)/.installed  ## run the core of the tests with the lowest versions that pyproject.toml allows
	$(TOOLS)/bin/uv venv --quiet --clear --python $(PYTHON) $(LOWEST)
	$(TOOLS)/bin/uv pip compile pyproject.toml --resolution lowest-direct --quiet --output-file $(LOWEST)/run.txt
	VIRTUAL_ENV=$(LOWEST) $(TOOLS)/bin/uv pip install --quiet --requirements $(LOWEST)/run.txt pytest pytest-timeout pytest-xdist hypothesis jsonschema
	VIRTUAL_ENV=$(LOWEST) $(TOOLS)/bin/uv pip install --quiet --no-deps --editable .
	$(LOWEST)/bin/python -m pytest -q -n auto tests/values tests/compare tests/config tests/decisions tests/cli tests/formats tests/reading

clean:
	rm -rf $(VENV) $(BENCH) $(FUZZ) $(TOOLS) $(LOWEST) dist build
