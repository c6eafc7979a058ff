# Everything sets itself up: a virtual environment in .venv with the versions pinned in constraints.txt.
# make demo   the whole way on a fresh synthetic London        make test   every test
# make check  lint, types and floors                           make bench  how fast, beside what one would use instead
# make spark  the engine for a cluster beside DuckDB (430 MB, and it needs Java 17); its tests then run too
# make test-postgresql  the casework's tests once more, on PostgreSQL; make test does so too where there is one

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/ready
DEMO_OUT ?= demo-output

.DEFAULT_GOAL := help
.PHONY: help demo test test-postgresql spark check lint types floors bench bench-web serve clean

help:
	@sed -n '2,5s/^# //p' Makefile

$(READY): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Lanthorn needs Python 3.11 or later; $(PYTHON) is $$($(PYTHON) --version)."; exit 1; }
	@$(PYTHON) -m venv $(VENV) \
		|| { echo "Python cannot make a virtual environment. On Debian: apt install python3-venv"; exit 1; }
	@echo "Installing what Lanthorn needs into $(VENV) (once; about a minute)"
	@$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev,web]'
	@touch $(READY)

spark: $(READY)
	$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[spark]'

demo: $(READY)
	@$(BIN)/lanthorn demo --out $(DEMO_OUT)

test: $(READY)
	$(BIN)/pytest -n auto --dist loadscope
	@$(MAKE) --no-print-directory test-postgresql

# On a server that is made for it and thrown away. Says so, and passes, where PostgreSQL is not installed.
test-postgresql: $(READY)
	$(BIN)/python -m lanthorn.casework.tests.cluster $(BIN)/pytest -n auto --dist loadscope src/lanthorn/casework

check: lint types floors

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(READY)
	$(BIN)/mypy

floors: $(READY)
	$(BIN)/lint-imports

bench: $(READY)
	@$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[bench]'
	$(BIN)/python -m benchmarks
	$(BIN)/python -m benchmarks.linkage_beside

# The casework when it is large and many use it. Needs PostgreSQL; takes about twenty minutes, most of it to fill it.
bench-web: $(READY)
	$(BIN)/python -m benchmarks.web

serve: $(READY)
	$(BIN)/lanthorn serve --folder $(DEMO_OUT)/casework

clean:
	rm -rf $(VENV) demo-output bench-output
