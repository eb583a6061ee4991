#!/usr/bin/env bash
# Measures the weights of our pallets' calls in the real runtime and writes runtime/src/weights/.
# Builds the runtime's wasm with its benchmarks and the tool first: half an hour from nothing.
#
# usage: scripts/weights.sh [--steps N] [--repeat N] [PALLET…]
#        scripts/weights.sh --extra PALLET BENCHMARK…
#   PALLET      e.g. pallet_evidence (default: all of ours, and what charges the fees)
#   --steps N   values of each parameter (default 20)
#   --repeat N  measurements of each value (default 10)
#   --extra     what benchmarks that are no calls read, write and prove, into docs/measurements/extra/, where
#               the runtime's tests hold it against the budgets:
#               pallet_customs lodge_one_logistic_unit
#               pallet_custody commission_pieces pack_pieces hand_over_pieces hand_over_one_piece
#               sell_one_of_pieces receive_logistic_units

source "$(dirname "$0")/lib.sh"
STEPS=20 REPEAT=10 PALLETS=() EXTRA=()
while [ $# -gt 0 ]; do
	case "$1" in
		--steps) STEPS="${2:?--steps needs a number}"; shift ;;
		--repeat) REPEAT="${2:?--repeat needs a number}"; shift ;;
		--extra)
			[ $# -ge 3 ] || fail "--extra needs a pallet and benchmarks" "run '$0 --help'"
			PALLETS=("$2") EXTRA=("${@:3}")
			break
			;;
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

# measure PALLET BENCHMARK [OPTION…]: runs benchmarks of the runtime just built.
measure() {
	(cd "$ROOT" && "$CARGO_TARGET_DIR/release/tracemark-weights" \
		--runtime "$WASM" --genesis-builder runtime --genesis-builder-preset development \
		--pallet "$1" --extrinsic "$2" --steps "$STEPS" --repeat "$REPEAT" \
		--wasm-execution compiled --heap-pages 4096 "${@:3}")
}

# write FILE PALLET BENCHMARK [OPTION…]: measures into FILE of the project.
write() {
	local log="$CARGO_TARGET_DIR/$(basename "$1").log"
	step "measuring $2 $3"
	measure "${@:2}" --output "$1" >"$log" 2>&1 ||
		{ tail -20 "$log" >&2; fail "$3 of $2 could not be measured" "the whole log is $log"; }
	# What was run is this script; where it ran is nobody's business.
	sed -i -e '/^\/\/ Executed Command:/,/^$/c\// Executed Command: scripts/weights.sh\n' -e 's/HOSTNAME: [^,]*, //' "$ROOT/$1"
	step "wrote $1"
}

if [ ${#EXTRA[@]} -gt 0 ]; then
	mkdir -p "$ROOT/docs/measurements/extra"
	for benchmark in "${EXTRA[@]}"; do
		write "docs/measurements/extra/$benchmark.txt" "${PALLETS[0]}" "$benchmark" --extra
	done
	exit 0
fi
for pallet in "${PALLETS[@]}"; do
	write "runtime/src/weights/$pallet.rs" "$pallet" '*'
done
