//! What is reported of the quality of lots.

use crate::{digest::Digest, stored::stored, Moment, OrgId};

stored! {
	/// As what somebody reports of the quality of a lot.
	pub enum QualityReporter {
		/// The maker, of its own goods.
		#[codec(index = 0)]
		Maker,
		/// A laboratory.
		#[codec(index = 1)]
		Laboratory,
		/// An authority of market surveillance (Regulation (EU) 2019/1020 art. 14(4)).
		#[codec(index = 2)]
		Authority,
	}

	/// A report on the quality of a lot. Its text lies off chain, under its digest.
	pub struct QualityReport {
		/// The digest of the report.
		pub digest: Digest,
		/// Who reported.
		pub by: OrgId,
		/// As what.
		pub reporter: QualityReporter,
		/// Block time.
		pub at: Moment,
	}
}
