//! The text that tells whoever opens a packed folder what it holds and how to check it.
//!
//! Its commands stand on lines of their own, indented by four spaces, and run as they are.

use super::{
	pack::{Capture, Contents, Stamp, Tie},
	sums::LIST,
};
use crate::output::one_line;
use sp_core::H256;
use tracemark_certificate::{form::Subject, Algorithm};

/// Where the folder's explanation is.
pub const NAME: &str = "README.txt";

/// The explanation.
pub fn text(contents: &Contents) -> String {
	let mut text = String::from(HEAD);
	let is_unrecorded = |capture: &&Capture| matches!(capture.tie, Tie::Nothing);
	let unrecorded = contents.captures.iter().filter(is_unrecorded).count();
	if contents.captures.len() > unrecorded {
		text.push_str(CAPTURES);
	}
	if unrecorded > 0 {
		text.push_str(ON_NO_RECORD);
	}
	if contents.certificates.iter().any(|held| held.salt.is_some()) {
		text.push_str(SALTS);
	}
	if contents.certificates.iter().any(|held| held.openings.is_some()) {
		text.push_str(OPENINGS);
	}
	if !contents.checkpoints.is_empty() {
		text.push_str(CHECKPOINTS);
	}
	if !contents.stamps.is_empty() {
		text.push_str(STAMPS);
	}
	if contents.verifier.is_some() {
		text.push_str(PAGE);
	}
	if !contents.captures.is_empty() {
		text.push_str(TIES);
		for Capture { name, tie, .. } in &contents.captures {
			text.push_str(&format!("  {name}\n      {}\n", tied(tie)));
		}
	}
	text.push_str(&made_by(contents.program));
	text.push_str(SHOWS);
	let mut subjects = contents.certificates.iter().map(|held| &held.report.certificate.subject);
	if subjects.any(|subject| matches!(subject, Subject::Case { .. })) {
		text.push_str(CASES);
	}
	text.push_str(CHECK);
	command(&mut text, &["sha256sum", LIST]);
	command(&mut text, &["sha256sum", "-c", LIST]);

	let genesis = format!("{:?}", contents.genesis);
	text.push_str(&format!("{VERIFY}\nThe chain is {}.\n\n", contents.chain));
	if !contents.checkpoints.is_empty() {
		text.push_str(SINCE);
		for one in &contents.checkpoints {
			text.push_str(&format!("  {:?}  {}\n", one.digest, one.name));
		}
		text.push('\n');
	}
	for held in &contents.certificates {
		let certificate = format!("certificates/{}.json", held.stem);
		let mut words = vec!["tracemark", "certificate", "verify", &certificate];
		words.extend(["--genesis", &genesis]);
		if let Some(original) = &held.original {
			words.extend(["--file", original]);
		}
		if let Some(salt) = &held.salt {
			words.extend(["--salt", salt]);
		}
		if let Some(openings) = &held.openings {
			words.extend(["--openings", openings]);
		}
		for checkpoint in &held.checkpoints {
			words.extend(["--checkpoint", checkpoint]);
		}
		words.push("--quiet");
		command(&mut text, &words);
	}
	let of_groups = contents.captures.iter().filter_map(|capture| match &capture.tie {
		Tie::Group(stem, _, algorithm) => Some((capture, stem, algorithm)),
		Tie::Original(_) | Tie::Nothing => None,
	});
	let of_groups: Vec<_> = of_groups.collect();
	if !of_groups.is_empty() {
		text.push_str(GROUPS);
	}
	for (capture, stem, algorithm) in of_groups {
		let digest = match algorithm {
			Algorithm::Sha256 => "sha256sum",
			Algorithm::Sha3256 => "openssl dgst -r -sha3-256",
			Algorithm::Blake2b256 => "b2sum -l 256",
			Algorithm::Sm3 => "openssl dgst -r -sm3",
		};
		let certificate = quoted(&format!("certificates/{stem}.json"));
		let held = contents.certificates.iter().find(|held| held.stem == *stem);
		let checkpoints = held.map_or(&[][..], |held| &held.checkpoints);
		let since: String =
			checkpoints.iter().map(|name| format!(" --checkpoint {}", quoted(name))).collect();
		text.push_str(&format!(
			"    tracemark certificate verify {certificate} --genesis {genesis}{since} | \
			 grep \"$({digest} < {} | cut -c1-64)\"\n",
			quoted(&capture.name)
		));
	}
	match contents.verifier {
		Some(digest) => text.push_str(&format!("{IN_A_BROWSER}\n  {digest:x}\n\n{BY_ITSELF}")),
		None => text.push_str(ELSEWHERE),
	}
	if !contents.stamps.is_empty() {
		text.push_str(TOKENS);
		for stamp in &contents.stamps {
			text.push_str(&format!(
				"  {}, about {}:\n      {}\n",
				stamp.name,
				stamp.of,
				linked(stamp)
			));
		}
		text.push_str(ROOTS);
		for (number, fingerprint) in (1u32..).zip(&contents.authorities) {
			text.push_str(&format!("  {}\n", colons(fingerprint)));
			match contents.authorities.len() {
				1 => command(&mut text, &[&FINGERPRINT[..], &["-in", AUTHORITIES]].concat()),
				_ => text.push_str(&format!(
					"    awk '/BEGIN CERTIFICATE/ {{ n++ }} n == {number}' {AUTHORITIES} | {}\n",
					FINGERPRINT.join(" ")
				)),
			}
		}
		text.push_str(GENUINE);
		for stamp in &contents.stamps {
			let seconds = stamp.token.seconds().to_string();
			let mut words =
				vec!["openssl", "ts", "-verify", "-in", &stamp.name, "-data", &stamp.of];
			words.extend(["-CAfile", AUTHORITIES, "-attime", &seconds]);
			command(&mut text, &words);
		}
	}
	text.push_str(KEEP);
	text
}

