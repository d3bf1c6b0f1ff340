# Two commands do everything, set-up included: `make brief` and `make test`.
PYTHON ?= python3
VENV := .venv
STAMP := $(VENV)/.ready
MODEL ?=

.PHONY: brief test lint bench gate clean
.DELETE_ON_ERROR:

brief: $(STAMP)
	$(VENV)/bin/mujaz run $(if $(MODEL),--set "translation.model=$(if $(wildcard $(MODEL)/),$(abspath $(MODEL)),$(MODEL))")

test: lint
	$(VENV)/bin/python -m pytest

lint: $(STAMP)
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy

BENCHMARKS := splitter checks names retry summaries grounding pages memory speed
bench: $(STAMP)
	@for name in $(BENCHMARKS); do echo "== $$name"; $(VENV)/bin/python -m tests.benchmarks.$$name || exit 1; done

# Fails when a figure pinned in tests/gate.json fell; new floors: python -m tests.gate --update.
gate: $(STAMP)
	$(VENV)/bin/python -m tests.gate

clean:
	rm -rf $(VENV) build *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Remade whenever the pinned requirements or the package's own metadata change, or a set-up was interrupted.
$(STAMP): requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "error: Mujaz needs Python 3.11 or newer; hint: make PYTHON=python3.12 …" >&2; exit 2; }
	$(PYTHON) -m venv --clear $(VENV)
	$(VENV)/bin/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	$(VENV)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	touch $@
