//! Decided cases as facts, questions and the answers expected here, written from the judgments alone.
//!
//! Each case is asked under the exhaustion table of the law that it was decided under (*here*), and the
//! same facts are asked again under the table of another law (*there*). Register numbers are invented.
//! What an answer covers of its judgment, and what it leaves to a court, stands in
//! `docs/decided-cases.md`.

use super::facts::*;
use tracemark_primitives::{
	authorisation::{Activity::*, Burden, ConditionResult::Failed},
	customs::Nature::OtherInfringement,
	rights::{RightClass, RightKind},
};

const EEA: Table = Table {
	law: "European Economic Area: Regulation (EU) 2017/1001 art. 15, Regulation (EC) No 6/2002 art. 21, \
	      Directive 2001/29/EC art. 4(2), Directive 2009/24/EC art. 4(2); patents: EEA Agreement, \
	      Protocol 28 art. 2",
	first_sales: Region::Area,
};
const EEA_OF_1998: Table = Table {
	law: "European Economic Area of 1998: Directive 89/104/EEC art. 7",
	first_sales: Region::AreaOf1998,
};
const SWITZERLAND: Table = Table {
	law: "Switzerland: marks BGE 122 III 469 (Chanel), copyright BGE 124 III 321 (Nintendo)",
	first_sales: Region::World,
};
const INTERNATIONAL: Table = Table {
	law: "international exhaustion, which TRIPS art. 6 leaves open",
	first_sales: Region::World,
};
const UNITED_STATES: Table = Table {
	law: "United States: patents 581 U.S. 360 (2017), copyright 568 U.S. 519 (2013)",
	first_sales: Region::World,
};
const NATIONAL_GERMAN: Table = Table {
	law: "national exhaustion, which TRIPS art. 6 leaves open, in Germany",
	first_sales: Region::Of(&["DE"]),
};
const NATIONAL_AMERICAN: Table = Table {
	law: "United States as before: patents 264 F.3d 1094 (Fed. Cir. 2001) Jazz Photo, copyright \
	      654 F.3d 210 (2d Cir. 2011) Kirtsaeng",
	first_sales: Region::Of(&["US"]),
};

const SILHOUETTE: Case = Case {
	citation: "C-355/96 Silhouette",
	right: RightAtIssue {
		kind: RightKind::TradeMark,
		entry: Some(Entry { office: "AT", number: "AT501980000000001", registration: None }),
		classes: &[nice(9)],
		in_force: Region::Of(&["AT"]),
	},
	licences: &[],
	here: EEA_OF_1998,
	there: SWITZERLAND,
	scenes: &[
		Scene {
			what: "A trader brings in spectacle frames that the owner sold in Bulgaria.",
			party: Who::Trader,
			activity: Import,
			country: "AT",
			goods: genuine(recorded("BG")),
			here: PARALLEL,
			there: EXHAUSTED,
		},
		Scene {
			what: "It offers them in Austria.",
			party: Who::Trader,
			activity: Offer,
			country: "AT",
			goods: genuine(recorded("BG")),
			here: PARALLEL,
			there: EXHAUSTED,
		},
	],
};

const SEBAGO: Case = Case {
	citation: "C-173/98 Sebago",
	right: RightAtIssue {
		kind: RightKind::TradeMark,
		entry: Some(Entry { office: "BX", number: "BX501985000000002", registration: None }),
		classes: &[nice(25)],
		in_force: Region::Of(&["BE", "LU", "NL"]),
	},
	licences: &[],
	here: EEA,
	there: SWITZERLAND,
	scenes: &[
		Scene {
			what: "A supermarket sells shoes that were first sold in El Salvador.",
			party: Who::Trader,
			activity: Sell,
			country: "BE",
			goods: genuine(recorded("SV")),
			here: PARALLEL,
			there: EXHAUSTED,
		},
		Scene {
			what: "It sells pairs of the same class that were themselves first sold in Belgium.",
			party: Who::Trader,
			activity: Sell,
			country: "BE",
			goods: genuine(recorded("BE")),
			here: EXHAUSTED,
			there: EXHAUSTED,
		},
	],
};

