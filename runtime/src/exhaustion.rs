//! Where a first sale with consent exhausts which right: the rows that the presets begin with.
//!
//! Only what a statute or a court of last resort settles is here. Where there is no row, a first sale
//! exhausts in the country itself alone, which the TRIPS Agreement leaves to each member (art. 6). The
//! council changes rows by `licensing.set_exhaustion`.

use alloc::{string::String, vec::Vec};
use tracemark_primitives::{
	rights::RightKind::{self, *},
	territory::{Country, Territories, COUNTRIES},
};

/// A row as a genesis writes it: number of the kind of right, the country in which the question arises,
/// the countries in which a first sale exhausts the right there.
pub type Row = (u8, String, Vec<String>);

/// The states of the EFTA that are in the European Economic Area.
const EFTA_STATES: [[u8; 2]; 3] = [*b"IS", *b"LI", *b"NO"];

/// In the European Union, a first sale in the Economic Area:
///
/// - trade marks: Directive (EU) 2015/2436 art. 15, Regulation (EU) 2017/1001 art. 15 (CJEU C-355/96,
///   Silhouette: not beyond);
/// - designs: Directive 98/71/EC art. 15, Regulation (EC) No 6/2002 art. 21;
/// - copyright: Directive 2001/29/EC art. 4(2); of distribution in tangible form only (CJEU C-263/18, Tom
///   Kabinet);
/// - patents: CJEU 15/74, Centrafarm v Sterling Drug; Agreement on a Unified Patent Court art. 29;
/// - plant varieties: Regulation (EC) No 2100/94 art. 16.
///
/// What these say of the Union holds in the Economic Area by art. 2(1) of Protocol 28 to its Agreement.
const IN_THE_UNION: [RightKind; 5] = [TradeMark, Design, Copyright, Patent, PlantVariety];

/// In the EFTA states of the Economic Area, a first sale in it: EFTA Court E-9/07 and E-10/07, L'Oréal:
/// not beyond.
const IN_EFTA_STATES: [RightKind; 1] = [TradeMark];

/// In the United Kingdom, a first sale there or in the Economic Area: Intellectual Property (Exhaustion of
/// Rights) (EU Exit) Regulations 2019 (S.I. 2019/265). One-way: the Economic Area counts no first sales in
/// the United Kingdom.
const IN_THE_UNITED_KINGDOM: [RightKind; 4] = [TradeMark, Design, Copyright, Patent];

/// A first sale in any country:
///
/// - CH, trade marks: Federal Court BGE 122 III 469, Chanel; copyright: BGE 124 III 321, Nintendo;
/// - US, trade marks: K mart v. Cartier, 486 U.S. 281, for goods of the same or an affiliated owner; goods
///   that differ materially count as altered (Lever Bros. v. United States, 981 F.2d 1330); copyright:
///   Kirtsaeng v. John Wiley & Sons, 568 U.S. 519; patents: Impression Products v. Lexmark, 581 U.S. 360;
/// - CN, patents for inventions, utility models and designs: Patent Law art. 2 and 75(1).
const ANYWHERE: [(&[u8; 2], &[RightKind]); 3] = [
	(b"CH", &[TradeMark, Copyright]),
	(b"US", &[TradeMark, Copyright, Patent]),
	(b"CN", &[Patent, UtilityModel, Design]),
];

/// In Switzerland, a first sale there or in the Economic Area: Patent Act (SR 232.14) art. 9a(1). Beyond it,
/// and of goods with prices that a state fixes, art. 9a(4) and (5) ask what the table cannot say.
const IN_SWITZERLAND: [RightKind; 1] = [Patent];

/// The codes of a set of countries.
fn codes_of(territories: &Territories) -> Vec<String> {
	let is_in = |code: &&[u8; 2]| territories.contains(&Country(**code));
	COUNTRIES.iter().filter(is_in).map(text).collect()
}

fn text(code: &[u8; 2]) -> String {
	String::from_utf8_lossy(code).into_owned()
}

/// The rows of each of `countries` for each of `kinds`.
fn rows<'a>(
	kinds: &'a [RightKind],
	countries: &'a [String],
	first_sales: &'a [String],
) -> impl Iterator<Item = Row> + 'a {
	countries.iter().flat_map(move |country| {
		kinds.iter().map(move |kind| (*kind as u8, country.clone(), first_sales.to_vec()))
	})
}

/// All rows.
pub fn table() -> Vec<Row> {
	let union = codes_of(&Territories::european_union());
	let efta_states: Vec<String> = EFTA_STATES.iter().map(text).collect();
	let economic_area = [union.as_slice(), &efta_states].concat();
	let with = |country: &[u8; 2]| {
		let mut countries = economic_area.clone();
		countries.push(text(country));
		countries
	};
	let everywhere = codes_of(&Territories::everywhere());

	let mut table: Vec<Row> = rows(&IN_THE_UNION, &union, &economic_area).collect();
	table.extend(rows(&IN_EFTA_STATES, &efta_states, &economic_area));
	table.extend(rows(&IN_THE_UNITED_KINGDOM, &[text(b"GB")], &with(b"GB")));
	table.extend(rows(&IN_SWITZERLAND, &[text(b"CH")], &with(b"CH")));
	for (country, kinds) in ANYWHERE {
		table.extend(rows(kinds, &[text(country)], &everywhere));
	}
	table
}
