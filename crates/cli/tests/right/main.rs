//! `tracemark right`: what is written and printed, and the exit codes.

#[path = "../common/mod.rs"]
mod common;
mod compare;
mod register;
mod reveal;

use common::{stderr, stdout, tracemark, Folder};
use image::{Rgb, RgbImage};
use serde_json::Value;
use sp_core::H256;
use std::{fs, path::Path, process::Output};

const ALICE: &str = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";
const ALICE_KEY: &str = "0xd43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d";

impl Folder {
	/// A picture of soft waves, other ones for each seed, in the format that the name says.
	fn picture(&self, name: &str, [width, height]: [u32; 2], seed: u8) -> String {
		let waves = [1.3, 2.1, 3.7, 0.6].map(|wave| wave * f32::from(seed));
		let image = RgbImage::from_fn(width, height, |x, y| {
			let (x, y) = (x as f32 / width as f32, y as f32 / height as f32);
			let turns =
				[waves[0] * x + y, waves[1] * y - x, waves[2] * x * y, waves[3] * x * x - y];
			let levels = turns.map(|turn| (turn * std::f32::consts::TAU).sin() + 1.0);
			let level = levels.iter().sum::<f32>() * 31.0;
			Rgb([level as u8, level as u8, (level / 2.0) as u8])
		});
		image.save(self.0.join(name)).unwrap();
		self.path(name)
	}
}

fn right(args: &[&str]) -> Output {
	tracemark(&[&["right"], args].concat())
}

/// Registers, and gives the receipt.
fn register(args: &[&str], receipt: &str) -> Value {
	let output = right(&[&["register", "--out", receipt], args].concat());
	assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
	json(receipt)
}

fn json(path: impl AsRef<Path>) -> Value {
	serde_json::from_slice(&fs::read(path).unwrap()).unwrap()
}

fn hash(value: &Value) -> H256 {
	bytes(value).try_into().map(H256).unwrap()
}

fn bytes(value: &Value) -> Vec<u8> {
	sp_core::bytes::from_hex(value.as_str().unwrap()).unwrap()
}

fn sha256(content: impl AsRef<[u8]>) -> H256 {
	H256(sp_crypto_hashing::sha2_256(content.as_ref()))
}

#[test]
fn help_should_have_examples_and_exit_codes_when_it_is_asked_for() {
	for command in ["register", "reveal", "compare"] {
		let text = stdout(&right(&[command, "--help"]));
		assert!(text.contains("Examples:") && text.contains("Exit codes:"), "{text}");
		assert_eq!(right(&[command]).status.code(), Some(2));
	}
	let text = stdout(&right(&["--help"]));
	assert!(["register", "reveal", "compare"].iter().all(|command| text.contains(command)));
}
