# What the scripts share. Sourced, not run.

set -euo pipefail

ROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
export CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-${XDG_CACHE_HOME:-$HOME/.cache}/tracemark/target}"
# Node.js, where setup.sh had to fetch it: the system's goes first unless it is too old.
NODEJS="${XDG_CACHE_HOME:-$HOME/.cache}/tracemark/node"
# The system's OpenSSL is linked; the vendored one would take minutes to build.
export OPENSSL_NO_VENDOR=1
export PATH="$HOME/.cargo/bin:$PATH"
NODE_BINARY="$CARGO_TARGET_DIR/release/tracemark-node"

if [ -t 1 ]; then BOLD=$'\e[1m' RED=$'\e[31m' PLAIN=$'\e[0m'; else BOLD='' RED='' PLAIN=''; fi

# step TEXT: says what happens next, and when.
step() { printf '%s[%s] %s%s\n' "$BOLD" "$(date +%H:%M:%S)" "$*" "$PLAIN"; }

# fail TEXT ADVICE: says what went wrong and what to do, and ends the script.
fail() {
	printf '%serror: %s%s\n  what to do: %s\n' "$RED" "$1" "$PLAIN" "$2" >&2
	exit 1
}

# has COMMAND: whether it can be run.
has() { command -v "$1" >/dev/null 2>&1; }

# has_nodejs: whether there is a Node.js that the client runs on.
has_nodejs() {
	local major
	has npm && major="$(node --version 2>/dev/null | sed -n 's/^v\([0-9]*\).*/\1/p')" && [ "${major:-0}" -ge 20 ]
}

has_nodejs || export PATH="$NODEJS/bin:$PATH"

# help_of SCRIPT: prints the comment block at the head of a script.
help_of() { awk 'NR > 1 && /^#/ { sub(/^# ?/, ""); print; next } NR > 1 { exit }' "$1"; }

CHANNEL="$(sed -n 's/^channel = "\(.*\)"/\1/p' "$ROOT/rust-toolchain.toml")"
TARGET=wasm32v1-none

# has_wasm_target TOOLCHAIN: whether rustup's TOOLCHAIN is there and can build the runtime.
has_wasm_target() {
	local sysroot
	sysroot="$(rustup run "$1" rustc --print sysroot 2>/dev/null)" &&
		compgen -G "$sysroot/lib/rustlib/$TARGET/lib/libcore-*.rlib" >/dev/null
}

# choose_toolchain: one toolchain for everything. The pinned one; 'stable' where it is the same
# version; or Debian's, which setup.sh links as 'tracemark' where rustup cannot fetch the target.
choose_toolchain() {
	local toolchain
	for toolchain in "$CHANNEL" stable tracemark; do
		if [ "$toolchain" = stable ] && ! rustup run stable rustc --version 2>/dev/null | grep -qF "rustc $CHANNEL "; then
			continue
		fi
		if has_wasm_target "$toolchain"; then
			export RUSTUP_TOOLCHAIN="$toolchain"
			return
		fi
	done
	# Debian's Rust without rustup.
	if ! has rustup && compgen -G "/usr/lib/rustlib/$TARGET/lib/libcore-*.rlib" >/dev/null; then
		export PATH="/usr/bin:$PATH"
		return
	fi
	return 1
}

# set_up: installs what is missing and chooses the toolchain.
set_up() {
	"$ROOT/scripts/setup.sh" || exit 1
	choose_toolchain || fail "there is no Rust toolchain with the target $TARGET" "run scripts/setup.sh and read its error"
}

# build_node: builds the node and everything that the tests run, in one go with one feature set.
build_node() {
	step "building node and runtime (from nothing about 25 minutes on two cores, then seconds)"
	(cd "$ROOT" && cargo build --release --locked --all-targets) ||
		fail "the build failed" "read the first error above; after a change of toolchain remove $CARGO_TARGET_DIR"
	[ -x "$NODE_BINARY" ] || fail "there is no $NODE_BINARY" "run 'cargo build --release -p tracemark-node'"
}

# install_verifier: installs what the verifier for browsers is built with, if the lock file changed.
install_verifier() {
	local stamp="$ROOT/app/verifier/node_modules/.package-lock.json"
	if [ ! -e "$stamp" ] || [ "$ROOT/app/verifier/package-lock.json" -nt "$stamp" ]; then
		step "installing the verifier for browsers"
		(cd "$ROOT/app/verifier" && npm ci --no-audit --no-fund --loglevel=error) ||
			fail "npm could not install the verifier" "check that the npm registry is reachable and run 'npm ci' in app/verifier/"
		touch "$stamp"
	fi
}

# install_client: installs the packages of the TypeScript client, if the lock file changed.
install_client() {
	local stamp="$ROOT/tests/node_modules/.package-lock.json"
	if [ ! -e "$stamp" ] || [ "$ROOT/tests/package-lock.json" -nt "$stamp" ]; then
		step "installing the TypeScript client"
		(cd "$ROOT/tests" && npm ci --no-audit --no-fund --loglevel=error) ||
			fail "npm could not install the client" "check that the npm registry is reachable and run 'npm ci' in tests/"
		touch "$stamp"
	fi
}
