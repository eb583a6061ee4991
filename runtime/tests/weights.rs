//! Every call of ours is weighed by measured figures.

mod common;

use codec::Decode;
use common::{metadata, OURS};
use frame_support::dispatch::GetDispatchInfo;
use tracemark_runtime::{Runtime, RuntimeCall};

#[test]
fn every_call_of_ours_should_weigh_a_write_when_it_is_declared() {
	let metadata = metadata();
	// Rows that the council sets are written without being read.
	let least = <Runtime as frame_system::Config>::DbWeight::get().writes(1);
	let mut light = Vec::new();
	for pallet in metadata.pallets.iter().filter(|pallet| OURS.contains(&pallet.name.as_str())) {
		let calls = pallet.calls.as_ref().expect("each of our pallets has calls");
		let scale_info::TypeDef::Variant(calls) =
			&metadata.types.resolve(calls.ty.id).expect("in the registry").type_def
		else {
			panic!("calls are an enum")
		};
		for variant in &calls.variants {
			// Zeros are the least of every argument: no items, the first of all kinds.
			let mut bytes = vec![pallet.index, variant.index];
			bytes.resize(8_192, 0);
			let call = RuntimeCall::decode(&mut &bytes[..]).unwrap_or_else(|error| {
				panic!("{}.{} of zeros: {error}", pallet.name, variant.name)
			});
			if call.get_dispatch_info().call_weight.ref_time() < least.ref_time() {
				light.push(format!("{}.{}", pallet.name, variant.name));
			}
		}
	}
	assert!(light.is_empty(), "lighter than one write: {light:#?}");
}

/// The storage that a benchmark of a generated file touched: item, reads, writes.
fn storage<'a>(file: &'a str, call: &str) -> Vec<(&'a str, u32, u32)> {
	let mut lines: Vec<&str> = Vec::new();
	for line in file.lines().map(str::trim) {
		if line.starts_with(&format!("fn {call}(")) {
			return lines.into_iter().map(touched).collect();
		}
		match line.strip_prefix("/// Storage: ") {
			Some(entry) => lines.push(entry),
			None if line.starts_with("///") => {},
			None => lines.clear(),
		}
	}
	panic!("there are weights of {call}")
}

/// Reads a line as `` `Pallet::Item` (r:1 w:0) ``.
fn touched(entry: &str) -> (&str, u32, u32) {
	let (item, counts) = entry.split_once(" (r:").expect("an item and its counts");
	let (reads, writes) =
		counts.strip_suffix(')').and_then(|counts| counts.split_once(" w:")).expect("two counts");
	let number = |digits: &str| digits.parse().expect("a count is a number");
	(item.trim_matches('`'), number(reads), number(writes))
}

/// Reads and writes of a call as `docs/measurements/budgets.md` counts them: without those of
/// `frame-system` and block time, which every extrinsic has.
fn counted(file: &str, call: &str) -> (u32, u32) {
	storage(file, call)
		.into_iter()
		.filter(|(item, ..)| !item.starts_with("System::") && *item != "Timestamp::Now")
		.fold((0, 0), |(reads, writes), (_, r, w)| (reads + r, writes + w))
}

#[test]
fn calls_should_stay_within_their_budgets_when_they_are_measured() {
	let evidence = include_str!("../src/weights/pallet_evidence.rs");
	let custody = include_str!("../src/weights/pallet_custody.rs");
	for (file, call, (reads, writes)) in [
		(evidence, "anchor", (3, 2)),
		(evidence, "anchor_batch", (3, 2)),
		(custody, "offer", (5, 4)),
		(custody, "accept", (5, 4)),
	] {
		let (r, w) = counted(file, call);
		assert!(r <= reads && w <= writes, "{call}: {r} reads and {w} writes");
		// A file in which nothing is found would keep every budget.
		assert!(r > 0 && w > 0, "{call}: nothing was counted");
	}
	// A batch of any number of digests costs what one does.
	assert_eq!(counted(evidence, "anchor"), counted(evidence, "anchor_batch"));
	// Of many objects each costs no more than one, and where some of loose goods is missing a split beside it.
	let (reads, writes) = counted(custody, "receive");
	let (split_reads, split_writes) = counted(custody, "split");
	assert!(
		reads <= 200 * (5 + split_reads) && writes <= 200 * (4 + split_writes),
		"receive: {reads} reads and {writes} writes"
	);
}

