# Two commands do all the set-up on a fresh machine: `make demo` and `make test`.
PYTHON ?= python3
BIN := .venv/bin
APT_RUN := python3-venv libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0
APT_TEST := $(APT_RUN) poppler-utils qpdf chromium-headless-shell
APT_BENCH := $(APT_TEST) fonts-noto-cjk
PIP := $(BIN)/python -m pip --disable-pip-version-check install -q
INSTALL_OURSELVES := $(PIP) --no-deps --no-build-isolation -e .

# Compiled modules are kept, whatever the environment says: each start of Python is faster by half.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help demo serve shell test check tools bench fonts schema lock clean

help: ## Say what can be made
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):[^#]*## /\1\t/' | expand -t 10

demo: .venv/.run ## Publish the real notice of 2022-08-03 and write its PDF, text and JSON to var/demo
	$(BIN)/disposal demo

serve: .venv/.run ## Serve the public pages and the JSON API on http://127.0.0.1:8000
	$(BIN)/disposal serve

shell: .venv/.run ## Open a shell that finds the command `disposal`
	@PATH="$(CURDIR)/$(BIN):$$PATH" $${SHELL:-/bin/sh}

# One test runs in this process, so that --pdb and breakpoint() reach the terminal.
test: .venv/.dev ## Run every test; one: make test T=tests/path/test_file.py::test_name (T="… --pdb" stops where it fails)
	@.ci/debian-packages $(APT_TEST)
	$(BIN)/pytest $(or $(T),-n 2 --dist loadgroup --no-loadscope-reorder)

check: .venv/.dev ## Lint, formatting and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

tools: .venv/.dev ## Let other people's tools meet the wheel, its API and its files (needs a network, and npx)
	$(BIN)/python -m tests.other_tools

bench: .venv/.dev ## Measure; every figure is a ratio against a baseline of the same run
	@.ci/debian-packages $(APT_BENCH)
	$(BIN)/python -m tests.benchmarks

fonts: .venv/.dev ## Build the font subsets again from Debian's Noto CJK
	@.ci/debian-packages fonts-noto-cjk unicode-data
	$(BIN)/python templates/fonts/build_fonts.py

schema: .venv/.run ## Write the JSON Schemas of notices, facts and dossiers anew, after a change of their fields
	for kind in notice facts package-facts dossier; do \
	  $(BIN)/disposal notice schema $$kind > .schema && mv .schema templates/schemas/$$kind.schema.json; done

lock: ## Resolve the dependencies again and pin them with hashes (needs uv)
	uv pip compile -q --universal --python-version 3.11 --generate-hashes \
	  --no-annotate --no-header --extra setup -o requirements.lock pyproject.toml
	uv pip compile -q --universal --python-version 3.11 --generate-hashes \
	  --no-annotate --no-header --extra setup --extra dev -o requirements-dev.lock pyproject.toml

clean: ## Take away what make has made, except the data under var
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis build dist

.venv/.made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Python 3.11 or newer is needed; name it with: make PYTHON=python3.12"; exit 2; }
	@.ci/debian-packages $(APT_RUN)
	$(PYTHON) -m venv .venv
	@touch $@

.venv/.run: .venv/.made requirements.lock pyproject.toml
	$(PIP) --require-hashes -r requirements.lock
	$(INSTALL_OURSELVES)
	@touch $@

.venv/.dev: .venv/.made requirements-dev.lock pyproject.toml
	$(PIP) --require-hashes -r requirements-dev.lock
	$(INSTALL_OURSELVES)
	@$(BIN)/pytest --collect-only -q >/dev/null  # compiles the tests once; else each worker does
	@touch $@
