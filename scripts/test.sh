#!/usr/bin/env bash
# Installs what is missing, builds, and runs all tests: Rust with nextest, then TypeScript end to
# end against the real node.
#
# usage: scripts/test.sh [--fast] [--help]
#   --fast   leaves out what needs a node: the Rust tests, the client's own and the verifier's remain
#
# Random campaigns run at 1 % with a fixed seed; 'just soak' runs them in full.

source "$(dirname "$0")/lib.sh"
FAST=no
for argument in "$@"; do
	case "$argument" in
		--fast) FAST=yes ;;
		-h | --help) help_of "$0"; exit 0 ;;
		*) fail "unknown argument '$argument'" "run '$0 --help'" ;;
	esac
done

set_up
export PROPTEST_CASES="${PROPTEST_CASES:-64}"
export PROPTEST_RNG_SEED="${PROPTEST_RNG_SEED:-20260923}"

build_node

# GS1's documents are other people's: they lie beside the checkout and not in it.
LEFT_OUT=()
if [ ! -d "${TRACEMARK_EPCIS_DATA:-$ROOT/../shared/data/epcis}" ]; then
	step "GS1's documents are not beside the checkout: tests against them are left out (name their folder in TRACEMARK_EPCIS_DATA)"
	LEFT_OUT=(-E 'not (package(tracemark-epcis) and (binary(documents) or binary(vectors) or binary(gs1_plans)))')
fi
step "Rust tests"
(cd "$ROOT" && cargo nextest run --release --locked "${LEFT_OUT[@]}") ||
	fail "Rust tests failed" "run one alone: cargo nextest run --release NAME"

# What the tests in TypeScript compare with.
export TRACEMARK_CLI="$CARGO_TARGET_DIR/release/tracemark"
# Certificates that the Rust tests judged, for the verifier for browsers to judge too.
export TRACEMARK_GENUINE="$CARGO_TARGET_DIR/tmp/genuine.jsonl"

install_client
# The client's tests of certificates have the verifier judge them too.
VERIFIER="$ROOT/app/verifier"
install_verifier
step "types of the client"
(cd "$ROOT/tests" && npx tsc --noEmit) ||
	fail "the client has type errors" "read the first one above; run it alone: cd tests && npx tsc --noEmit"

step "the verifier for browsers, compared with $TRACEMARK_CLI"
(cd "$VERIFIER" && npm run --silent check && npm run --silent build &&
	npx vitest run) ||
	fail "the verifier for browsers failed" "run one alone: cd app/verifier && npx vitest run NAME"

[ -d "${TRACEMARK_EPCIS_DATA:-$ROOT/../shared/data/epcis}" ] ||
	step "note: GS1's schema of EPCIS 2.0 is not beside the checkout, our documents are not checked against it"

if [ "$FAST" = yes ]; then
	step "tests of the client that need no node"
	(cd "$ROOT/tests" && npx vitest run --project unit) ||
		fail "tests of the client failed" "run one alone: cd tests && npx vitest run unit/NAME"
	step "end-to-end tests left out (--fast)"
	exit 0
fi

step "end-to-end tests against $NODE_BINARY"
(cd "$ROOT/tests" && TRACEMARK_NODE="$NODE_BINARY" npx vitest run) ||
	fail "end-to-end tests failed" "the node's logs are named above; run one suite: cd tests && TRACEMARK_NODE=$NODE_BINARY npx vitest run dev"
