#!/usr/bin/env bash
# Opens the verifier's page in Chromium, as a file and without a network, with genuine and forged
# certificates, and says how long a certificate with hand-overs takes.
#
# usage: scripts/test-browser.sh [--help]
#
# TRACEMARK_BROWSER names the browser (default: the Chromium or Chrome that is installed).
# The certificate with hand-overs comes from the Rust tests: run 'just test --fast' before.

source "$(dirname "$0")/lib.sh"
case "${1:-}" in
	'') ;;
	-h | --help) help_of "$0"; exit 0 ;;
	*) fail "unknown argument '$1'" "run '$0 --help'" ;;
esac

TRACEMARK_BROWSER="${TRACEMARK_BROWSER:-$(command -v chromium || command -v google-chrome || true)}"
[ -x "$TRACEMARK_BROWSER" ] ||
	fail "there is no Chromium" "install it ('apt-get install chromium'), or name one in TRACEMARK_BROWSER"
TRACEMARK_GENUINE="${TRACEMARK_GENUINE:-$CARGO_TARGET_DIR/tmp/genuine.jsonl}"
[ -f "$TRACEMARK_GENUINE" ] ||
	fail "there is no file $TRACEMARK_GENUINE" "run 'just test --fast', whose Rust tests write it"
export TRACEMARK_BROWSER TRACEMARK_GENUINE
install_verifier
(cd "$ROOT/app/verifier" && npx vitest run test/browser.test.ts) ||
	fail "the page failed in $TRACEMARK_BROWSER" "read the first failure above"
