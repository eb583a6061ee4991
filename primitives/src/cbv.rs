//! The vocabularies of GS1's Core Business Vocabulary 2.0, in alphabetical order.
//!
//! Physical states only. For legal states there is [`LegalState`](crate::goods::LegalState).

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// What business step an event was part of (CBV 2.0, section 7.1). Numbers are append-only.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum BizStep {
	/// CBV `accepting`.
	#[codec(index = 0)]
	Accepting,
	/// CBV `arriving`.
	#[codec(index = 1)]
	Arriving,
	/// CBV `assembling`.
	#[codec(index = 2)]
	Assembling,
	/// CBV `collecting`.
	#[codec(index = 3)]
	Collecting,
	/// CBV `commissioning`.
	#[codec(index = 4)]
	Commissioning,
	/// CBV `consigning`.
	#[codec(index = 5)]
	Consigning,
	/// CBV `creating_class_instance`.
	#[codec(index = 6)]
	CreatingClassInstance,
	/// CBV `cycle_counting`.
	#[codec(index = 7)]
	CycleCounting,
	/// CBV `decommissioning`.
	#[codec(index = 8)]
	Decommissioning,
	/// CBV `departing`.
	#[codec(index = 9)]
	Departing,
	/// CBV `destroying`.
	#[codec(index = 10)]
	Destroying,
	/// CBV `disassembling`.
	#[codec(index = 11)]
	Disassembling,
	/// CBV `dispensing`.
	#[codec(index = 12)]
	Dispensing,
	/// CBV `encoding`.
	#[codec(index = 13)]
	Encoding,
	/// CBV `entering_exiting`.
	#[codec(index = 14)]
	EnteringExiting,
	/// CBV `holding`.
	#[codec(index = 15)]
	Holding,
	/// CBV `inspecting`.
	#[codec(index = 16)]
	Inspecting,
	/// CBV `installing`.
	#[codec(index = 17)]
	Installing,
	/// CBV `killing`.
	#[codec(index = 18)]
	Killing,
	/// CBV `loading`.
	#[codec(index = 19)]
	Loading,
	/// CBV `other`.
	#[codec(index = 20)]
	Other,
	/// CBV `packing`.
	#[codec(index = 21)]
	Packing,
	/// CBV `picking`.
	#[codec(index = 22)]
	Picking,
	/// CBV `receiving`.
	#[codec(index = 23)]
	Receiving,
	/// CBV `removing`.
	#[codec(index = 24)]
	Removing,
	/// CBV `repackaging`.
	#[codec(index = 25)]
	Repackaging,
	/// CBV `repairing`.
	#[codec(index = 26)]
	Repairing,
	/// CBV `replacing`.
	#[codec(index = 27)]
	Replacing,
	/// CBV `reserving`.
	#[codec(index = 28)]
	Reserving,
	/// CBV `retail_selling`.
	#[codec(index = 29)]
	RetailSelling,
	/// CBV `sampling`.
	#[codec(index = 30)]
	Sampling,
	/// CBV `sensor_reporting`.
	#[codec(index = 31)]
	SensorReporting,
	/// CBV `shipping`.
	#[codec(index = 32)]
	Shipping,
	/// CBV `staging_outbound`.
	#[codec(index = 33)]
	StagingOutbound,
	/// CBV `stock_taking`.
	#[codec(index = 34)]
	StockTaking,
	/// CBV `stocking`.
	#[codec(index = 35)]
	Stocking,
	/// CBV `storing`.
	#[codec(index = 36)]
	Storing,
	/// CBV `transporting`.
	#[codec(index = 37)]
	Transporting,
	/// CBV `unloading`.
	#[codec(index = 38)]
	Unloading,
	/// CBV `unpacking`.
	#[codec(index = 39)]
	Unpacking,
	/// CBV `void_shipping`.
	#[codec(index = 40)]
	VoidShipping,
}

