//! The words of the Core Business Vocabulary 2.0 that EPCIS 2.0 documents in JSON use without a
//! namespace, in alphabetical order.

/// One vocabulary: which words it has, and how each is written in full.
#[derive(Debug)]
pub struct Vocabulary {
	/// What a word of it is, in the user's words.
	pub what: &'static str,
	/// The words.
	pub words: &'static [&'static str],
	/// What stands before a word in its web URI.
	pub web: &'static str,
	/// What stands before a word in the URN of CBV 1; empty where there was none.
	pub urn: &'static str,
	/// Beginnings of URIs that must not be used in place of the word in JSON.
	pub reserved: &'static [&'static str],
}

impl Vocabulary {
	/// Whether it has the word.
	pub fn has(&self, word: &str) -> bool {
		self.words.contains(&word)
	}

	/// The web URI of a word, if it has it.
	pub fn expand(&self, word: &str) -> Option<String> {
		self.has(word).then(|| format!("{}{word}", self.web))
	}

	/// The word that a URN or web URI stands for, if it has it.
	pub fn word_of<'a>(&self, uri: &'a str) -> Option<&'a str> {
		let bare = |start: &str| if start.is_empty() { None } else { uri.strip_prefix(start) };
		bare(self.urn).or_else(|| bare(self.web)).filter(|word| self.has(word))
	}
}

/// The web URI of a value written as a URN of CBV 1, whichever of the vocabularies it belongs to.
pub fn web_uri(urn: &str) -> Option<String> {
	if !urn.starts_with("urn:epcglobal:cbv:") {
		return None;
	}
	[&BIZ_STEP, &DISPOSITION, &BIZ_TRANSACTION_TYPE, &SOURCE_DEST_TYPE, &ERROR_REASON]
		.into_iter()
		.find_map(|vocabulary| {
			urn.strip_prefix(vocabulary.urn).map(|word| format!("{}{word}", vocabulary.web))
		})
}

const CBV: &[&str] = &["urn:epcglobal:cbv", "http://ns.gs1.org/cbv/", "https://ns.gs1.org/cbv/"];
const GS1_WEB: &[&str] = &[
	"http://gs1.org/voc/",
	"https://gs1.org/voc/",
	"http://www.gs1.org/voc/",
	"https://www.gs1.org/voc/",
];

/// What is being done (CBV 2.0, section 7.1).
pub static BIZ_STEP: Vocabulary = Vocabulary {
	what: "business step",
	web: "https://ref.gs1.org/cbv/BizStep-",
	urn: "urn:epcglobal:cbv:bizstep:",
	reserved: CBV,
	words: &[
		"accepting",
		"arriving",
		"assembling",
		"collecting",
		"commissioning",
		"consigning",
		"creating_class_instance",
		"cycle_counting",
		"decommissioning",
		"departing",
		"destroying",
		"disassembling",
		"dispensing",
		"encoding",
		"entering_exiting",
		"holding",
		"inspecting",
		"installing",
		"killing",
		"loading",
		"other",
		"packing",
		"picking",
		"receiving",
		"removing",
		"repackaging",
		"repairing",
		"replacing",
		"reserving",
		"retail_selling",
		"sampling",
		"sensor_reporting",
		"shipping",
		"staging_outbound",
		"stock_taking",
		"stocking",
		"storing",
		"transporting",
		"unloading",
		"unpacking",
		"void_shipping",
	],
};

/// In which condition the goods are (CBV 2.0, section 7.2).
pub static DISPOSITION: Vocabulary = Vocabulary {
	what: "disposition",
	web: "https://ref.gs1.org/cbv/Disp-",
	urn: "urn:epcglobal:cbv:disp:",
	reserved: CBV,
	words: &[
		"active",
		"available",
		"completeness_inferred",
		"completeness_verified",
		"conformant",
		"container_closed",
		"container_open",
		"damaged",
		"destroyed",
		"dispensed",
		"disposed",
		"encoded",
		"expired",
		"in_progress",
		"in_transit",
		"inactive",
		"mismatch_class",
		"mismatch_instance",
		"mismatch_quantity",
		"needs_replacement",
		"no_pedigree_match",
		"non_conformant",
		"non_sellable_other",
		"partially_dispensed",
		"recalled",
		"reserved",
		"retail_sold",
		"returned",
		"sellable_accessible",
		"sellable_not_accessible",
		"stolen",
		"unavailable",
		"unknown",
	],
};

