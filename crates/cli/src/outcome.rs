//! How a command ended, and its exit code.

use std::process::ExitCode;

/// The exit codes, for the help texts.
pub const HELP: &str = "\
Exit codes:
  0  all is well
  1  the input was read, and something is wrong with it
  2  the command could not be carried out: wrong arguments, or input that cannot be read";

/// How a command ended. The later one counts if there are several.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Outcome {
	/// All is well.
	Good,
	/// The input was read, and something is wrong with it.
	Faulty,
	/// The command could not be carried out.
	Unusable,
}

impl From<Outcome> for ExitCode {
	fn from(outcome: Outcome) -> Self {
		match outcome {
			Outcome::Good => Self::SUCCESS,
			Outcome::Faulty => Self::from(1),
			Outcome::Unusable => Self::from(2),
		}
	}
}
