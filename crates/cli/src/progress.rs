//! How far long work is, for people at a terminal.

use std::{
	cell::Cell,
	fs,
	io::{self, IsTerminal, Read},
	path::PathBuf,
};
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

/// A megabyte.
const MEGABYTE: u64 = 1_000_000;

/// How much of files was read, in megabytes.
pub struct Bytes {
	progress: Progress,
	read: Cell<u64>,
}

impl Bytes {
	/// Of all these files together.
	pub fn of<'a>(files: impl IntoIterator<Item = &'a PathBuf>) -> Self {
		let size = |file: &PathBuf| fs::metadata(file).map_or(0, |found| found.len());
		let total: u64 = files.into_iter().map(size).fold(0, u64::saturating_add);
		let total = total.div_ceil(MEGABYTE);
		let mut progress = Progress::new("MB", usize::try_from(total).unwrap_or(usize::MAX));
		// What is done before anybody reads it needs no bar.
		progress.is_watched &= total > 50;
		Self { progress, read: Cell::new(0) }
	}

	/// The same reader, whose bytes are counted.
	pub fn watch<R: Read>(&self, reader: R) -> Watched<'_, R> {
		Watched { reader, bytes: self }
	}

	fn add(&self, length: usize) {
		let before = self.read.get();
		let after = before.saturating_add(u64::try_from(length).unwrap_or(u64::MAX));
		self.read.set(after);
		let done = after.checked_div(MEGABYTE).unwrap_or_default();
		if before.checked_div(MEGABYTE) != Some(done) {
			self.progress.tell(usize::try_from(done).unwrap_or(usize::MAX));
		}
	}
}

/// A reader whose bytes are counted.
pub struct Watched<'a, R> {
	reader: R,
	bytes: &'a Bytes,
}

impl<R: Read> Read for Watched<'_, R> {
	fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
		let length = self.reader.read(buffer)?;
		self.bytes.add(length);
		Ok(length)
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

	#[test]
	fn bytes_should_be_counted_and_passed_on_when_a_reader_is_watched() {
		let bytes = Bytes::of(&[]);
		let mut read = Vec::new();
		bytes.watch(&b"abc"[..]).read_to_end(&mut read).unwrap();
		bytes.watch(&b"de"[..]).read_to_end(&mut read).unwrap();
		assert_eq!((read.as_slice(), bytes.read.get()), (&b"abcde"[..], 5));
	}
}