const VAN_DOREN: Case = Case {
	citation: "C-244/00 Van Doren",
	right: RightAtIssue {
		kind: RightKind::TradeMark,
		entry: Some(Entry { office: "DE", number: "DE501992000000003", registration: None }),
		classes: &[nice(25)],
		in_force: Region::Of(&["DE"]),
	},
	licences: &[Licensed {
		to: Who::Distributor,
		activities: &[Import, Offer, Sell],
		territories: Region::Of(&["DE"]),
	}],
	here: EEA,
	there: NATIONAL_GERMAN,
	scenes: &[
		Scene {
			what: "A trader sells clothes and says that they were first sold in France; the owner \
			       distributes through one undertaking in each country.",
			party: Who::Trader,
			activity: Sell,
			country: "DE",
			goods: Goods { is_partitioned: true, ..genuine(claimed("FR")) },
			here: to_be_proved_by(Burden::RightsHolder),
			there: PARALLEL,
		},
		Scene {
			what: "The same, and nothing suggests that the owner divides markets.",
			party: Who::Trader,
			activity: Sell,
			country: "DE",
			goods: genuine(claimed("FR")),
			here: to_be_proved_by(Burden::Party),
			there: PARALLEL,
		},
		Scene {
			what: "The owner shows that they were first sold in the United States.",
			party: Who::Trader,
			activity: Sell,
			country: "DE",
			goods: Goods { is_partitioned: true, ..genuine(recorded("US")) },
			here: PARALLEL,
			there: PARALLEL,
		},
		Scene {
			what: "The exclusive distributor sells what it brought in.",
			party: Who::Distributor,
			activity: Sell,
			country: "DE",
			goods: genuine(None),
			here: LICENSED,
			there: LICENSED,
		},
	],
};

const PHILIPS: Case = Case {
	citation: "C-446/09 Philips",
	right: RightAtIssue {
		kind: RightKind::Design,
		entry: Some(Entry { office: "BX", number: "BX801995000000004", registration: None }),
		classes: &[RightClass::Locarno { edition: 14, class: 28 }],
		in_force: Region::Of(&["BE", "LU", "NL"]),
	},
	licences: &[],
	here: EEA,
	there: INTERNATIONAL,
	scenes: &[
		Scene {
			what: "Copied shavers from Shanghai pass through Antwerp.",
			party: Who::Trader,
			activity: Transit,
			country: "BE",
			goods: COPY,
			here: COPIES,
			there: COPIES,
		},
		Scene {
			what: "They are sold where they are bound, outside the Union.",
			party: Who::Trader,
			activity: Sell,
			country: "CO",
			goods: COPY,
			here: NOT_IN_FORCE,
			there: NOT_IN_FORCE,
		},
		Scene {
			what: "They are offered to consumers in Belgium.",
			party: Who::Trader,
			activity: Offer,
			country: "BE",
			goods: COPY,
			here: COPIES,
			there: COPIES,
		},
		Scene {
			what: "Had they been genuine, first sold in China, and offered in Belgium.",
			party: Who::Trader,
			activity: Offer,
			country: "BE",
			goods: genuine(recorded("CN")),
			here: PARALLEL,
			there: EXHAUSTED,
		},
	],
};

const NOKIA: Case = Case {
	citation: "C-495/09 Nokia",
	right: RightAtIssue {
		kind: RightKind::TradeMark,
		entry: Some(Entry { office: "EM", number: "EM501997000000005", registration: None }),
		classes: &[nice(9)],
		in_force: Region::Union,
	},
	licences: &[],
	here: EEA,
	there: SWITZERLAND,
	scenes: &[
		Scene {
			what: "Copied telephones on their way from Hong Kong to Colombia pass through an airport of \
			       the Union.",
			party: Who::Trader,
			activity: Transit,
			country: "DE",
			goods: COPY,
			here: COPIES,
			there: COPIES,
		},
		Scene {
			what: "They are brought in where they are bound.",
			party: Who::Trader,
			activity: Import,
			country: "CO",
			goods: COPY,
			here: NOT_IN_FORCE,
			there: NOT_IN_FORCE,
		},
		Scene {
			what: "They are diverted and sold to consumers in the Union.",
			party: Who::Trader,
			activity: Sell,
			country: "DE",
			goods: COPY,
			here: COPIES,
			there: COPIES,
		},
		Scene {
			what: "Had they been genuine, first sold in Hong Kong, and sold in the Union.",
			party: Who::Trader,
			activity: Sell,
			country: "DE",
			goods: genuine(recorded("HK")),
			here: PARALLEL,
			there: EXHAUSTED,
		},
	],
};

const BLOMQVIST: Case = Case {
	citation: "C-98/13 Blomqvist",
	right: RightAtIssue {
		kind: RightKind::TradeMark,
		entry: Some(Entry { office: "EM", number: "EM501996000000006", registration: None }),
		classes: &[nice(14)],
		in_force: Region::Union,
	},
	licences: &[],
	here: EEA,
	there: SWITZERLAND,
	scenes: &[
		Scene {
			what: "A shop in a third country sells a copied watch to a consumer in Denmark.",
			party: Who::Trader,
			activity: Sell,
			country: "DK",
			goods: COPY,
			here: COPIES,
			there: COPIES,
		},
		Scene {
			what: "Had the watch been genuine and first sold in Hong Kong.",
			party: Who::Trader,
			activity: Sell,
			country: "DK",
			goods: genuine(recorded("HK")),
			here: PARALLEL,
			there: EXHAUSTED,
		},
	],
};

