# The whole workflow. `make run` and `make test` need Python 3.11, pip and make, nothing else.
PYTHON ?= python3
DATA ?= ../shared/data
GOLD ?= ../shared/gold
BIN := .venv/bin

.PHONY: run test lint docs bench floors train clean

run: .venv/run.stamp
	@$(BIN)/dragoman read examples/lachin-corridor.txt

test: .venv/dev.stamp
	$(BIN)/python -m pytest

lint: .venv/dev.stamp
	$(BIN)/ruff check src tests training benchmarks corpus/*.py docs hatch_build.py
	$(BIN)/ruff format --check src tests training benchmarks corpus/*.py docs hatch_build.py
	$(BIN)/mypy src benchmarks docs corpus/*.py training/conllu.py training/rows.py

docs: .venv/run.stamp
	$(BIN)/python docs/cli_page.py

bench: .venv/dev.stamp
	$(BIN)/python benchmarks/speed.py $(DATA)/raw/dated-articles.jsonl --limit 200
	$(BIN)/python benchmarks/parsing.py $(DATA)/ud/ewt-dev.conllu
	$(BIN)/python benchmarks/parsing.py $(DATA)/ud/gum-dev.conllu
	$(BIN)/python benchmarks/gold.py $(GOLD)/dev

floors: .venv/dev.stamp
	-$(BIN)/python corpus/rebuild.py --data $(DATA)
	$(BIN)/python benchmarks/floors.py --data $(DATA) --gold $(GOLD)

WORK := training/work
MODEL := src/dragoman/language/model

train: .venv/train.stamp
	$(BIN)/python training/encoder.py --out $(WORK)/encoder
	$(BIN)/python training/encoder.py --out $(WORK)/teacher --teacher $(WORK)/encoder
	$(BIN)/python training/train.py --encoder $(WORK)/encoder --ud $(DATA)/ud --out $(WORK)/run --resume
	$(BIN)/python training/coreference.py --run $(WORK)/run --encoder $(WORK)/encoder --ud $(DATA)/ud
	$(BIN)/python training/export.py --run $(WORK)/run --encoder $(WORK)/encoder --checkpoint checkpoint.pt --out $(WORK)/parser
	$(BIN)/python corpus/rebuild.py --data $(DATA)
	$(BIN)/python training/rows.py corpus/build --out $(WORK)/rows
	$(BIN)/python training/open_texts.py --data $(DATA) --out $(WORK)/rows/open.jsonl
	$(BIN)/python training/hints.py $(WORK)/rows/train.jsonl $(WORK)/rows/dev.jsonl $(WORK)/rows/open.jsonl --model $(WORK)/parser
	$(BIN)/python training/acts.py --run $(WORK)/run --encoder $(WORK)/encoder --ud $(DATA)/ud --rows $(WORK)/rows --out untaught.pt --resume
	$(BIN)/python training/teacher.py --teacher $(WORK)/teacher --run $(WORK)/run --rows $(WORK)/rows --out teacher7.pt --seed 7 --resume
	$(BIN)/python training/teacher.py --teacher $(WORK)/teacher --run $(WORK)/run --rows $(WORK)/rows --out teacher8.pt --seed 8 --resume
	$(BIN)/python training/acts.py --run $(WORK)/run --encoder $(WORK)/encoder --ud $(DATA)/ud --rows $(WORK)/rows --teacher $(WORK)/teacher --teachers teacher7.pt teacher8.pt --start untaught.pt --mean-with untaught.pt --resume
	$(BIN)/python training/coreference.py --run $(WORK)/run --encoder $(WORK)/encoder --ud $(DATA)/ud --checkpoint acts.pt --rows $(WORK)/rows --model $(WORK)/parser
	$(BIN)/python training/export.py --run $(WORK)/run --encoder $(WORK)/encoder --ud $(DATA)/ud --rows $(WORK)/rows/train.jsonl --out $(MODEL)
	$(BIN)/python training/antecedents.py --build corpus/build
	$(BIN)/python training/homes.py --build corpus/build
	$(BIN)/python training/sites.py --build corpus/build
	$(BIN)/python training/weigh.py --build corpus/build
	$(BIN)/python training/days.py --build corpus/build
	$(BIN)/python training/history.py --build corpus/build
	$(BIN)/python training/joins.py --build corpus/build
	$(BIN)/python training/modes.py --build corpus/build
	$(BIN)/python training/sides.py --build corpus/build

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/run.stamp: pyproject.toml hatch_build.py src/dragoman/gazetteer.py src/dragoman/knowledge/divisions.tsv | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	touch $@

.venv/dev.stamp: .venv/run.stamp
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	touch $@

.venv/train.stamp: .venv/dev.stamp
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[training]'
	touch $@

clean:
	rm -rf .venv build dist src/dragoman/gazetteer.npz
