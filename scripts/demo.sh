#!/usr/bin/env bash
# Genuine goods cross a border, counterfeits stop there: installs what is missing, builds, starts a
# development node, tells the story through polkadot.js, and stops what it started.
#
# usage: scripts/demo.sh [--keep] [--base-path DIR] [--epcis FILE] [--port N] [--help]
#   --keep           leaves the node running and says how to connect polkadot.js
#   --base-path DIR  keeps the chain in DIR instead of a temporary folder
#   --epcis FILE     takes the goods from another EPCIS 2.0 JSON document
#   --port N         RPC port of the node (default 9944)

source "$(dirname "$0")/lib.sh"
KEEP=no BASE_PATH='' EPCIS='' PORT=9944
while [ $# -gt 0 ]; do
	case "$1" in
		--keep) KEEP=yes ;;
		--base-path) BASE_PATH="${2:?--base-path needs a folder}"; shift ;;
		--epcis) EPCIS="$(realpath "${2:?--epcis needs a file}")"; shift ;;
		--port) PORT="${2:?--port needs a number}"; shift ;;
		-h | --help) help_of "$0"; exit 0 ;;
		*) fail "unknown argument '$1'" "run '$0 --help'" ;;
	esac
	shift
done
[ -z "$EPCIS" ] || [ -r "$EPCIS" ] || fail "cannot read $EPCIS" "name an EPCIS 2.0 JSON document"

set_up
build_node
install_client

if (exec 3<>"/dev/tcp/127.0.0.1/$PORT") 2>/dev/null; then
	fail "port $PORT is taken" "stop what listens there, or choose another with --port"
fi
LOG="$(mktemp --suffix=.tracemark-node.log)"
step "starting a development node on port $PORT, its log is $LOG"
if [ -n "$BASE_PATH" ]; then STATE=(--base-path "$BASE_PATH"); else STATE=(--tmp); fi
"$NODE_BINARY" --dev "${STATE[@]}" --state-pruning archive --rpc-port "$PORT" --port 0 --no-prometheus --no-telemetry >"$LOG" 2>&1 &
NODE_PID=$!
stop_node() { kill "$NODE_PID" 2>/dev/null || true; wait "$NODE_PID" 2>/dev/null || true; }
trap stop_node EXIT

STORY=(--url "ws://127.0.0.1:$PORT")
[ -z "$EPCIS" ] || STORY+=(--epcis "$EPCIS")
(cd "$ROOT/tests" && npx tsx demo/main.ts "${STORY[@]}") ||
	fail "the story did not end as expected" "read the lines above and the node's log $LOG"

if [ "$KEEP" = yes ]; then
	trap - EXIT
	step "the node goes on (stop it with 'kill $NODE_PID')"
	echo "  polkadot.js: open Apps, choose Development > Local Node, endpoint ws://127.0.0.1:$PORT"
else
	stop_node
	trap - EXIT
	step "stopped the node"
fi