/// What a declaration's line reads and writes of its own, whatever it stands in. The rest is read once for the
/// declaration: who signs, the parties, the mandate, the number, the regime and the standing instruction.
const OF_A_LINE: [&str; 8] = [
	"Custody::SsccGeneration",
	"Custody::Items",
	"Custody::LogisticUnits",
	"Custody::Lots",
	"Custody::Classes",
	"IpRegistry::Rights",
	"Licensing::",
	"Customs::Lines",
];

/// What of a declaration its line reads and writes, and what is the declaration's.
fn line_and_declaration(file: &str) -> [Vec<(&str, u32, u32)>; 2] {
	let touched = storage(file, "lodge_one_logistic_unit");
	let (of_line, of_declaration) = touched
		.into_iter()
		.filter(|(item, ..)| !item.starts_with("System::") && *item != "Timestamp::Now")
		.partition(|(item, ..)| OF_A_LINE.iter().any(|own| item.starts_with(own)));
	[of_line, of_declaration]
}

fn sum(of: &[(&str, u32, u32)]) -> (u32, u32) {
	of.iter().fold((0, 0), |(r, w), (_, reads, writes)| (r + reads, w + writes))
}

#[test]
fn line_of_a_declaration_should_stay_within_its_budget_when_it_is_measured() {
	let file = include_str!("../../docs/measurements/extra/lodge_one_logistic_unit.txt");
	let [of_line, of_declaration] = line_and_declaration(file);
	let (reads, writes) = sum(&of_line);
	assert!(reads <= 8 && writes <= 3, "{reads} reads and {writes} writes: {of_line:?}");
	assert!(reads > 0 && writes > 0, "nothing was counted");
	// What belongs to the declaration is read once: nothing of goods, rights and licences is among it.
	let strange = of_declaration.iter().find(|(item, ..)| {
		["Custody::", "IpRegistry::", "Licensing::"].iter().any(|pallet| item.starts_with(pallet))
	});
	assert_eq!(strange, None);
}

#[test]
fn pieces_should_cost_nothing_when_a_lot_has_more_of_them() {
	for (file, call) in [
		(include_str!("../../docs/measurements/extra/commission_pieces.txt"), "commission_pieces"),
		(include_str!("../../docs/measurements/extra/pack_pieces.txt"), "pack_pieces"),
		(include_str!("../../docs/measurements/extra/hand_over_pieces.txt"), "hand_over_pieces"),
		(
			include_str!("../../docs/measurements/extra/sell_one_of_pieces.txt"),
			"sell_one_of_pieces",
		),
	] {
		let (reads, writes) = counted(file, call);
		assert!(reads > 0 && writes > 0, "{call}: nothing was counted");
		// A component that costs reads, writes or proof bytes is added to the weight.
		let body = file.split(&format!("fn {call}(")).nth(1).expect("there are weights of it");
		for added in ["reads((", "writes((", ".saturating_add(Weight::from_parts(0, "] {
			let of_component = body
				.lines()
				.filter(|line| line.contains(added) && line.contains(".into()"))
				.count();
			assert_eq!(of_component, 0, "{call} grows: {added}");
		}
	}
}

/// A row of the page's tables that tells of a call: which, its reads and its writes.
fn row(line: &str) -> Option<(&str, u32, u32)> {
	let cells: Vec<&str> = line.strip_prefix("| ")?.split(" | ").collect();
	let call = cells.first()?.split('`').nth(1)?;
	// `8 / 2`, maybe with words after it.
	let (reads, rest) = cells.get(2)?.split_once(" / ")?;
	let number = |text: &str| text.replace(',', "").parse().ok();
	Some((call, number(reads)?, number(rest.split(' ').next()?)?))
}

