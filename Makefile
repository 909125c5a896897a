# Each target does all the set-up it needs; nothing is done twice (packaging/prepare.py keeps stamps in .venv).
PYTHON3 := $(or $(PYTHON),python3)
BIN := .venv/bin
# One more than the cores of a small machine: tests of real windows wait for their clocks more than they work.
JOBS ?= 3
HOURS ?= 0.25

.DEFAULT_GOAL := help
.PHONY: help demo test lint fmt types floors pytest bench soak portable lock clean setup setup-dev setup-bench

help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "make %-8s %s\n", $$1, $$2}' Makefile

demo: setup ## export every product of the sample campaign into build/demo, then play its slides
	@$(BIN)/python main.py demo -o build/demo

test: lint types floors pytest ## everything that must pass before a change is shared

lint: setup-dev ## style and formatting
	$(BIN)/ruff check
	$(BIN)/ruff format --check

types: setup-dev ## strict types
	$(BIN)/basedpyright

floors: setup-dev ## which floor may import which
	$(BIN)/lint-imports --no-cache

pytest: setup-dev ## the tests alone; what fails beside others is tried once more by itself
	$(BIN)/python -m pytest -n $(JOBS) --dist worksteal || { [ $$? -eq 1 ] && echo "Once more, one after another: a test that passes only now is a defect of the test or of the program." \
	  && $(BIN)/python -m pytest --last-failed --last-failed-no-failures none --maxfail 1; }

fmt: setup-dev ## format the code and sort its imports
	$(BIN)/ruff check --select I --fix
	$(BIN)/ruff format

bench: setup-bench ## measure against peers in the same run
	$(BIN)/python -m bench

soak: setup-dev setup-bench ## try 10,000 generated events and every product, family and script; play, look at every frame, kill parts at random for HOURS=0.25
	KIOSK_EVENTS=10000 HYPOTHESIS_PROFILE=long $(BIN)/python -m pytest -n $(JOBS) tests/compose/test_properties.py
	KIOSK_MATRIX=all $(BIN)/python -m pytest -n $(JOBS) tests/paint tests/compose tests/campaign/test_plan_by_reference.py
	$(BIN)/python -m bench soak --hours $(HOURS)

portable: setup-dev ## pack a folder that starts without being installed, into build/portable
	$(BIN)/python packaging/portable.py build/portable

lock: setup-dev ## write the lock files after a change of dependencies
	packaging/lock.sh

clean: ## remove everything that was made, the virtual environment too
	rm -rf build dist .venv .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

setup:
	@$(PYTHON3) packaging/prepare.py run

setup-dev:
	@$(PYTHON3) packaging/prepare.py dev

setup-bench:
	@$(PYTHON3) packaging/prepare.py bench
