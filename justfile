# Recipes of the project. `just` lists them.

export CARGO_TARGET_DIR := env("CARGO_TARGET_DIR", env("XDG_CACHE_HOME", env("HOME") / ".cache") / "tracemark/target")
export OPENSSL_NO_VENDOR := "1"

default:
    @just --list

# Install what is missing.
setup:
    scripts/setup.sh

# All tests; `just test --fast` without the end-to-end part.
test *ARGS:
    scripts/test.sh {{ARGS}}

# The story of genuine goods and counterfeits at a border.
demo *ARGS:
    scripts/demo.sh {{ARGS}}

# Format everything.
fmt:
    cargo fmt --all

# Formatting and lints, with and without the features of benchmarks and try-runtime.
lint:
    cargo fmt --all --check
    SKIP_WASM_BUILD=1 cargo clippy --locked --all-targets -- -D warnings
    SKIP_WASM_BUILD=1 cargo clippy --locked --all-targets --features runtime-benchmarks,try-runtime -- -D warnings

# Random campaigns in full: every property test, of Rust and of the client, each time with other values.
soak:
    cargo build --release --locked --all-targets
    PROPTEST_CASES=6400 cargo nextest run --release --locked -E 'package(tracemark-primitives) + package(tracemark-certificate) + package(tracemark-lots) + package(tracemark-epcis) + test(invariants) + test(goods_model) + test(money) + test(editions) + test(question) + binary(authorisation_model)'
    cd tests && npm ci --no-audit --no-fund --loglevel=error && FC_RUNS=10000 npx vitest run --project unit
    cd app/verifier && npm ci --no-audit --no-fund --loglevel=error && npm run build && TRACEMARK_CLI="$CARGO_TARGET_DIR/release/tracemark" TRACEMARK_GENUINE="$CARGO_TARGET_DIR/tmp/genuine.jsonl" MUTATIONS=100000 npx vitest run

# The verifier's page in a real browser, without a network; needs Chromium.
test-browser:
    scripts/test-browser.sh

# How many EPCIS events are read and hashed in a second, beside GS1's reference generator.
bench-epcis *ARGS:
    scripts/bench-epcis-hash.sh {{ARGS}}

# Measure the weights of our calls and write runtime/src/weights/ (builds for half an hour from nothing).
weights *PALLETS:
    scripts/weights.sh {{PALLETS}}
