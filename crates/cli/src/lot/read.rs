//! Reads the files of lots, and prints what a lot is.

use crate::output::{self, Failure};
use serde::Serialize;
use sp_core::H256;
use std::{
	fs::File,
	io::{self, BufReader, Write},
	path::Path,
};
use tracemark_lots::{
	file::{FileError, Labels},
	proof::Commitment,
	text::{grouped, Ascii},
	Lot,
};

/// Opens a file and reads it.
pub fn read<T>(
	path: &Path,
	read: impl FnOnce(&mut BufReader<File>) -> Result<T, FileError>,
) -> Result<T, Failure> {
	let result =
		File::open(path).map_err(FileError::from).and_then(|file| read(&mut BufReader::new(file)));
	result.map_err(|error| Failure::of_file(path, &error))
}

/// Reads a portable file.
pub fn lot(path: &Path) -> Result<Lot, Failure> {
	read(path, Lot::read)
}

/// Reads a label file.
pub fn labels(path: &Path) -> Result<Labels, Failure> {
	read(path, Labels::read)
}

/// What a lot is, as JSON.
#[derive(Serialize)]
struct Answer<'a> {
	#[serde(flatten)]
	lot: &'a Commitment,
	id: H256,
}

/// Prints what a lot is.
pub fn print(lot: &Lot, json: bool, out: &mut impl Write) -> io::Result<()> {
	let commitment = lot.commitment();
	if json {
		return output::print_json(&Answer { lot: commitment, id: lot.id() }, out);
	}
	writeln!(out, "class  {}", commitment.gtin.text())?;
	writeln!(out, "lot    {}", commitment.lot.text())?;
	writeln!(out, "items  {}", grouped(commitment.size))?;
	writeln!(out, "root   {:?}", commitment.root)?;
	writeln!(out, "id     {:?}", lot.id())
}
