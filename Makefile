# Everything a newcomer needs: `make demo` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
TEST_STAMP := $(VENV)/.installed-test
EDITOR_STAMP := $(VENV)/.installed-editor
EDITOR_SOURCES := $(wildcard editor/*.*) $(shell find editor/src -type f)
# Processes that test: one more than there are cores, for sites that are served are waited for as much as they work.
WORKERS ?= $(shell echo $$(($$(getconf _NPROCESSORS_ONLN) + 1)))
TESTS := $(BIN)/python -m pytest -n $(WORKERS)
# A test that waits for other processes may be late on a busy machine: the few that fail get one more try, alone.
AGAIN := $(BIN)/python -m tests.second_try

.PHONY: demo editor test sqlite postgres nightly lint types imports golden bench suites bluesky clean

$(STAMP): pyproject.toml constraints.txt
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable .
	$(BIN)/python -m compileall -q src
	touch $@

$(TEST_STAMP): $(STAMP)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable ".[test]"
	touch $@

# WordPress's block editor, built from its sources: a minute, the first time (its packages are fetched).
$(EDITOR_STAMP): $(STAMP) $(EDITOR_SOURCES)
	$(BIN)/python -m pip install --verbose --disable-pip-version-check --force-reinstall --no-deps ./editor | sed -n 's/^ *editor: /editor: /p'
	$(BIN)/python -c 'import wirepress_editor as built; built.FOLDER.joinpath("manifest.json").stat()'
	touch $@

editor: $(EDITOR_STAMP)

# The site is there at once; the block editor comes while it is served, and the newsroom finds it at the next page.
demo: $(STAMP)
	@test -e $(EDITOR_STAMP) || echo "The block editor is built beside the demo: in a minute or two the newsroom has it (editor.log)."
	@($(MAKE) --no-print-directory editor >editor.log 2>&1 && echo "The block editor is there: reload the page to write in it." \
		|| echo "The block editor could not be built; stories are written in the plain form. See editor.log.") & \
	$(BIN)/wirepress demo

# What says nothing while it works (types) runs beside the tests.
test: $(TEST_STAMP) $(EDITOR_STAMP) lint imports
	$(MAKE) --no-print-directory --jobs 2 types sqlite
	$(MAKE) --no-print-directory postgres

sqlite: $(TEST_STAMP) $(EDITOR_STAMP)
	$(TESTS) || $(AGAIN)

postgres: $(TEST_STAMP)
	WIREPRESS_TEST_DB=postgres $(TESTS) -m "not browser and not pure" || WIREPRESS_TEST_DB=postgres $(AGAIN) -m "not browser and not pure"

# The same tests with many more examples, every case of every walk, and those that take long.
nightly: export WIREPRESS_TESTS := nightly
nightly: sqlite postgres

lint: $(TEST_STAMP)
	$(BIN)/ruff check --no-cache src tests bench editor
	$(BIN)/ruff format --no-cache --check src tests bench editor

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

bluesky: $(TEST_STAMP)
	$(BIN)/python -m tests.suites.bluesky.run

clean:
	rm -rf .suites editor.log editor/build editor/node_modules editor/*.egg-info editor/wirepress_editor/dist $(VENV) build dist src/*.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
