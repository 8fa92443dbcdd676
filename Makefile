# `make demo` and `make test` do everything, from a fresh clone on a Debian machine with Python 3.11.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
DEMO ?= demo
ROWS ?=
export OMP_NUM_THREADS ?= 1
export ORT_DISABLE_TELEMETRY = 1

.PHONY: help setup system spark letters demo test quick check bench bench-reading lock docs screens train clean

help: ## List the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

setup: $(VENV)/.installed ## Make the virtual environment from the hash-pinned lock file

$(VENV)/.installed: lock/requirements.txt pyproject.toml
	@tools/python-venv "$(PYTHON)" $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r lock/requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps -e .
	@touch $@

system: ## Install the Debian packages that the tests use, where they are missing
	@tools/system

spark: setup ## Install pyspark, for `dalil match --engine spark://…`; needs Java 17
	@tools/spark $(BIN)

letters: setup ## Install Debian's FriBiDi where it is missing: Pillow joins drawn Arabic letters with it
	@$(BIN)/python -c 'from PIL import features; raise SystemExit(not features.check("raqm"))' \
	  || tools/apt-install libfribidi0

demo: letters ## Draw an archive, write it as a disk image, walk it to a ladder, and say how to look at it
	@if [ -e "$(DEMO)" ]; then \
	  echo "$(DEMO) is there already, and nothing is written over: make demo DEMO=other, or make clean first."; exit 1; fi
	$(BIN)/dalil demo $(DEMO)

test: letters system ## Everything CI runs: style, types, layers, tests on SQLite and PostgreSQL
	@if command -v java >/dev/null; then tools/spark $(BIN); fi
	@tools/check $(BIN)
	@tools/test $(BIN)

quick: letters ## Core and laws, in under a minute
	$(BIN)/pytest tests/core tests/laws -m "not slow" -n 2 --timeout 60

check: setup ## Style, types, layers
	@tools/check $(BIN)

bench: letters system ## Measure speed against named rivals in one run; writes docs/results
	$(BIN)/python -m bench

build/training/.installed: lock/training.in
	@tools/python-venv "$(PYTHON)" build/training
	build/training/bin/python -m pip install --quiet --disable-pip-version-check -r lock/training.in
	@touch $@

bench-reading: letters build/training/.installed ## Measure reading beside rapidocr and tesseract; writes docs/results/reading.md
	@tools/label-fonts
	@tools/rivals "$(PYTHON)"
	PYTHONPATH=.:src build/training/bin/python -m bench.reading $(ROWS)

train: build/training/.installed ## Train the label reader anew, in pieces that resume (ROUNDS=300); writes build/reader
	@tools/label-fonts
	@tools/train build/training/bin $(or $(ROUNDS),300)

docs: setup ## Print the generated parts of the documentation anew
	$(BIN)/python -m tools.generate

screens: letters system ## Photograph the pages of a drawn archive anew; writes docs/screens
	$(BIN)/python -m tools.screens

lock: ## Resolve dependencies anew (needs uv)
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate \
	  --no-header --quiet pyproject.toml --group dev -o lock/requirements.txt

clean: ## Remove what make made
	rm -rf $(VENV) $(DEMO) .pytest_cache .hypothesis .mypy_cache .ruff_cache
