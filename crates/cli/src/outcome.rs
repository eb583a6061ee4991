//! How a command ended, and its exit code.

use std::process::ExitCode;

/// The exit codes, for the help texts.
pub const HELP: &str = "\
Exit codes:
  0  all is well
  1  the input was read, and something is wrong with it
  2  the command could not be carried out: wrong arguments, or input that cannot be read";

/// The exit codes of commands that talk to a node, for the help texts.
pub const NODE_HELP: &str = "\
Exit codes:
  0  all is well: what was sent is in a final block
  1  the chain refused the call, there is no such thing on record, or what a file says is wrong
  2  the command could not be carried out: wrong arguments, no key, no node, another chain";

/// How a command ended. The later one counts if there are several.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Outcome {
	/// All is well.
	Good,
	/// The input was read, and something is wrong with it.
	Faulty,
	/// The command could not be carried out.
	Unusable,
	/// What was asked cannot be answered here.
	Open,
}

impl From<Outcome> for ExitCode {
	fn from(outcome: Outcome) -> Self {
		match outcome {
			Outcome::Good => Self::SUCCESS,
			Outcome::Faulty => Self::from(1),
			Outcome::Unusable => Self::from(2),
			Outcome::Open => Self::from(3),
		}
	}
}
