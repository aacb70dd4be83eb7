# `make demo` shows the program at work; `make check` is quick, `make test` is everything. CONTRIBUTING.md explains them.
VENV ?= .venv
BIN := $(VENV)/bin
PYTHON ?= python3
JOBS ?= auto
PYTEST := python -m pytest -n $(JOBS) --dist worksteal
FAST := -m "not slow"
# Hundreds of short programs run here: none shall compile the same modules again.
unexport PYTHONDONTWRITEBYTECODE

.NOTPARALLEL:
.PHONY: demo check lint fast test test-lowest test-newest lock bench train ablate bundle fuzz mutants examples schema clean

# What the program itself needs, in the versions of constraints.txt.
$(VENV)/.program: pyproject.toml constraints.txt
	@echo "Menyiapkan $(VENV): memasang spbe-checklist dan pustaka yang dipakainya (sekali saja) ..."
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --disable-pip-version-check --constraint constraints.txt --editable .
	@touch $@

# The same with all extras and the tools of development; uv, itself one of them, installs many packages quickly.
$(VENV)/.development: pyproject.toml constraints.txt
	@echo "Menyiapkan $(VENV) dengan semua pilihan dan alat pengembangan (sekali saja) ..."
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --disable-pip-version-check --quiet --constraint constraints.txt uv
	$(BIN)/uv pip install --python $(BIN)/python --constraint constraints.txt --group dev --editable '.[all]'
	@touch $(VENV)/.program $@

# The editions as they are read, so that no command has to read them again; what is out of date is read anew.
COMPILED := spbe_checklist/data/compiled/spbe-2020.json
$(COMPILED): $(VENV)/.program indicators.yaml vocabulary.yaml $(wildcard spbe_checklist/data/*.yaml spbe_checklist/data/*/*.yaml spbe_checklist/catalogue/*.py)
	@$(BIN)/python -m spbe_checklist.catalogue.compiled

demo: $(VENV)/.program $(COMPILED)
	$(BIN)/spbe-check examples/dokumen --config examples/spbe.yaml --exit-zero

check: lint fast

lint: $(VENV)/.development
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

fast: $(VENV)/.development $(COMPILED)
	$(BIN)/$(PYTEST) $(FAST)

test: $(VENV)/.development $(COMPILED)
	$(BIN)/$(PYTEST)

# The bounds of pyproject.toml: the fast tests on the lowest versions it allows, and on the newest there are.
test-lowest: $(VENV)/.development
	$(BIN)/uv venv --quiet --clear --python $(BIN)/python $(VENV)/lowest
	$(BIN)/uv pip install --quiet --python $(VENV)/lowest/bin/python --resolution lowest-direct --group dev --editable '.[all]'
	$(VENV)/lowest/bin/$(PYTEST) $(FAST) -p no:cacheprovider

test-newest: $(VENV)/.development
	$(BIN)/uv venv --quiet --clear --python $(BIN)/python $(VENV)/newest
	$(BIN)/uv pip install --quiet --python $(VENV)/newest/bin/python --group dev --editable '.[all]'
	$(VENV)/newest/bin/$(PYTEST) $(FAST) -p no:cacheprovider

# Versions for every Python and system that pyproject.toml allows, without the place they come from.
lock: $(VENV)/.development
	$(BIN)/uv pip compile --upgrade --universal --quiet --no-header --no-annotate --all-extras \
	  --group pyproject.toml:dev pyproject.toml --output-file constraints.txt

bench: $(VENV)/.development
	$(BIN)/python -m benchmarks

# How the points of the score card were fitted; LABELLED names folders of labelled documents to read anew.
train: $(VENV)/.development
	$(BIN)/python -m benchmarks.train $(LABELLED)

ablate: $(VENV)/.development
	$(BIN)/python -m benchmarks.train --ablate

fuzz: $(VENV)/.development
	$(BIN)/python -m fuzz.readers --seconds 60

# Faults put into the core one at a time, in a copy: which of them do the tests miss? (docs/dev/mutants.md)
SAMPLE ?= 200
SEED ?= 1
mutants: $(VENV)/.development $(COMPILED)
	$(BIN)/uv pip install --quiet --python $(BIN)/python --target $(VENV)/mutants cosmic-ray
	nice -n 19 $(BIN)/python benchmarks/mutants.py --sample $(SAMPLE) --seed $(SEED)

examples: $(VENV)/.development
	$(BIN)/python examples/build.py

schema: $(VENV)/.development
	$(BIN)/spbe-check catalogue schema > docs/catalogue.schema.json
	$(BIN)/python -m spbe_checklist.verdict.result_json > docs/result.schema.json

clean:
	rm -rf $(VENV) spbe_checklist/data/compiled build dist .mypy_cache .ruff_cache .pytest_cache

# A zip for laptops without internet; needs a network once, here.
bundle: $(VENV)/.development
	$(BIN)/python packaging/bundle.py dist/spbe-check-luring.zip
