# Two commands do everything: `make demo` shows the program at work, `make test` runs its tests.
VENV ?= .venv
BIN := $(VENV)/bin
PYTHON ?= python3

.PHONY: demo test lint bench fuzz examples schema clean

$(VENV)/.installed: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --group dev --editable '.[all]'
	touch $@

demo: $(VENV)/.installed
	$(BIN)/spbe-check examples/dokumen --config examples/spbe.yaml --exit-zero

test: $(VENV)/.installed
	$(BIN)/python -m pytest

lint: $(VENV)/.installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: $(VENV)/.installed
	$(BIN)/python -m benchmarks

fuzz: $(VENV)/.installed
	$(BIN)/python -m fuzz.readers --seconds 60

examples: $(VENV)/.installed
	$(BIN)/python examples/build.py

schema: $(VENV)/.installed
	$(BIN)/spbe-check catalogue schema > docs/catalogue.schema.json
	$(BIN)/python -m spbe_checklist.verdict.result > docs/result.schema.json

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache
