//! Generated weights of our pallets' calls, and of the extension that charges fees by our rules. See
//! `just weights`.

pub mod pallet_consortium;
pub mod pallet_custody;
pub mod pallet_customs;
pub mod pallet_evidence;
pub mod pallet_ip_registry;
pub mod pallet_licensing;
pub mod pallet_transaction_payment;
pub mod pallet_validators;
