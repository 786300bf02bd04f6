# `make test` runs every check of a change; `make help` lists the targets. `.ci/run` uses the same targets.

CARGO ?= cargo

# The reference and the generator are a separate workspace that shares the target folder.
FUZZ = --manifest-path fuzz/Cargo.toml --target-dir target --locked
# The maximum size of the module for browsers in bytes, compressed with gzip.
MOST_BYTES = 600000
# The seeds that `make differential` and `make ways` compare: FIRST COUNT.
CASES ?= 0 1000000
# Property tests use the same cases in every run, so that a random failure cannot block an unrelated change; `make soak`
# uses fresh cases.
export PROPTEST_RNG_SEED ?= 20261130
# The first seed of `make soak`.
SEED ?= $(shell date +%s)

.PHONY: test test-all lint core api tables oracle node python notebooks web published wasm-target chromium playground differential ways soak bench bench-tables fmt help

# The variants of `make bench-tables`: text, sorted, integer, dictionary, small. If empty, all are measured and recorded.
VARIANTS ?=

help: ## list the targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/'

test: lint core api tables oracle node python web ## run every check of a change

lint: ## check formatting and lints
	$(CARGO) fmt --all -- --check
	$(CARGO) clippy --workspace --all-targets --locked -- -D warnings
	$(CARGO) clippy -p leadgrade --all-targets --features schema,arrow,parallel,calibrate,chrono --locked -- -D warnings

core: ## test the core and the example programs, and build the documentation
	$(CARGO) test --locked
	$(CARGO) test -p leadgrade --locked --features schema --test schema
	RUSTDOCFLAGS="-D warnings" $(CARGO) doc --no-deps --locked

api: ## compare the public API of the crate with the committed list (LEADGRADE_WRITE=1 updates it)
	$(CARGO) test -p leadgrade --locked --features schema,arrow,parallel,calibrate --test public_api

tables: ## test Arrow tables, on all cores
	$(CARGO) test -p leadgrade --locked --features arrow,parallel,calibrate,chrono --test arrow --test chrono --test backtest --test diff --test propose --test refit --test thresholds --test impact
	$(CARGO) test -p leadgrade --locked --features arrow,parallel,calibrate,chrono --lib calibrate::
	$(CARGO) test -p leadgrade --locked --features arrow,parallel,calibrate,chrono --doc -- tables calibrate

oracle: ## test the reference, then compare 20,000 generated cases with it
	$(CARGO) fmt --manifest-path fuzz/Cargo.toml --all -- --check
	$(CARGO) test --release $(FUZZ)
	$(CARGO) run --release $(FUZZ) -p leadgrade-differential -- 0 20000

differential: ## compare a million generated cases with the reference (see CASES)
	$(CARGO) run --release $(FUZZ) -p leadgrade-differential -- $(CASES)

ways: ## compare requests as text, histories and tables with single calls, on a million generated cases
	$(CARGO) run --release $(FUZZ) -p leadgrade-differential -- $(CASES) ways

soak: ## run property tests and comparisons on many fresh cases (SEED repeats a run)
	@echo "SEED=$(SEED)"
	PROPTEST_RNG_SEED=$(SEED) PROPTEST_CASES=5000 $(CARGO) test --release -p leadgrade --locked --features arrow,parallel,schema --lib --tests
	LEADGRADE_SEEDS="$(SEED) 100000" $(CARGO) test --release -p leadgrade --locked --test doors
	$(CARGO) run --release $(FUZZ) -p leadgrade-differential -- $(SEED) 1000000
	$(CARGO) run --release $(FUZZ) -p leadgrade-differential -- $(SEED) 1000000 ways

node: ## test the package for Node and its example of a backend
	@if command -v npm >/dev/null; then \
		cd bindings/node && npm ci --no-audit --no-fund && npm run --silent build && npm test && \
		cd ../../examples/node && npm ci --no-audit --no-fund && npm test; \
	else echo "SKIPPED: the package for Node needs npm (see https://nodejs.org)"; fi

python: ## test the package for Python: one wheel, in every installed CPython
	@if command -v python3 >/dev/null; then python3 -B bindings/python/check.py; \
	else echo "SKIPPED: the package for Python needs python3 (see https://www.python.org)"; fi

notebooks: ## execute the notebooks of examples/python (LEADGRADE_DATA names a folder with real purchases)
	@if command -v python3 >/dev/null; then python3 -B bindings/python/check.py notebooks; \
	else echo "SKIPPED: the notebooks need python3 (see https://www.python.org)"; fi

web: wasm-target chromium ## test the package for browsers, in Node and in Chromium
	@if command -v npm >/dev/null; then \
		cd bindings/wasm && npm ci --no-audit --no-fund && npm run --silent build:test && npm test; \
	else echo "SKIPPED: the package for browsers needs npm (see https://nodejs.org)"; fi

playground: ## build the playground and test it in Chromium; needs the package that `make web` builds
	@if command -v npm >/dev/null; then \
		cd examples/playground && npm ci --no-audit --no-fund && npm run --silent check && npm run --silent build && npm test; \
	else echo "SKIPPED: the playground needs npm (see https://nodejs.org)"; fi

published: wasm-target chromium ## test the package for browsers as it is published, optimised for size
	@if command -v npm >/dev/null; then \
		cd bindings/wasm && npm ci --no-audit --no-fund && npm run --silent build && npm test && \
		size=$$(npm run --silent size) && echo "$$size bytes with gzip; at most $(MOST_BYTES)" && test "$$size" -le $(MOST_BYTES); \
	else echo "SKIPPED: the published package for browsers needs npm (see https://nodejs.org)"; fi

test-all: published playground notebooks ## run the checks that `make test` leaves out; run it afterwards

wasm-target:
	rustup target list --installed | grep -q '^wasm32-unknown-unknown$$' || rustup target add wasm32-unknown-unknown

# Test tools do not download browsers. If Chromium cannot be installed, its tests are skipped with a message.
chromium:
	command -v chromium >/dev/null || test "$$(id -u)" != 0 || { apt-get update --quiet=2 && \
		DEBIAN_FRONTEND=noninteractive apt-get install --quiet=2 --yes --no-install-recommends chromium; } || true

bench: ## measure one lead and histories with criterion
	$(CARGO) bench -p leadgrade-benches --bench one_lead
	$(CARGO) bench -p leadgrade-benches --bench history

bench-tables: target/bench-venv/ready ## measure tables in leadgrade, DuckDB and Polars (VARIANTS=small is quick)
	$(CARGO) build --release -p leadgrade-benches --bins --locked
	target/bench-venv/bin/python -B benches/tables/run.py $(if $(VARIANTS),$(VARIANTS),--record)

target/bench-venv/ready: benches/tables/requirements.txt
	python3 -m venv target/bench-venv
	target/bench-venv/bin/pip install --quiet --disable-pip-version-check --requirement $<
	touch $@

fmt: ## format everything
	$(CARGO) fmt --all
