//! `tracemark right compare`.

use super::*;

#[test]
fn compare_should_say_that_pictures_look_alike_when_one_is_a_smaller_jpeg_of_the_other() {
	let folder = Folder::new("alike");
	let original = folder.picture("original.png", [256, 192], 1);
	let copy = folder.picture("copy.jpg", [128, 96], 1);
	let output = right(&["compare", &original, &copy]);
	let text = stdout(&output);
	assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
	assert!(
		text.starts_with("The pictures look very much alike (a hint, never a proof).\n"),
		"{text}"
	);
	assert_eq!(text.lines().count(), 3, "{text}");
}

#[test]
fn compare_should_say_that_pictures_look_the_same_when_they_are() {
	let folder = Folder::new("same");
	let picture = folder.picture("picture.png", [64, 64], 1);
	let output = right(&["compare", &picture, &picture]);
	assert_eq!(
		stdout(&output),
		"The pictures look the same (a hint, never a proof).\n\
		 ImageDifferenceHash: 0 of 64 bits differ\n\
		 ImageCosineHash: 0 of 64 bits differ\n"
	);
}

#[test]
fn compare_should_print_json_when_it_is_asked_to() {
	let folder = Folder::new("json_of_pictures");
	let (a, b) = (folder.picture("a.png", [64, 64], 1), folder.picture("b.png", [64, 64], 2));
	let output = right(&["compare", "--json", &a, &b]);
	assert_eq!(output.status.code(), Some(0));
	let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
	assert_eq!((&answer["a"], &answer["b"]), (&a.into(), &b.into()));
	assert_eq!(answer["words"], "do not look alike");
	assert_eq!(answer["note"], "a hint, never a proof");
	for (place, name) in ["ImageDifferenceHash", "ImageCosineHash"].into_iter().enumerate() {
		let hash = &answer["hashes"][place];
		assert_eq!((&hash["algorithm"], &hash["bits"]), (&name.into(), &64.into()));
		let (a, b) = (bytes(&hash["a"]), bytes(&hash["b"]));
		let differing: u32 = a.iter().zip(&b).map(|(a, b)| (a ^ b).count_ones()).sum();
		assert_eq!(hash["distance"], differing);
	}
}

#[test]
fn compare_should_exit_2_and_say_what_to_do_when_there_is_no_picture() {
	let folder = Folder::new("no_pictures");
	let picture = folder.picture("picture.png", [16, 16], 1);
	let broken = folder.file("broken.png", &fs::read(&picture).unwrap()[..40]);
	let text = folder.file("text.png", "no picture");
	for (other, words) in [
		(folder.path("missing.png"), "check the path and the permissions"),
		(text, "convert it first"),
		(broken, "cannot be decoded"),
	] {
		for args in [["compare", &picture, &other], ["compare", &other, &picture]] {
			let output = right(&args);
			assert_eq!(output.status.code(), Some(2), "{args:?}");
			assert!(stderr(&output).contains(words), "{}", stderr(&output));
			assert_eq!(stdout(&output), "");
		}
	}
}
