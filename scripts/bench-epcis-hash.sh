#!/usr/bin/env bash
# Hashes the events of the same EPCIS documents with our crate and with GS1's reference generator
# for Python, one after the other, and prints events per second of both and the ratio. Before that it
# compares the ids of both: one that differs must be that of GS1's vector beside the document (.hashes).
#
# usage: scripts/bench-epcis-hash.sh [--seconds N] [--help] [FILE...]
#   --seconds N  how long each of the two runs (default 5)
#   FILE...      EPCIS 2.0 documents in JSON; without any, GS1's test vectors and valid documents
#                in the folder that TRACEMARK_EPCIS_DATA names (default ../shared/data/epcis)
#
# The reference goes into a temporary virtual environment. Documents that it cannot hash are left
# out for both, and named.

source "$(dirname "$0")/lib.sh"
REFERENCE='epcis-event-hash-generator==1.9.3'
SECONDS_EACH=5 FILES=()
while [ $# -gt 0 ]; do
	case "$1" in
		--seconds) SECONDS_EACH="${2:?--seconds needs a number}"; shift ;;
		-h | --help) help_of "$0"; exit 0 ;;
		-*) fail "unknown argument '$1'" "run '$0 --help'" ;;
		*) FILES+=("$(realpath "$1")") ;;
	esac
	shift
done
if [ ${#FILES[@]} -eq 0 ]; then
	DATA="${TRACEMARK_EPCIS_DATA:-$ROOT/../shared/data/epcis}"
	[ -d "$DATA" ] || fail "there is no folder $DATA" "name documents, or set TRACEMARK_EPCIS_DATA"
	FILES=("$DATA"/event-hash/*.jsonld "$DATA"/documents/valid/*.json)
fi
has python3 || fail "there is no python3" "install it: apt-get install python3-venv"

WORK="$(mktemp -d)"
trap 'rm -rf "$WORK"' EXIT
step "installing the reference ($REFERENCE)"
python3 -m venv "$WORK/venv" && "$WORK/venv/bin/pip" install --quiet --disable-pip-version-check "$REFERENCE" ||
	fail "the reference could not be installed" "check that PyPI is reachable and python3-venv is installed"

# Prints `events seconds events-per-second`, and writes the names of the documents that it used and the
# ids of their events.
cat >"$WORK/reference.py" <<'PYTHON'
import logging, sys, time
from epcis_event_hash_generator import hash_generator, json_to_py

logging.disable(logging.CRITICAL)
limit, used, found, *paths = sys.argv[1:]


def ids(text):
    json_to_py._namespaces.clear()
    events = json_to_py.event_list_from_epcis_document_str(text)
    return hash_generator.epcis_hashes_from_events(events)


texts = []
with open(used, "w") as names, open(found, "w") as all_ids:
    for path in paths:
        with open(path) as file:
            text = file.read()
        try:
            hashed = ids(text)
        except Exception as error:
            print(f"  left out: {path}: {type(error).__name__}", file=sys.stderr)
            continue
        texts.append(text)
        names.write(path + "\n")
        all_ids.writelines(f"{path}\t{index}\t{id}\n" for index, id in enumerate(hashed))
if not texts:
    sys.exit("the reference could hash none of the documents")

events, start = 0, time.perf_counter()
while time.perf_counter() - start < float(limit):
    for text in texts:
        events += len(ids(text))
seconds = time.perf_counter() - start
print(events, f"{seconds:.3f}", round(events / seconds))
PYTHON

# Names each event whose ids differ. Fails unless GS1's vector decides for ours.
cat >"$WORK/compare.py" <<'PYTHON'
import pathlib, sys


def read(path):
    with open(path) as file:
        rows = [line.rstrip("\n").split("\t") for line in file]
    return {(name, int(index)): id for name, index, id in rows}


def vector(name, index):
    path = pathlib.Path(name).with_suffix(".hashes")
    lines = path.read_text().split() if path.exists() else []
    return lines[index] if index < len(lines) else None


theirs, ours = read(sys.argv[1]), read(sys.argv[2])
undecided = 0
for event in sorted(theirs.keys() | ours.keys()):
    if theirs.get(event) == ours.get(event):
        continue
    decided = ours.get(event) is not None and ours[event] == vector(*event)
    undecided += not decided
    print(f"  {event[0]}, event {event[1]}: {'ours is that of the vector' if decided else 'other ids'}")
    print(f"    reference {theirs.get(event, 'none')}\n    ours      {ours.get(event, 'none')}")
differ = sum(theirs.get(event) != ours.get(event) for event in theirs.keys() | ours.keys())
print(f"  {len(ours)} events, of which {differ} have other ids", flush=True)
sys.exit(1 if undecided or not ours else 0)
PYTHON

step "building our benchmark"
(cd "$ROOT" && cargo bench --quiet --locked -p tracemark-epcis --bench event_hash --no-run) ||
	fail "the benchmark could not be built" "read the error above"
step "the reference runs for $SECONDS_EACH seconds"
read -r THEIR_EVENTS _ THEIRS < <("$WORK/venv/bin/python" "$WORK/reference.py" "$SECONDS_EACH" "$WORK/used" "$WORK/theirs" "${FILES[@]}") ||
	fail "the reference failed" "read its error above"
mapfile -t USED <"$WORK/used"
step "comparing the ids of both"
(cd "$ROOT" && cargo bench --quiet --locked -p tracemark-epcis --bench event_hash -- --ids "${USED[@]}") >"$WORK/ours" ||
	fail "our benchmark failed" "read its error above"
python3 "$WORK/compare.py" "$WORK/theirs" "$WORK/ours" ||
	fail "the two programs do not give the events the same ids" "compare what they hash: tracemark epcis hash --prehash FILE"
step "ours runs for $SECONDS_EACH seconds on the same ${#USED[@]} documents"
read -r OUR_EVENTS _ OURS < <(cd "$ROOT" && cargo bench --quiet --locked -p tracemark-epcis --bench event_hash -- --seconds "$SECONDS_EACH" "${USED[@]}") ||
	fail "our benchmark failed" "read its error above"

printf '%-10s %12s %18s\n' '' events 'events per second'
printf '%-10s %12s %18s\n' reference "$THEIR_EVENTS" "$THEIRS" ours "$OUR_EVENTS" "$OURS"
awk -v a="$OURS" -v b="$THEIRS" 'BEGIN { printf "ratio      %.0f\n", a / b }'