const COTY: Case = Case {
	citation: "C-567/18 Coty Germany",
	right: RightAtIssue {
		kind: RightKind::TradeMark,
		entry: Some(Entry { office: "EM", number: "EM501998000000007", registration: None }),
		classes: &[nice(3)],
		in_force: Region::Union,
	},
	licences: &[],
	here: EEA,
	there: SWITZERLAND,
	scenes: &[
		Scene {
			what: "A seller offers perfume, first sold outside the Area, through a marketplace.",
			party: Who::Trader,
			activity: Offer,
			country: "DE",
			goods: Goods { is_on_marketplace: true, ..genuine(recorded("US")) },
			here: PARALLEL,
			there: EXHAUSTED,
		},
		Scene {
			what: "It keeps the perfume, in the store of another, in order to sell it.",
			party: Who::Trader,
			activity: Stock,
			country: "DE",
			goods: Goods { is_on_marketplace: true, ..genuine(recorded("US")) },
			here: PARALLEL,
			there: EXHAUSTED,
		},
		Scene {
			what: "If the keeper of the store kept the perfume in order to sell it itself.",
			party: Who::Keeper,
			activity: Stock,
			country: "DE",
			goods: Goods { is_on_marketplace: true, ..genuine(recorded("US")) },
			here: PARALLEL,
			there: EXHAUSTED,
		},
	],
};

const LOREAL: Case = Case {
	citation: "C-324/09 L'Oréal",
	right: RightAtIssue {
		kind: RightKind::TradeMark,
		entry: Some(Entry { office: "EM", number: "EM501999000000008", registration: None }),
		classes: &[nice(3)],
		in_force: Region::Union,
	},
	licences: &[],
	here: EEA,
	there: SWITZERLAND,
	scenes: &[
		Scene {
			what: "A seller offers to consumers in the Union, through a marketplace, goods that are in a \
			       third country and were first sold there.",
			party: Who::Trader,
			activity: Offer,
			country: "DE",
			goods: Goods { is_on_marketplace: true, ..genuine(recorded("US")) },
			here: PARALLEL,
			there: EXHAUSTED,
		},
		Scene {
			what: "If the operator of the marketplace offered them itself.",
			party: Who::Marketplace,
			activity: Offer,
			country: "DE",
			goods: Goods { is_on_marketplace: true, ..genuine(recorded("US")) },
			here: PARALLEL,
			there: EXHAUSTED,
		},
		Scene {
			what: "A seller sells goods that were first sold in the Union and lost their packaging in a \
			       way that harms the mark.",
			party: Who::Trader,
			activity: Sell,
			country: "DE",
			goods: Goods { is_altered: true, ..genuine(recorded("DE")) },
			here: refused(OtherInfringement, Failed),
			there: refused(OtherInfringement, Failed),
		},
	],
};

const USEDSOFT: Case = Case {
	citation: "C-128/11 UsedSoft",
	right: RightAtIssue {
		kind: RightKind::Copyright,
		entry: None,
		classes: &[],
		in_force: Region::Union,
	},
	licences: &[],
	here: EEA,
	there: NATIONAL_GERMAN,
	scenes: &[
		Scene {
			what: "A trader resells in Germany a copy of a program that the owner sold, by download and \
			       for an unlimited time, in France.",
			party: Who::Trader,
			activity: Sell,
			country: "DE",
			goods: genuine(recorded("FR")),
			here: EXHAUSTED,
			there: PARALLEL,
		},
		Scene {
			what: "It makes further copies.",
			party: Who::Trader,
			activity: Reproduce,
			country: "DE",
			goods: genuine(recorded("FR")),
			here: NEVER_EXHAUSTED,
			there: NEVER_EXHAUSTED,
		},
	],
};

