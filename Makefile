# Everything sets itself up: a virtual environment in .venv with the versions pinned in constraints.txt.
# make demo   the whole way on a fresh synthetic London        make test   every test
# make check  lint, types and floors                           make bench  how fast, beside what one would use instead

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/ready
DEMO_OUT ?= demo-output

.DEFAULT_GOAL := help
.PHONY: help demo test check lint types floors bench serve clean

help:
	@sed -n '2,3s/^# //p' Makefile

$(READY): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Lanthorn needs Python 3.11 or later; $(PYTHON) is $$($(PYTHON) --version)."; exit 1; }
	@$(PYTHON) -m venv $(VENV) \
		|| { echo "Python cannot make a virtual environment. On Debian: apt install python3-venv"; exit 1; }
	@echo "Installing what Lanthorn needs into $(VENV) (once; about a minute)"
	@$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev,web]'
	@touch $(READY)

demo: $(READY)
	@$(BIN)/lanthorn demo --out $(DEMO_OUT)

test: $(READY)
	$(BIN)/pytest -n auto --dist loadscope

check: lint types floors

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(READY)
	$(BIN)/mypy

floors: $(READY)
	$(BIN)/lint-imports

bench: $(READY)
	$(BIN)/python -m benchmarks

serve: $(READY)
	$(BIN)/lanthorn serve

clean:
	rm -rf $(VENV) demo-output bench-output
