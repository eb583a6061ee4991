//! Goods that are received: as they were offered, damaged, or otherwise than was expected.

use super::{
	call,
	planner::{Calls, Planner, MAX_CHILDREN},
	world::{Arrival, Named, Terms},
};
use crate::json::{object, Object, Value};

/// What CBV 2.0 says of goods that are not the expected ones (section 7.2).
const MISMATCHES: [&str; 3] = ["mismatch_class", "mismatch_instance", "mismatch_quantity"];
/// What a receiver of such goods says by accepting them without a note.
const WITHOUT_NOTE: &str =
	"no note that a receiver can make says so, and the goods are accepted without one, as if \
                            they were whole; the event is on the chain by its digest";

/// What a receiver notes of goods.
#[derive(Clone, Copy)]
enum Note<'a> {
	Damaged,
	/// So much is missing; `None` if that is for the chain to say, which knows the offer.
	Short(Option<&'a Value>),
}

impl Planner<'_, '_> {
	/// An acceptance, with a reservation of goods that are damaged or too few, where it is known who receives the
	/// goods; otherwise somebody saw them arrive.
	pub(super) fn receive(&mut self, lists: (&str, &str)) -> Calls {
		let from = self.party("sourceList", "source");
		let to = self.party("destinationList", "destination");
		let (goods, note) = self.goods(lists.0, lists.1)?;
		if to.is_none() && !self.world.knows_any(&goods) {
			return self.observe(lists.0, lists.1);
		}
		let is_other = MISMATCHES.contains(&self.text("disposition"));
		if is_other {
			let arrivals = self.world.arrivals(&goods, to.as_deref());
			if let Some((arrivals, to)) = arrivals {
				return Ok((self.arrive(arrivals, &to), note));
			}
		}
		if to.is_none() && !self.world.knows(&goods) {
			return self.observe(lists.0, lists.1);
		}
		let terms = Terms { signer: from.as_deref(), receives: true, ..Terms::default() };
		let (objects, splits) = match self.take(&goods, terms) {
			Ok(taken) => taken,
			Err(reason) => {
				self.world.undo();
				let (calls, _) = self.observe(lists.0, lists.1)?;
				return Ok((calls, Some(format!("it is no hand-over: {reason}"))));
			},
		};
		let Some(to) = to.or_else(|| self.world.offered_to(&objects)) else {
			self.world.undo();
			return self.observe(lists.0, lists.1);
		};
		if !splits.is_empty() {
			return Err("it receives a part of what was offered as one".to_owned());
		}
		let mut received = Vec::new();
		for goods in objects {
			let is_offered = self.world.accepted(&goods, from.as_deref(), &to);
			// Whoever accepts without a note says that the goods are whole.
			let note = match self.text("disposition") {
				"damaged" => Some(Note::Damaged),
				_ if is_other && !is_offered && self.world.is_amount(&goods.thing) => {
					Some(Note::Short(None))
				},
				_ => None,
			};
			received.push((goods.json.clone(), note));
		}
		Ok((self.received(&to, &received), note))
	}

	/// The receipt of goods that the document offered otherwise.
	fn arrive(&mut self, arrivals: Vec<Arrival>, to: &str) -> Vec<Value> {
		let mut missing = Vec::new();
		for Arrival { goods, missing: short } in arrivals {
			self.world.accepted(&goods, None, to);
			let left = short.and_then(|short| self.world.leave_behind(&goods.thing, short));
			let Named { json, .. } = left.unwrap_or(goods);
			missing.push((json, short.map(|short| short.json())));
		}
		let received: Vec<_> = missing
			.iter()
			.map(|(goods, short)| {
				(goods.clone(), short.as_ref().map(|short| Note::Short(Some(short))))
			})
			.collect();
		self.received(to, &received)
	}

	/// The calls by which somebody receives goods: acceptances if nothing is to be noted of any.
	fn received(&self, to: &str, goods: &[(Value, Option<Note<'_>>)]) -> Vec<Value> {
		if goods.iter().all(|(_, note)| note.is_none()) {
			let accepted = |(goods, _): &(Value, _)| {
				call("custody.accept", Some(to), self.at(vec![("object", goods.clone())]))
			};
			return goods.iter().map(accepted).collect();
		}
		let noted = |(goods, note): &(Value, Option<Note<'_>>)| {
			let goods = ("object", goods.clone());
			match note {
				None => object([goods, ("reservation", Value::Null)]),
				Some(Note::Damaged) => object([goods, ("reservation", "Damaged".into())]),
				Some(Note::Short(missing)) => {
					let missing = missing.cloned().unwrap_or(Value::Null);
					object([goods, ("reservation", "Shortage".into()), ("missing", missing)])
				},
			}
		};
		let received = |goods: &[(Value, Option<Note<'_>>)]| {
			let args = vec![("goods", goods.iter().map(noted).collect())];
			call("custody.receive", Some(to), self.at(args))
		};
		goods.chunks(MAX_CHILDREN).map(received).collect()
	}
}

/// What whoever captures an event must know: that it says of goods what no call says, and accepts them.
pub(super) fn warning(event: &Object, calls: &[Value]) -> Option<String> {
	let word = event.get("disposition").and_then(Value::as_str)?;
	let is = |call: &&Value, name: &str| call.get("call").and_then(Value::as_str) == Some(name);
	let is_unnoted =
		MISMATCHES.contains(&word) && calls.iter().any(|call| is(&call, "custody.accept"));
	is_unnoted.then(|| format!("it says `{word}`: {WITHOUT_NOTE}"))
}
