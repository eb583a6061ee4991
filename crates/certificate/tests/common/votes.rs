//! The votes of a certificate: those that make its block final, and those that make each hand-off final.

use super::Justification;
use codec::{Decode, Encode};
use tracemark_certificate::form::Finality;

/// All justifications, each with the number of the set that voted, in the order of the sets.
pub fn justifications(finality: &mut Finality) -> Vec<(u64, &mut Vec<u8>)> {
	let first = finality.set_id - u64::try_from(finality.hand_offs.len()).unwrap();
	let hand_offs = finality.hand_offs.iter_mut().map(|hand_off| &mut hand_off.justification.0);
	(first..).zip(hand_offs.chain([&mut finality.justification.0])).collect()
}

/// Changes a justification.
pub fn change(encoded: &mut Vec<u8>, change: impl FnOnce(&mut Justification)) {
	let mut justification = Justification::decode(&mut encoded.as_slice()).unwrap();
	change(&mut justification);
	*encoded = justification.encode();
}
