# The README's second command is `make test`: it sets up and runs every test.
# Each part is a target of its own, the same here and in .ci/run.

CARGO ?= cargo

.PHONY: test lint core wasm differential bench fmt help

help: ## this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/'

test: lint core wasm ## everything below

lint: ## formatting and lints
	$(CARGO) fmt --all -- --check
	$(CARGO) clippy --workspace --all-targets --locked -- -D warnings

core: ## unit, conformance, property and documentation tests, and the example programs
	$(CARGO) test --workspace --locked
	RUSTDOCFLAGS="-D warnings" $(CARGO) doc --workspace --no-deps --locked

wasm: ## the core builds for the browser
	rustup target list --installed | grep -q '^wasm32-unknown-unknown$$' || rustup target add wasm32-unknown-unknown
	$(CARGO) check -p leadgrade --target wasm32-unknown-unknown --locked

bench: ## one lead, measured with criterion
	$(CARGO) bench -p leadgrade-benches --bench one_lead

fmt: ## format everything
	$(CARGO) fmt --all