/// What was measured of a call: `pallet.call` in the weights, else in `docs/measurements/extra`.
fn measured(call: &str) -> (u32, u32) {
	let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
	let name = call.rsplit('.').next().unwrap_or(call);
	let extra = root.join(format!("../docs/measurements/extra/{name}.txt"));
	if let Ok(file) = std::fs::read_to_string(extra) {
		return match name {
			// The page tells of the line alone.
			"lodge_one_logistic_unit" => sum(&line_and_declaration(&file)[0]),
			_ => counted(&file, name),
		};
	}
	let (pallet, _) = call.split_once('.').unwrap_or_else(|| panic!("no measurement of {call}"));
	let weights = root.join(format!("src/weights/pallet_{pallet}.rs"));
	counted(&std::fs::read_to_string(weights).expect("each pallet has weights"), name)
}

#[test]
fn page_of_the_budgets_should_say_what_the_files_say_when_they_are_measured_anew() {
	let page = include_str!("../../docs/measurements/budgets.md");
	let rows: Vec<_> = page.lines().filter_map(row).collect();
	assert!(rows.len() >= 10, "the tables are not found: {rows:?}");
	let wrong: Vec<String> = rows
		.into_iter()
		.map(|(call, reads, writes)| (call, (reads, writes), measured(call)))
		.filter(|(_, told, counted)| told != counted)
		.map(|(call, told, counted)| format!("{call}: says {told:?}, measured {counted:?}"))
		.collect();
	assert!(wrong.is_empty(), "docs/measurements/budgets.md: {wrong:#?}");
}

#[test]
fn rows_should_be_read_as_they_are_written() {
	let table = "| receive (`custody.receive`) | 200 × (5 / 4) | 2,627 / 170 at most | 68,525 |";
	assert_eq!(row(table), Some(("custody.receive", 2_627, 170)));
	for other in [
		"| operation | budget | reads / writes | bytes |",
		"|---|---|---|---|",
		"1 / 2",
		"| a unit (`custody.items`) | 160 B | 119 B | – |",
	] {
		assert_eq!(row(other), None);
	}
}

#[test]
fn container_of_lots_should_cost_what_one_of_a_single_piece_does_when_it_is_handed_over() {
	let lots = include_str!("../../docs/measurements/extra/hand_over_pieces.txt");
	let piece = include_str!("../../docs/measurements/extra/hand_over_one_piece.txt");
	assert_eq!(counted(lots, "hand_over_pieces"), counted(piece, "hand_over_one_piece"));
}

#[test]
fn logistic_units_should_stay_within_their_budget_when_200_are_received_at_once() {
	let file = include_str!("../../docs/measurements/extra/receive_logistic_units.txt");
	let (reads, writes) = counted(file, "receive_logistic_units");
	assert!(reads > 0 && reads <= 200 * 5, "{reads} reads");
	assert!(writes > 0 && writes <= 200 * 4, "{writes} writes");
}

#[test]
fn counts_should_leave_out_what_every_extrinsic_has_when_a_file_is_read() {
	let file = "
	/// Storage: `Evidence::Records` (r:1 w:1)
	/// Proof: `Evidence::Records` (`max_values`: None)
	fn other() -> Weight {
		Weight::zero()
	}
	/// Storage: `System::Account` (r:1 w:1)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Storage: `Custody::Items` (r:12 w:3)
	/// Proof: `Custody::Items` (`max_values`: None)
	/// The range of component `g` is `[0, 100]`.
	fn call(g: u32, ) -> Weight {
	";
	assert_eq!(counted(file, "call"), (12, 3));
	assert_eq!(counted(file, "other"), (1, 1));
}
