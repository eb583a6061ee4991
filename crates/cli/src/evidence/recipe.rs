//! The text that tells whoever opens a packed folder what it holds and how to check it.
//!
//! Its commands stand on lines of their own, indented by four spaces, and run as they are.

use super::{pack::Contents, sums::LIST};
use tracemark_certificate::form::Subject;

/// Where the folder's explanation is.
pub const NAME: &str = "README.txt";

/// The explanation.
pub fn text(contents: &Contents) -> String {
	let mut text = String::from(HEAD);
	if contents.has_captures {
		text.push_str(CAPTURES);
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
	match contents.verifier {
		Some(digest) => text.push_str(&format!("{IN_A_BROWSER}\n  {digest:x}\n\n{BY_ITSELF}")),
		None => text.push_str(ELSEWHERE),
	}
	if !contents.stamps.is_empty() {
		text.push_str(TOKENS);
		for stamp in &contents.stamps {
			let seconds = stamp.token.seconds.to_string();
			let mut words =
				vec!["openssl", "ts", "-verify", "-in", &stamp.name, "-data", &stamp.of];
			words.extend(["-CAfile", AUTHORITIES, "-attime", &seconds]);
			command(&mut text, &words);
		}
	}
	text.push_str(KEEP);
	text
}

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

const CAPTURES: &str = "\
  captures/       pages as they were captured, and the response headers that came with them
";

const SALTS: &str = "\
  originals/*.salt  32 random bytes each: the digest on record is that of them and then the file,
                  so that nobody guesses what the file says
";

const OPENINGS: &str = "\
  openings/       texts that were committed to, such as where a capture comes from, with the
                  salts that open the commitments; with them the verifier prints what they say
";

const CHECKPOINTS: &str = "\
  checkpoints/    council checkpoints at which certificates begin, signed by seats of the council
";

const STAMPS: &str = "\
  timestamps/     tokens of time-stamp authorities (RFC 3161), and the authorities' certificates
";

const PAGE: &str = "\
  verifier/       a page that verifies certificates in a browser
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

const SINCE: &str = "\
Certificates that are verified with --checkpoint begin where three quarters of the seats of the
chain's council vouch for a block, and rest on the digest of that checkpoint too. Obtain it as you
obtain the genesis hash, and compare:

";

const TOKENS: &str = "
Step 3: the time stamps are genuine. The number after -attime is the time in the token, so that
the authority's certificate is judged as of then, and may have expired since. Compare the
fingerprint of timestamps/authorities.pem with the one that the authority publishes.

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