/// What ties a capture to the chain, in a line.
pub fn tied(tie: &Tie) -> String {
	match tie {
		Tie::Original(stems) => {
			let names: Vec<String> =
				stems.iter().map(|stem| format!("certificates/{stem}.json")).collect();
			format!("the original of {}", names.join(", "))
		},
		Tie::Group(stem, statement, _) => {
			format!("{} of the group in certificates/{stem}.json", statement.name)
		},
		Tie::Nothing => UNRECORDED.to_owned(),
	}
}

/// What is said of a file that nothing ties to the chain.
pub const UNRECORDED: &str = "on the packer's word, on no record";

/// Whether a time stamp is linked on the chain, in a line.
pub fn linked(stamp: &Stamp) -> String {
	match &stamp.link {
		Some((stem, act)) => {
			let when = act.split_once(": linked ").map_or(act.as_str(), |(when, _)| when);
			format!("linked on chain {} (certificates/{stem}.json)", one_line(when))
		},
		None => "not linked on chain, as far as the certificates tell".to_owned(),
	}
}

/// A fingerprint as `openssl x509` prints it.
pub fn colons(fingerprint: &H256) -> String {
	let octets: Vec<String> = fingerprint.0.iter().map(|octet| format!("{octet:02X}")).collect();
	octets.join(":")
}

/// The program that packed, and where another is from.
fn made_by(program: H256) -> String {
	let commit = option_env!("TRACEMARK_COMMIT").filter(|commit| !commit.is_empty());
	let commit = commit.map_or("not stated by who built it".to_owned(), one_line);
	let source = match env!("CARGO_PKG_REPOSITORY") {
		"" => "the consortium publishes it",
		address => address,
	};
	format!(
		"
What packed it

  program     tracemark {}
  commit      {commit}
  SHA-256     {program:x}
  source      {source}
  built by    cargo build --release --locked -p tracemark-cli

Another program from the same source verifies as well, and whoever packed the folder cannot choose it.
",
		env!("CARGO_PKG_VERSION")
	)
}

const FINGERPRINT: [&str; 5] = ["openssl", "x509", "-noout", "-fingerprint", "-sha256"];

/// Where the certificates of time-stamp authorities are.
pub const AUTHORITIES: &str = "timestamps/authorities.pem";

/// Where the verifier for browsers is.
pub const VERIFIER: &str = "verifier/verifier.html";

const HEAD: &str = "\
EVIDENCE FOLDER

What it holds

  originals/      the files whose digests are on record
  certificates/   what the chain has on record: as JSON, which is what is verified, and as a page
                  and a PDF for reading, which say who, what and when on their first page
  declarations/   forms for whoever declares under oath; they are not in the list of digests,
                  since they are filled in later
  SHA256SUMS      the SHA-256 digest of every other file
";

const CAPTURES: &str =
	"  captures/       captured pages and the response headers that came with them, each on record
";

const ON_NO_RECORD: &str = "  unrecorded/     on the packer's word, on no record: pages and headers that nothing ties to the chain
";

