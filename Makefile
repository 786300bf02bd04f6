# The README's second command is `make test`: it sets up and runs every test.
# Each part is a target of its own, the same here and in .ci/run.

CARGO ?= cargo

# The reference and the generator are a workspace of their own and share the target folder.
FUZZ = --manifest-path fuzz/Cargo.toml --target-dir target --locked
# What the module for browsers may weigh, compressed with gzip.
MOST_BYTES = 600000
# Seeds of the cases that `make differential` compares: FIRST COUNT.
CASES ?= 0 1000000
# Property tests draw the same cases in every run, so that a find by chance stops no change; `make soak` draws others.
export PROPTEST_RNG_SEED ?= 20261130
# The first of the seeds of `make soak`.
SEED ?= $(shell date +%s)

.PHONY: test test-all lint core api tables oracle node python notebooks web published wasm-target chromium playground differential ways soak bench bench-tables fmt help

# Of text, sorted, integer, dictionary and small; without any, all of them are measured and recorded.
VARIANTS ?=

help: ## this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/'

test: lint core api tables oracle node python web ## everything that is checked of every change

lint: ## formatting and lints
	$(CARGO) fmt --all -- --check
	$(CARGO) clippy --workspace --all-targets --locked -- -D warnings
	$(CARGO) clippy -p leadgrade --all-targets --features schema,arrow,parallel,chrono --locked -- -D warnings

core: ## unit, conformance, property and documentation tests, and the example programs
	$(CARGO) test --locked
	$(CARGO) test -p leadgrade --locked --features schema --test schema
	RUSTDOCFLAGS="-D warnings" $(CARGO) doc --no-deps --locked

api: ## the public API of the crate against the committed list (LEADGRADE_WRITE=1 writes it anew)
	$(CARGO) test -p leadgrade --locked --features schema,arrow,parallel --test public_api

tables: ## tables as Arrow, on all cores
	$(CARGO) test -p leadgrade --locked --features arrow,parallel,chrono --test arrow --test chrono
	$(CARGO) test -p leadgrade --locked --features arrow,parallel,chrono --doc tables

oracle: ## the reference by itself, then 20,000 generated cases against it
	$(CARGO) fmt --manifest-path fuzz/Cargo.toml --all -- --check
	$(CARGO) test --release $(FUZZ)
	$(CARGO) run --release $(FUZZ) -p leadgrade-differential -- 0 20000

differential: ## a million generated cases against the reference (see CASES)
	$(CARGO) run --release $(FUZZ) -p leadgrade-differential -- $(CASES)

ways: ## a million generated cases: requests as text, histories and tables against single calls
	$(CARGO) run --release $(FUZZ) -p leadgrade-differential -- $(CASES) ways

soak: ## the property tests, laws and comparisons on fresh cases, at length (SEED repeats a run)
	@echo "SEED=$(SEED)"
	PROPTEST_RNG_SEED=$(SEED) PROPTEST_CASES=5000 $(CARGO) test --release -p leadgrade --locked --features arrow,parallel,schema --lib --tests
	LEADGRADE_SEEDS="$(SEED) 100000" $(CARGO) test --release -p leadgrade --locked --test doors
	$(CARGO) run --release $(FUZZ) -p leadgrade-differential -- $(SEED) 1000000
	$(CARGO) run --release $(FUZZ) -p leadgrade-differential -- $(SEED) 1000000 ways

node: ## the package for Node and its example of a backend
	@if command -v npm >/dev/null; then \
		cd bindings/node && npm ci --no-audit --no-fund && npm run --silent build && npm test && \
		cd ../../examples/node && npm ci --no-audit --no-fund && npm test; \
	else echo "SKIPPED: the package for Node, since there is no npm (see https://nodejs.org)"; fi

python: ## the package for Python: one wheel, tested in every CPython that is here
	@if command -v python3 >/dev/null; then python3 -B bindings/python/check.py; \
	else echo "SKIPPED: the package for Python, since there is no python3 (see https://www.python.org)"; fi

notebooks: ## the notebooks of examples/python, executed (LEADGRADE_DATA names a folder with real purchases)
	@if command -v python3 >/dev/null; then python3 -B bindings/python/check.py notebooks; \
	else echo "SKIPPED: the notebooks, since there is no python3 (see https://www.python.org)"; fi

web: wasm-target chromium ## the package for browsers, in Node and in Chromium
	@if command -v npm >/dev/null; then \
		cd bindings/wasm && npm ci --no-audit --no-fund && npm run --silent build:test && npm test; \
	else echo "SKIPPED: the package for browsers, since there is no npm (see https://nodejs.org)"; fi

playground: ## the page to play with a model, built and used in Chromium; needs what `make web` builds
	@if command -v npm >/dev/null; then \
		cd examples/playground && npm ci --no-audit --no-fund && npm run --silent check && npm run --silent build && npm test; \
	else echo "SKIPPED: the playground, since there is no npm (see https://nodejs.org)"; fi

published: wasm-target chromium ## the package for browsers as it is published: small, with nothing else different
	@if command -v npm >/dev/null; then \
		cd bindings/wasm && npm ci --no-audit --no-fund && npm run --silent build && npm test && \
		size=$$(npm run --silent size) && echo "$$size bytes with gzip; at most $(MOST_BYTES)" && test "$$size" -le $(MOST_BYTES); \
	else echo "SKIPPED: the published package for browsers, since there is no npm (see https://nodejs.org)"; fi

test-all: published playground notebooks ## what is checked beside `make test`, after it

wasm-target:
	rustup target list --installed | grep -q '^wasm32-unknown-unknown$$' || rustup target add wasm32-unknown-unknown

# Browsers are not downloaded by test tools. Where this one cannot be installed, its tests say that they are skipped.
chromium:
	command -v chromium >/dev/null || test "$$(id -u)" != 0 || { apt-get update --quiet=2 && \
		DEBIAN_FRONTEND=noninteractive apt-get install --quiet=2 --yes --no-install-recommends chromium; } || true

bench: ## one lead and histories, measured with criterion
	$(CARGO) bench -p leadgrade-benches --bench one_lead
	$(CARGO) bench -p leadgrade-benches --bench history

bench-tables: target/bench-venv/ready ## tables beside DuckDB and Polars (VARIANTS=small for a quick look)
	$(CARGO) build --release -p leadgrade-benches --bins --locked
	target/bench-venv/bin/python -B benches/tables/run.py $(if $(VARIANTS),$(VARIANTS),--record)

target/bench-venv/ready: benches/tables/requirements.txt
	python3 -m venv target/bench-venv
	target/bench-venv/bin/pip install --quiet --disable-pip-version-check --requirement $<
	touch $@

fmt: ## format everything
	$(CARGO) fmt --all
