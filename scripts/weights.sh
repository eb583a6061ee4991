#!/usr/bin/env bash
# Measures the weights of our pallets' calls in the real runtime and writes runtime/src/weights/.
# Builds the runtime's wasm with its benchmarks and the tool first: half an hour from nothing.
#
# usage: scripts/weights.sh [--steps N] [--repeat N] [PALLET…]
#   PALLET      e.g. pallet_evidence (default: all of ours, and what charges the fees)
#   --steps N   values of each parameter (default 20)
#   --repeat N  measurements of each value (default 10)

source "$(dirname "$0")/lib.sh"
STEPS=20 REPEAT=10 PALLETS=()
while [ $# -gt 0 ]; do
	case "$1" in
		--steps) STEPS="${2:?--steps needs a number}"; shift ;;
		--repeat) REPEAT="${2:?--repeat needs a number}"; shift ;;
		-h | --help) help_of "$0"; exit 0 ;;
		pallet_*) PALLETS+=("$1") ;;
		*) fail "unknown argument '$1'" "run '$0 --help'" ;;
	esac
	shift
done
if [ ${#PALLETS[@]} = 0 ]; then
	# Our fees are paid in the extension of the transaction payment.
	PALLETS=(pallet_transaction_payment pallet_consortium pallet_validators pallet_ip_registry pallet_licensing pallet_custody pallet_evidence pallet_customs)
fi
set_up

# Another feature set than that of node and tests: a folder of its own keeps them apart.
export CARGO_TARGET_DIR="${CARGO_TARGET_DIR%/target}/weights-target"
step "building the tool and the runtime with benchmarks"
(cd "$ROOT" && SKIP_WASM_BUILD=1 cargo build --release --locked -p tracemark-weights &&
	cargo build --release --locked -p tracemark-runtime --features runtime-benchmarks) ||
	fail "the build failed" "read the first error above"

WASM="$CARGO_TARGET_DIR/release/wbuild/tracemark-runtime/tracemark_runtime.compact.compressed.wasm"
for pallet in "${PALLETS[@]}"; do
	step "measuring $pallet"
	(cd "$ROOT" && "$CARGO_TARGET_DIR/release/tracemark-weights" \
		--runtime "$WASM" --genesis-builder runtime --genesis-builder-preset development \
		--pallet "$pallet" --extrinsic '*' --steps "$STEPS" --repeat "$REPEAT" \
		--wasm-execution compiled --heap-pages 4096 \
		--output "runtime/src/weights/$pallet.rs") >"$CARGO_TARGET_DIR/$pallet.log" 2>&1 ||
		{ tail -20 "$CARGO_TARGET_DIR/$pallet.log" >&2; fail "$pallet could not be measured" "the whole log is $CARGO_TARGET_DIR/$pallet.log"; }
done
(cd "$ROOT" && cargo fmt --all)
step "wrote runtime/src/weights/"