/// In which business condition an object is (CBV 2.0, section 7.2). Numbers are append-only.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum Disposition {
	/// CBV `active`.
	#[codec(index = 0)]
	Active,
	/// CBV `available`.
	#[codec(index = 1)]
	Available,
	/// CBV `completeness_inferred`.
	#[codec(index = 2)]
	CompletenessInferred,
	/// CBV `completeness_verified`.
	#[codec(index = 3)]
	CompletenessVerified,
	/// CBV `conformant`.
	#[codec(index = 4)]
	Conformant,
	/// CBV `container_closed`.
	#[codec(index = 5)]
	ContainerClosed,
	/// CBV `container_open`.
	#[codec(index = 6)]
	ContainerOpen,
	/// CBV `damaged`.
	#[codec(index = 7)]
	Damaged,
	/// CBV `destroyed`.
	#[codec(index = 8)]
	Destroyed,
	/// CBV `dispensed`.
	#[codec(index = 9)]
	Dispensed,
	/// CBV `disposed`.
	#[codec(index = 10)]
	Disposed,
	/// CBV `encoded`.
	#[codec(index = 11)]
	Encoded,
	/// CBV `expired`.
	#[codec(index = 12)]
	Expired,
	/// CBV `in_progress`.
	#[codec(index = 13)]
	InProgress,
	/// CBV `in_transit`.
	#[codec(index = 14)]
	InTransit,
	/// CBV `inactive`.
	#[codec(index = 15)]
	Inactive,
	/// CBV `mismatch_class`.
	#[codec(index = 16)]
	MismatchClass,
	/// CBV `mismatch_instance`.
	#[codec(index = 17)]
	MismatchInstance,
	/// CBV `mismatch_quantity`.
	#[codec(index = 18)]
	MismatchQuantity,
	/// CBV `needs_replacement`.
	#[codec(index = 19)]
	NeedsReplacement,
	/// CBV `no_pedigree_match`.
	#[codec(index = 20)]
	NoPedigreeMatch,
	/// CBV `non_conformant`.
	#[codec(index = 21)]
	NonConformant,
	/// CBV `non_sellable_other`.
	#[codec(index = 22)]
	NonSellableOther,
	/// CBV `partially_dispensed`.
	#[codec(index = 23)]
	PartiallyDispensed,
	/// CBV `recalled`.
	#[codec(index = 24)]
	Recalled,
	/// CBV `reserved`.
	#[codec(index = 25)]
	Reserved,
	/// CBV `retail_sold`.
	#[codec(index = 26)]
	RetailSold,
	/// CBV `returned`.
	#[codec(index = 27)]
	Returned,
	/// CBV `sellable_accessible`.
	#[codec(index = 28)]
	SellableAccessible,
	/// CBV `sellable_not_accessible`.
	#[codec(index = 29)]
	SellableNotAccessible,
	/// CBV `stolen`.
	#[codec(index = 30)]
	Stolen,
	/// CBV `unavailable`.
	#[codec(index = 31)]
	Unavailable,
	/// CBV `unknown`.
	#[codec(index = 32)]
	Unknown,
}

/// Why an event is declared erroneous (CBV 2.0, error reasons). Numbers are append-only.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum ErrorReason {
	/// CBV `did_not_occur`.
	#[codec(index = 0)]
	DidNotOccur,
	/// CBV `incorrect_data`.
	#[codec(index = 1)]
	IncorrectData,
}

/// What a sensor measures: of the GS1 Web Vocabulary's `MeasurementType` what the sensors of a trip
/// give. Numbers are append-only.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum Measurement {
	/// GS1 `AbsoluteHumidity`.
	#[codec(index = 0)]
	AbsoluteHumidity,
	/// GS1 `Acceleration`: a shock.
	#[codec(index = 1)]
	Acceleration,
	/// GS1 `Altitude`.
	#[codec(index = 2)]
	Altitude,
	/// GS1 `Angle`: a tilt.
	#[codec(index = 3)]
	Angle,
	/// GS1 `Illuminance`: something was opened.
	#[codec(index = 4)]
	Illuminance,
	/// GS1 `Pressure`.
	#[codec(index = 5)]
	Pressure,
	/// GS1 `RelativeHumidity`.
	#[codec(index = 6)]
	RelativeHumidity,
	/// GS1 `Temperature`.
	#[codec(index = 7)]
	Temperature,
}

/// What a sensor reports beside a value (EPCIS 2.0, `exception` of a sensor report).
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum SensorException {
	/// GS1 `ALARM_CONDITION`: a value was out of its bounds.
	#[codec(index = 0)]
	AlarmCondition,
	/// GS1 `ERROR_CONDITION`: the sensor does not work.
	#[codec(index = 1)]
	ErrorCondition,
}