/// What kind of business document is referred to (CBV 2.0, section 7.3).
pub static BIZ_TRANSACTION_TYPE: Vocabulary = Vocabulary {
	what: "business transaction type",
	web: "https://ref.gs1.org/cbv/BTT-",
	urn: "urn:epcglobal:cbv:btt:",
	reserved: CBV,
	words: &[
		"bol",
		"cert",
		"desadv",
		"inv",
		"pedigree",
		"po",
		"poc",
		"prodorder",
		"recadv",
		"rma",
		"testprd",
		"testres",
		"upevt",
	],
};

/// In which quality somebody gives or receives (CBV 2.0, section 7.4).
pub static SOURCE_DEST_TYPE: Vocabulary = Vocabulary {
	what: "source or destination type",
	web: "https://ref.gs1.org/cbv/SDT-",
	urn: "urn:epcglobal:cbv:sdt:",
	reserved: CBV,
	words: &["location", "owning_party", "possessing_party"],
};

/// Why an event is declared wrong (CBV 2.0, section 7.5).
pub static ERROR_REASON: Vocabulary = Vocabulary {
	what: "error reason",
	web: "https://ref.gs1.org/cbv/ER-",
	urn: "urn:epcglobal:cbv:er:",
	reserved: CBV,
	words: &["did_not_occur", "incorrect_data"],
};

/// Which component of a vector a sensor measured (CBV 2.0, section 7).
pub static COMPONENT: Vocabulary = Vocabulary {
	what: "component of a measurement",
	web: "https://ref.gs1.org/cbv/Comp-",
	urn: "",
	reserved: CBV,
	words: &[
		"altitude",
		"axial_distance",
		"azimuth",
		"easting",
		"elevation_angle",
		"height",
		"latitude",
		"longitude",
		"northing",
		"polar_angle",
		"spherical_radius",
		"x",
		"y",
		"z",
	],
};

/// What alarm a sensor gave (CBV 2.0, section 7).
pub static SENSOR_ALERT: Vocabulary = Vocabulary {
	what: "sensor alert type",
	web: "https://gs1.org/voc/",
	urn: "",
	reserved: GS1_WEB,
	words: &["ALARM_CONDITION", "ERROR_CONDITION"],
};

/// What a sensor measured (GS1 Web Vocabulary, `MeasurementType`).
pub static MEASUREMENT: Vocabulary = Vocabulary {
	what: "measurement type",
	web: "https://gs1.org/voc/",
	urn: "",
	reserved: GS1_WEB,
	words: &[
		"AbsoluteHumidity",
		"AbsorbedDose",
		"AbsorbedDoseRate",
		"Acceleration",
		"Altitude",
		"AmountOfSubstance",
		"AmountOfSubstancePerUnitVolume",
		"Angle",
		"AngularAcceleration",
		"AngularMomentum",
		"AngularVelocity",
		"Area",
		"Capacitance",
		"Conductance",
		"Conductivity",
		"Count",
		"Density",
		"Dimensionless",
		"DoseEquivalent",
		"DoseEquivalentRate",
		"DynamicViscosity",
		"ElectricCharge",
		"ElectricCurrent",
		"ElectricCurrentDensity",
		"ElectricFieldStrength",
		"Energy",
		"Exposure",
		"Force",
		"Frequency",
		"Illuminance",
		"Inductance",
		"Irradiance",
		"KinematicViscosity",
		"Length",
		"LinearMomentum",
		"Luminance",
		"LuminousFlux",
		"LuminousIntensity",
		"MagneticFlux",
		"MagneticFluxDensity",
		"MagneticVectorPotential",
		"Mass",
		"MassConcentration",
		"MassFlowRate",
		"MassPerAreaTime",
		"MemoryCapacity",
		"MolalityOfSolute",
		"MolarEnergy",
		"MolarMass",
		"MolarVolume",
		"Power",
		"Pressure",
		"RadiantFlux",
		"RadiantIntensity",
		"Radioactivity",
		"RelativeHumidity",
		"Resistance",
		"Resistivity",
		"SolidAngle",
		"SpecificVolume",
		"Speed",
		"SurfaceDensity",
		"SurfaceTension",
		"Temperature",
		"Time",
		"Torque",
		"Voltage",
		"Volume",
		"VolumeFlowRate",
		"VolumeFraction",
		"VolumetricFlux",
		"Wavenumber",
	],
};
