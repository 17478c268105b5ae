# Everything a newcomer needs: `make demo` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
TEST_STAMP := $(VENV)/.installed-test

.PHONY: demo test lint types imports golden bench suites clean

$(STAMP): pyproject.toml constraints.txt
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable .
	$(BIN)/python -m compileall -q src
	touch $@

$(TEST_STAMP): $(STAMP)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable ".[test]"
	touch $@

demo: $(STAMP)
	$(BIN)/wirepress demo

test: $(TEST_STAMP) lint types imports
	$(BIN)/python -m pytest -n auto
	WIREPRESS_TEST_DB=postgres $(BIN)/python -m pytest -n auto -m "not browser and not pure"

lint: $(TEST_STAMP)
	$(BIN)/ruff check --no-cache src tests bench
	$(BIN)/ruff format --no-cache --check src tests bench

types: $(TEST_STAMP)
	$(BIN)/mypy

imports: $(TEST_STAMP)
	$(BIN)/lint-imports --no-cache

golden: $(TEST_STAMP)
	$(BIN)/python -m tests.golden.run

bench: $(TEST_STAMP)
	$(BIN)/python -m bench.run

suites: $(TEST_STAMP)
	$(BIN)/python -m tests.suites.run

clean:
	rm -rf .suites $(VENV) build dist src/*.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