const TOM_KABINET: Case = Case {
	citation: "C-263/18 Tom Kabinet",
	right: RightAtIssue {
		kind: RightKind::Copyright,
		entry: None,
		classes: &[],
		in_force: Region::Union,
	},
	licences: &[],
	here: EEA,
	there: SWITZERLAND,
	scenes: &[
		Scene {
			what: "A reading club makes available to its members, for download, an electronic book that \
			       was bought in the Netherlands.",
			party: Who::Trader,
			activity: CommunicateToThePublic,
			country: "NL",
			goods: genuine(recorded("NL")),
			here: NEVER_EXHAUSTED,
			there: NEVER_EXHAUSTED,
		},
		Scene {
			what: "It sells a printed book that was first sold in the Netherlands.",
			party: Who::Trader,
			activity: Sell,
			country: "NL",
			goods: genuine(recorded("NL")),
			here: EXHAUSTED,
			there: EXHAUSTED,
		},
		Scene {
			what: "It sells a printed book that was first sold in the United States.",
			party: Who::Trader,
			activity: Sell,
			country: "NL",
			goods: genuine(recorded("US")),
			here: PARALLEL,
			there: EXHAUSTED,
		},
	],
};

const LEXMARK: Case = Case {
	citation: "581 U.S. 360 (2017) Impression Products v. Lexmark",
	right: RightAtIssue {
		kind: RightKind::Patent,
		entry: Some(Entry {
			office: "US",
			number: "US102001000000009",
			registration: Some("9000009"),
		}),
		classes: &[RightClass::Ipc { section: b'G', class: 3, subclass: b'G' }],
		in_force: Region::Of(&["US"]),
	},
	licences: &[],
	here: UNITED_STATES,
	there: NATIONAL_AMERICAN,
	scenes: &[
		Scene {
			what: "A trader brings in cartridges that the patentee sold in Canada.",
			party: Who::Trader,
			activity: Import,
			country: "US",
			goods: genuine(recorded("CA")),
			here: EXHAUSTED,
			there: PARALLEL,
		},
		Scene {
			what:
				"It sells cartridges that the patentee sold in the United States for a single use.",
			party: Who::Trader,
			activity: Sell,
			country: "US",
			goods: genuine(recorded("US")),
			here: EXHAUSTED,
			there: EXHAUSTED,
		},
		Scene {
			what: "It sells cartridges of others that infringe the patent.",
			party: Who::Trader,
			activity: Sell,
			country: "US",
			goods: COPY,
			here: COPIES,
			there: COPIES,
		},
	],
};

const KIRTSAENG: Case = Case {
	citation: "568 U.S. 519 (2013) Kirtsaeng v. John Wiley & Sons",
	right: RightAtIssue {
		kind: RightKind::Copyright,
		entry: None,
		classes: &[],
		in_force: Region::Of(&["TH", "US"]),
	},
	licences: &[],
	here: UNITED_STATES,
	there: NATIONAL_AMERICAN,
	scenes: &[
		Scene {
			what: "A student brings in textbooks that were lawfully made and sold in Thailand.",
			party: Who::Trader,
			activity: Import,
			country: "US",
			goods: genuine(recorded("TH")),
			here: EXHAUSTED,
			there: PARALLEL,
		},
		Scene {
			what: "He sells them.",
			party: Who::Trader,
			activity: Sell,
			country: "US",
			goods: genuine(recorded("TH")),
			here: EXHAUSTED,
			there: PARALLEL,
		},
	],
};

const CLASS_INTERNATIONAL: Case = Case {
	citation: "C-405/03 Class International",
	right: RightAtIssue {
		kind: RightKind::TradeMark,
		entry: Some(Entry { office: "BX", number: "BX501990000000010", registration: None }),
		classes: &[nice(3)],
		in_force: Region::Of(&["BE", "LU", "NL"]),
	},
	licences: &[],
	here: EEA,
	there: SWITZERLAND,
	scenes: &[
		Scene {
			what: "Genuine toothpaste, first sold in South Africa, lies in a customs warehouse in \
			       Rotterdam.",
			party: Who::Trader,
			activity: Transit,
			country: "NL",
			goods: genuine(recorded("ZA")),
			here: PARALLEL,
			there: EXHAUSTED,
		},
		Scene {
			what: "It is sold to a buyer who puts it on the market of the Netherlands.",
			party: Who::Trader,
			activity: Sell,
			country: "NL",
			goods: genuine(recorded("ZA")),
			here: PARALLEL,
			there: EXHAUSTED,
		},
		Scene {
			what: "It is sold in Ukraine.",
			party: Who::Trader,
			activity: Sell,
			country: "UA",
			goods: genuine(recorded("ZA")),
			here: NOT_IN_FORCE,
			there: NOT_IN_FORCE,
		},
	],
};

/// Every case.
pub const CASES: [Case; 13] = [
	SILHOUETTE,
	SEBAGO,
	VAN_DOREN,
	PHILIPS,
	NOKIA,
	BLOMQVIST,
	COTY,
	LOREAL,
	USEDSOFT,
	TOM_KABINET,
	LEXMARK,
	KIRTSAENG,
	CLASS_INTERNATIONAL,
];
