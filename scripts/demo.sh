#!/usr/bin/env bash
# Genuine goods cross a border, counterfeits stop there: installs what is missing, builds, starts a
# development node, tells the story through polkadot.js, and stops what it started. At the end it opens
# the folder that was packed for a court, without node, chain and network, and leaves it to you.
#
# usage: scripts/demo.sh [--keep] [--base-path DIR] [--epcis FILE] [--port N] [--help]
#   --keep           leaves the node running, says how to connect polkadot.js, and does not open the folder
#   --base-path DIR  keeps the chain in DIR, which must be new or empty: the story is told once on a chain
#   --epcis FILE     takes the goods from another EPCIS 2.0 JSON document
#   --port N         RPC port of the node (default 9944)
#   --with-network   opens the folder also where the system lets nobody cut off the network
#
# Ends with 0 if everything came out as the story says, with 2 if the document cannot be played.

source "$(dirname "$0")/lib.sh"
KEEP=no BASE_PATH='' EPCIS='' PORT=9944 OPEN=()
while [ $# -gt 0 ]; do
	case "$1" in
		--keep) KEEP=yes ;;
		--base-path) BASE_PATH="${2:?--base-path needs a folder}"; shift ;;
		--epcis) EPCIS="$(realpath "${2:?--epcis needs a file}")"; shift ;;
		--port) PORT="${2:?--port needs a number}"; shift ;;
		--with-network) OPEN=(--with-network) ;;
		-h | --help) help_of "$0"; exit 0 ;;
		*) fail "unknown argument '$1'" "run '$0 --help'" ;;
	esac
	shift
done
[ -z "$EPCIS" ] || [ -r "$EPCIS" ] || fail "cannot read $EPCIS" "name an EPCIS 2.0 JSON document"

if [ -n "$BASE_PATH" ] && [ -n "$(ls -A "$BASE_PATH" 2>/dev/null)" ]; then
	fail "$BASE_PATH is not empty: the story is told once on a chain" \
		"name a new folder, or look at the old chain with: $NODE_BINARY --dev --base-path $BASE_PATH"
fi

set_up
build_node
install_client
install_verifier

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
# show_log: the end of the node's log, for whoever must find out.
show_log() { printf '  the end of %s:\n' "$LOG" >&2; tail -15 "$LOG" | sed 's/^/    /' >&2; }

# A busy machine takes its time: the node has two minutes to answer.
PATIENCE=120
for ((second = 0; ; second++)); do
	if ! kill -0 "$NODE_PID" 2>/dev/null; then
		show_log
		fail "the node ended before it answered" "read its log above"
	fi
	if (exec 3<>"/dev/tcp/127.0.0.1/$PORT") 2>/dev/null; then break; fi
	if [ "$second" -ge "$PATIENCE" ]; then
		show_log
		fail "the node does not answer on port $PORT after $PATIENCE seconds" "read its log above, or run this again on a quieter machine"
	fi
	sleep 1
done

export TRACEMARK_CLI="$CARGO_TARGET_DIR/release/tracemark"
FOLDER="$(mktemp -d --suffix=.tracemark)/case"
STORY=(--url "ws://127.0.0.1:$PORT" --folder "$FOLDER")
[ -z "$EPCIS" ] || STORY+=(--epcis "$EPCIS")
STATUS=0
(cd "$ROOT/tests" && npx tsx demo/main.ts "${STORY[@]}") || STATUS=$?
case "$STATUS" in
	0) ;;
	2)
		printf '%serror: the document cannot be played%s\n  what to do: read the reason above; nothing of it is on the chain\n' "$RED" "$PLAIN" >&2
		exit 2
		;;
	*)
		show_log
		fail "the story did not end as expected" "read the lines above and the node's log $LOG"
		;;
esac

if [ "$KEEP" = yes ]; then
	trap - EXIT
	step "the node goes on (stop it with 'kill $NODE_PID')"
	cat <<-END
		  polkadot.js Apps: https://polkadot.js.org/apps/?rpc=ws%3A%2F%2F127.0.0.1%3A$PORT
		  accounts, all of the development phrase, type sr25519:
		    seats of the council  //Alice  //Bob  //Charlie   (outsiders with tokens: //Dave //Eve //Ferdie)
		    controllers           //demo//NAME//controller
		    operators             //demo//NAME//operator//1   (//2 for the second customs officer)
		    where NAME is one of  brand office reader factory carrier warehouse importer broker customs monitor trader
		  examples for each of them: docs/polkadot-js.md
	END
else
	stop_node
	trap - EXIT
	step "stopped the node"
	(cd "$ROOT/tests" && npx tsx demo/open.ts "$FOLDER" "${OPEN[@]}") ||
		fail "the folder for the court is not accepted" "read the lines above and $FOLDER/README.txt"
fi
printf '\n'
step "the folder for the court is $FOLDER; its README.txt says how anybody checks it"
