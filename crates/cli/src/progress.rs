//! How far long work is, for people at a terminal.

use std::io::{self, IsTerminal};
use tracemark_lots::text::grouped;

/// Characters of a bar.
const WIDTH: usize = 30;

/// A bar on the standard error, if that is a terminal. It ends when it is dropped.
pub struct Progress {
	what: &'static str,
	total: usize,
	is_watched: bool,
}

impl Progress {
	/// Of so many.
	pub fn new(what: &'static str, total: usize) -> Self {
		Self { what, total, is_watched: io::stderr().is_terminal() }
	}

	/// Shows that so many are done.
	pub fn tell(&self, done: usize) {
		if self.is_watched {
			eprint!("\r\x1b[K{}", self.line(done));
		}
	}

	fn line(&self, done: usize) -> String {
		let Self { what, total, .. } = self;
		let filled = done.saturating_mul(WIDTH).checked_div(*total).unwrap_or(WIDTH).min(WIDTH);
		let bar = "#".repeat(filled) + &".".repeat(WIDTH.saturating_sub(filled));
		let count = |count: usize| grouped(u64::try_from(count).unwrap_or(u64::MAX));
		format!("[{bar}] {} of {} {what}", count(done), count(*total))
	}
}

impl Drop for Progress {
	fn drop(&mut self) {
		if self.is_watched {
			eprintln!();
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn line_should_fill_with_the_work_when_it_goes_on() {
		let progress = Progress { what: "keys", total: 3_000, is_watched: false };
		for (done, filled) in [(0, 0), (1_000, 10), (1_499, 14), (3_000, 30), (9_000, 30)] {
			assert_eq!(progress.line(done).matches('#').count(), filled);
			assert_eq!(progress.line(done).matches(['#', '.']).count(), 30);
		}
		assert!(progress.line(1_000).ends_with("] 1,000 of 3,000 keys"));
		let nothing = Progress { what: "keys", total: 0, is_watched: false };
		assert_eq!(nothing.line(0).matches('#').count(), 30);
	}
}
