# The README's commands. `make demo` and `make test` are all that a newcomer needs.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV := $(BIN)/uv
DEMO_HOME ?= demo
STAMP := $(VENV)/.installed

.PHONY: install check test demo lock tables bench accuracy model clean
.DEFAULT_GOAL := help

help:
	@echo "make demo | test | check | install | accuracy | bench | model | lock | tables | clean"

install: $(STAMP)

# uv itself comes by pip, with the hash that the lock gives; everything else comes by uv.
$(STAMP): requirements.lock requirements-uv.lock pyproject.toml
	$(PYTHON) -m venv --clear $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes \
		--only-binary :all: -r requirements-uv.lock
	$(UV) pip install --quiet --python $(BIN)/python --no-build --require-hashes -r requirements.lock
	$(UV) pip install --quiet --python $(BIN)/python --no-build --no-build-isolation --no-deps -e .
	touch $@

check: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

test: install
	$(BIN)/python -m pytest -n 2 --dist loadfile

demo: install
	$(BIN)/sanctograph run samples --home $(DEMO_HOME)
	@for table in articles people sanctions; do \
		echo; echo "== $$table"; \
		$(BIN)/sanctograph sql --home $(DEMO_HOME) "$$(cat docs/demo/$$table.sql)" || exit 1; \
	done
	@echo; echo "The store: $(DEMO_HOME)/store.duckdb"

lock: install
	$(UV) pip compile --quiet --universal --python-version 3.11 --no-build --generate-hashes \
		--no-header --no-emit-index-url --group dev pyproject.toml -o requirements.lock
	grep -A 40 '^uv==' requirements.lock | awk 'NR > 1 && /^[a-z]/ {exit} !/# via/ {print}' \
		> requirements-uv.lock

	$(UV) pip compile --quiet --universal --python-version 3.11 --no-build --generate-hashes \
		--no-header --no-emit-index-url -c requirements.lock --group pyproject.toml:train \
		-o requirements-train.lock

# Measures what docs/accuracy.md says, and writes it there: a few minutes.
accuracy: install
	$(BIN)/python -m bench.accuracy

# Trains what is shipped from the data beside the checkout: about two hours on two cores.
# PyTorch comes with its CUDA libraries on Linux (3 GB), though it learns on the processor.
model: install
	$(UV) pip install --quiet --python $(BIN)/python --no-build --require-hashes \
		-r requirements-train.lock
	OMP_NUM_THREADS=1 $(BIN)/python -m models.train names
	OMP_NUM_THREADS=1 $(BIN)/python -m models.train parser
	OMP_NUM_THREADS=1 $(BIN)/python -m models.train.sanctions

tables: install
	$(BIN)/python -m warehouse.docs

clean:
	rm -rf $(VENV) $(DEMO_HOME) build *.egg-info .mypy_cache .ruff_cache .pytest_cache .import_linter_cache

bench: install
	$(BIN)/python -m bench.second_run
	$(BIN)/python -m bench.prefect_share
	$(BIN)/python -m bench.names