const TIES: &str = "
What ties each page and its headers to the chain

";

const SALTS: &str = "  *.salt          beside a file, 32 random bytes each: the digest on record is that of them and then
                  the file, so that nobody guesses what the file says
";

const OPENINGS: &str =
	"  openings/       texts that were committed to, such as where a capture comes from, with the
                  salts that open the commitments; with them the verifier prints what they say
";

const CHECKPOINTS: &str = "  checkpoints/    council checkpoints at which certificates begin, signed by seats of the council
";

const STAMPS: &str = "  timestamps/     tokens of time-stamp authorities (RFC 3161), and the authorities' certificates
";

const PAGE: &str = "  verifier/       a page that verifies certificates in a browser
";

const SHOWS: &str = "
What it shows, and what it does not

A certificate shows that a digest was on record on the chain at a certain time, who put it there,
and whether it still stood. It does not show that what the original says is true, nor who is
entitled to anything. The first page of each certificate says what it does not prove.
";

const CASES: &str = "
A certificate of a case lists what members of the consortium chose to list under it, and leaves out
nothing that was listed. Nobody has to list anything, so that more may exist. It is not the file of
the case.
";

const CHECK: &str = "
How to check it

Open a terminal in this folder. No step needs a network, and none trusts whoever packed the folder.
A step that fails says so in its last line and ends with an exit code other than 0.

Step 1: nothing was changed since the folder was packed. The first command prints the digest of
the list: compare it with the one in the signed declaration.

";

const VERIFY: &str = "
Step 2: the chain has the originals on record. The program `tracemark` is free, and its source is
public. All rests on the hash after --genesis: obtain it from a source that does not depend on
whoever packed this folder, and compare.
";

const IN_A_BROWSER: &str = "
A second program does the same in a browser: open verifier/verifier.html, choose a certificate, its
original and whatever the command above names, and enter the hash that stands after --genesis. The
page reaches no network. Whoever packed the folder could have packed another page: its SHA-256
digest is below, to compare with that of a page from another source or built from the source.
";

const BY_ITSELF: &str = "\
Both programs say the same of every certificate: the verdict, and each refusal in the same words.
";

const ELSEWHERE: &str = "
A second program does the same in a browser. Its page, verifier.html, is not in this folder: it is
built from the same public source by `npm ci && npm run build` in app/verifier, and reaches no
network. Choose a certificate and its original, and enter the hash that stands after --genesis.
";

const GROUPS: &str = "
Captures of a group: the first part of each command verifies the certificate and prints what it states,
the second finds the digest of the page in it, and fails if it is not there.

";

const SINCE: &str = "\
Certificates that are verified with --checkpoint begin where three quarters of the seats of the
chain's council vouch for a block, and rest on the digest of that checkpoint too. Obtain it as you
obtain the genesis hash, and compare:

";

const TOKENS: &str = "
Step 3: the time stamps are genuine. Whether each is linked on the chain is what a certificate of the
file says in its timeline: of one that is, the chain bears witness too that it existed then.

";

const ROOTS: &str = "
A token is worth as much as the authority whose certificate is trusted. Compare the fingerprint that each
command prints with the one here, and both with the one that the authority publishes:

";

const GENUINE: &str = "
The number after -attime is the time in the token, so that the authority's certificate is judged as of
then, and may have expired since.

";

const KEEP: &str = "
To see whether another keeper still has the originals, run
`tracemark evidence audit . --originals --keeper FOLDER`.
";

/// A command that a shell takes as it is.
fn command(text: &mut String, words: &[&str]) {
	let quoted: Vec<String> = words.iter().map(|word| quoted(word)).collect();
	text.push_str(&format!("    {}\n", quoted.join(" ")));
}

/// A word as a shell reads it.
fn quoted(word: &str) -> String {
	let plain = |c: char| c.is_ascii_alphanumeric() || "-_./=:,+".contains(c);
	if word.chars().all(plain) {
		word.to_owned()
	} else {
		format!("'{}'", word.replace('\'', r"'\''"))
	}
}

#[cfg(test)]
mod tests {
	#[test]
	fn quoted_should_keep_a_shell_from_reading_more_when_a_name_has_its_characters() {
		for (word, expected) in [
			("originals/a-1.txt", "originals/a-1.txt"),
			("a b", "'a b'"),
			("$(id)", "'$(id)'"),
			("it's", r"'it'\''s'"),
		] {
			assert_eq!(super::quoted(word), expected);
		}
	}
}
