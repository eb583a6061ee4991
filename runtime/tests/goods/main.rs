//! Goods in the real runtime: what a trace tells of a sale, what stands out, and what many objects cost.

#[path = "../common/mod.rs"]
mod common;

mod anomalies;
mod receiving;
mod sales;
mod scale;

use common::*;
use pallet_custody::{Call as Custody, Event};
use tracemark_primitives::{
	apis::runtime_decl_for_custody_api::CustodyApi,
	authorisation::{Activity, Answer, Ground},
	goods::{GoodsClaim, ObjectId},
	gs1::consignment_id,
	parties::Role,
	quantity::Quantity,
	territory::Territories,
	LicenceId, OrgId,
};
use tracemark_runtime::{Block, Runtime, RuntimeCall, RuntimeEvent};

/// Sells claimed goods, through no marketplace.
fn sale(claim: GoodsClaim, seq: u32) -> Custody<Runtime> {
	sale_through(None, claim, seq)
}

fn sale_through(marketplace: Option<&Member>, claim: GoodsClaim, seq: u32) -> Custody<Runtime> {
	Custody::<Runtime>::sell {
		claim,
		seq,
		order: digest_of("salted receipt"),
		payment: None,
		marketplace: marketplace.map(|market| market.org),
	}
}
