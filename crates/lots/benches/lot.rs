//! How the work on a lot grows with its size.
//!
//! `cargo bench -p tracemark-lots -- [SMALL [LARGE]]`, by default 100,000 and 1,000,000 items. A line for
//! each step with the ratio of its times, which says the same on every machine: that of the sizes if the
//! work is proportional. The last step is one proof, which does not grow.

use std::{
	env,
	hint::black_box,
	process::ExitCode,
	time::{Duration, Instant},
};
use tracemark_lots::{file::Labels, serial::Space, text, Lot};

const STEPS: [&str; 6] = ["serials", "secrets", "keys and tree", "write", "read", "1,000 proofs"];

fn measure(count: u32) -> Result<[Duration; STEPS.len()], String> {
	let mut times = [Duration::ZERO; STEPS.len()];
	let mut begun = Instant::now();
	let mut steps = times.iter_mut();
	let mut lap = || {
		if let Some(time) = steps.next() {
			*time = begun.elapsed();
		}
		begun = Instant::now();
	};
	let told = |error: &dyn std::fmt::Display| error.to_string();

	let serials = Space::for_count(count).and_then(|space| space.draw()).map_err(|e| told(&e))?;
	lap();
	let asked: Vec<_> = serials.iter().step_by(serials.len().div_ceil(1_000)).cloned().collect();
	let (gtin, number) = (text::gtin("09521101000016")?, text::lot_number("BENCH")?);
	let labels = Labels::draw(gtin, number, serials).map_err(|e| told(&e))?;
	lap();
	let lot = labels.keep(|_| ()).map_err(|e| told(&e))?;
	lap();
	let mut file = Vec::new();
	lot.write(&mut file).map_err(|e| told(&e))?;
	lap();
	let lot = Lot::read(&mut file.as_slice()).map_err(|e| told(&e))?;
	lap();
	for serial in &asked {
		black_box(lot.find(serial));
	}
	lap();
	Ok(times)
}

fn main() -> ExitCode {
	// Cargo adds `--bench`.
	let mut counts = env::args().skip(1).filter_map(|argument| argument.parse().ok());
	let (small, large) = (counts.next().unwrap_or(100_000), counts.next().unwrap_or(1_000_000));
	match measure(small).and_then(|few| Ok((few, measure(large)?))) {
		Ok((few, many)) => {
			println!("size {:.1}", f64::from(large) / f64::from(small));
			for ((step, few), many) in STEPS.iter().zip(few).zip(many) {
				println!("{step} {:.1}", many.as_secs_f64() / few.as_secs_f64());
			}
			ExitCode::SUCCESS
		},
		Err(error) => {
			eprintln!("{error}");
			ExitCode::FAILURE
		},
	}
}
