# Two commands do everything, set-up included: `make brief` and `make test`.
PYTHON ?= python3
VENV := .venv
READY := $(VENV)/.ready
READY_TEST := $(VENV)/.ready-test
PIP := $(VENV)/bin/python -m pip install --quiet --disable-pip-version-check
MODEL ?=

.PHONY: brief test lint bench gate clean
.DELETE_ON_ERROR:

brief: $(READY)
	$(VENV)/bin/mujaz run $(if $(MODEL),--set "translation.model=$(if $(wildcard $(MODEL)/),$(abspath $(MODEL)),$(MODEL))")

test: lint
	$(VENV)/bin/python -m pytest

lint: $(READY_TEST)
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy

BENCHMARKS := splitter checks names retry summaries grounding pages memory speed
bench: $(READY_TEST)
	@for name in $(BENCHMARKS); do echo "== $$name"; $(VENV)/bin/python -m tests.benchmarks.$$name || exit 1; done

# Fails when a figure pinned in tests/gate/floors.json fell; new floors: python -m tests.gate --update.
gate: $(READY_TEST)
	$(VENV)/bin/python -m tests.gate

clean:
	rm -rf $(VENV) build *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# What it takes to run. Made anew whenever its pins or the package's metadata change, or a set-up was interrupted.
$(READY): requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "error: Mujaz needs Python 3.11 or newer; hint: make PYTHON=python3.12 …" >&2; exit 2; }
	@echo "Setting up $(VENV), once: 1.4 GB on disk, one to three minutes where the network is fast." >&2
	$(PYTHON) -m venv --clear $(VENV)
	$(PIP) -r requirements.txt
	$(PIP) --no-deps --editable .
	touch $@

# What the tests need, on top of that.
$(READY_TEST): requirements-test.txt $(READY)
	@echo "Adding what the tests need: 1 GB more on disk." >&2
	$(PIP) -r requirements-test.txt
	touch $@
