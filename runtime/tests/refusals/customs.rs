//! Declarations, examinations, suspensions.

use super::*;
use pallet_customs::DestructionGround;
use tracemark_primitives::{
	customs::{DeclarationForm, Nature, Natures},
	digest::{Digest, DigestAlgorithm},
	parties::Role,
	territory::Country,
};

#[test]
fn declarations_should_stay_when_calls_about_them_are_refused() {
	run(|| {
		let (world, genuine) = World::released();
		let Cast { broker, importer, carrier, trader, customs, customs_elsewhere, monitor, .. } =
			&world.cast;
		next_block(HOUR);
		let clones = lodge(trader, world.clone_form(vec![world.lot.unit(3), world.lot.unit(4)]));
		let customs_without = admit("Customs of AT", "AT", &[Role::Customs]);
		let undue = Digest { algorithm: DigestAlgorithm::Sha256, value: digest_of("not anchored") };
		monitor.does(anchor_call(capture(), world.right));
		let suspend = |nature, evidence: Vec<Digest>| Customs::<Runtime>::suspend {
			declaration: clones,
			line: 0,
			nature,
			evidence: evidence.try_into().expect("few digests"),
		};
		let release = |declaration, line| Customs::<Runtime>::release { declaration, line };
		let examine = |scanned, contradicting| Customs::<Runtime>::examine {
			declaration: clones,
			line: 0,
			scanned,
			contradicting,
			report: capture(),
		};
		let order = || Customs::<Runtime>::order_destruction {
			declaration: clones,
			line: 0,
			ground: DestructionGround::Consent,
			document: capture(),
		};
		let withdraw = |declaration| Customs::<Runtime>::withdraw_line { declaration, line: 0 };
		let confirm = || Customs::<Runtime>::confirm_destruction { declaration: clones, line: 0 };
		let cancel = || Customs::<Runtime>::cancel_destruction { declaration: clones, line: 0 };
		let form = || world.form(broker);
		let with = |change: fn(&mut DeclarationForm)| {
			let mut form = form();
			change(&mut form);
			lodge_call(form)
		};
		let give_mandate = |to: &Member| Customs::<Runtime>::give_mandate { agent: to.org };
		let copying = || suspend(Nature::Copying, vec![capture()]);

		refuse(vec![
			row(
				"lodge without the role",
				monitor,
				lodge_call(form()),
				ConsortiumError::RoleMissing,
			),
			row("lodge as an outsider", outsider(), lodge_call(form()), ConsortiumError::NotMember),
			row(
				"lodge as a controller",
				broker.controller(),
				lodge_call(form()),
				ConsortiumError::NotMember,
			),
			row(
				"lodge for a stranger",
				broker,
				with(|form| form.importer = 9_999),
				CustomsError::UnknownParty,
			),
			row("lodge without a mandate", carrier, lodge_call(form()), CustomsError::NoMandate),
			row("lodge in another's name", trader, with(|_| ()), CustomsError::NoMandate),
			row(
				"give a mandate twice",
				importer,
				give_mandate(broker),
				CustomsError::AlreadyMandated,
			),
			row(
				"give oneself a mandate",
				importer,
				give_mandate(importer),
				CustomsError::ToOneself,
			),
			row(
				"give a mandate as an outsider",
				outsider(),
				give_mandate(broker),
				ConsortiumError::NotMember,
			),
			row(
				"withdraw a mandate that was not given",
				trader,
				Customs::<Runtime>::withdraw_mandate { agent: broker.org },
				CustomsError::NoMandate,
			),
			row(
				"lodge nothing",
				broker,
				with(|form| form.lines = Default::default()),
				CustomsError::MalformedDeclaration,
			),
			row(
				"lodge into nowhere",
				broker,
				with(|form| form.destination = Country(*b"ZZ")),
				CustomsError::MalformedDeclaration,
			),
			row(
				"lodge goods twice",
				broker,
				with(|form| {
					let twice = form.lines[0].goods[0].clone();
					form.lines[0].goods.try_push(twice).expect("room");
				}),
				CustomsError::DuplicateGoods,
			),
			row(
				"release by the declarant",
				trader,
				release(clones, 0),
				ConsortiumError::RoleMissing,
			),
			row(
				"release elsewhere",
				customs_elsewhere,
				release(clones, 0),
				CustomsError::NotCompetent,
			),
			row("release what was released", customs, release(genuine, 0), CustomsError::NotOpen),
			row(
				"release what was not declared",
				customs,
				release(clones, 1),
				CustomsError::UnknownLine,
			),
			row(
				"release as an outsider",
				outsider(),
				release(clones, 0),
				ConsortiumError::NotMember,
			),
			row("examine elsewhere", customs_elsewhere, examine(2, 2), CustomsError::NotCompetent),
			row(
				"examine by the brand's monitor",
				monitor,
				examine(2, 2),
				ConsortiumError::RoleMissing,
			),
			row("examine nothing", customs, examine(0, 0), CustomsError::MalformedExamination),
			row(
				"examine less than contradicts",
				customs,
				examine(1, 2),
				CustomsError::MalformedExamination,
			),
			row("suspend elsewhere", customs_elsewhere, copying(), CustomsError::NotCompetent),
			row("suspend by the importer", importer, copying(), ConsortiumError::RoleMissing),
			row(
				"suspend parallel trade",
				customs,
				suspend(Nature::ParallelTrade, vec![]),
				CustomsError::NatureMayNotStop,
			),
			row(
				"suspend an over-run",
				customs,
				suspend(Nature::Contract, vec![]),
				CustomsError::NatureMayNotStop,
			),
			row(
				"suspend on no evidence",
				customs,
				suspend(Nature::Copying, vec![capture(), undue]),
				CustomsError::EvidenceNotStanding,
			),
			row("order before suspending", customs, order(), CustomsError::NotSuspended),
			row("confirm before ordering", customs, confirm(), CustomsError::NotOrdered),
			row("cancel before ordering", customs, cancel(), CustomsError::NotOrdered),
			row(
				"instruct without the role",
				broker,
				Customs::<Runtime>::instruct { reference: ground() },
				ConsortiumError::RoleMissing,
			),
			row(
				"withdraw an instruction without the role",
				broker,
				Customs::<Runtime>::withdraw_instruction {},
				ConsortiumError::RoleMissing,
			),
			row(
				"withdraw an instruction that was not given",
				&customs_without,
				Customs::<Runtime>::withdraw_instruction {},
				CustomsError::NoInstruction,
			),
			row("withdraw what was contradicted", trader, withdraw(clones), CustomsError::TooEarly),
			row("withdraw what was released", broker, withdraw(genuine), CustomsError::NotOpen),
			row("withdraw another's", broker, withdraw(clones), CustomsError::NotDeclarant),
			row(
				"withdraw without the role",
				customs,
				withdraw(clones),
				ConsortiumError::RoleMissing,
			),
			row(
				"regime of nowhere",
				By::Council,
				Customs::<Runtime>::set_regime {
					country: Country(*b"ZZ"),
					suspends: Natures::default(),
				},
				CustomsError::MalformedCountry,
			),
			row(
				"regime by an officer",
				customs,
				Customs::<Runtime>::set_regime {
					country: country("DE"),
					suspends: Natures::default(),
				},
				DispatchError::BadOrigin,
			),
		]);

		must(&customs.operator(), copying());
		refuse(vec![
			row("suspend twice", customs, copying(), CustomsError::NotOpen),
			row("order elsewhere", customs_elsewhere, order(), CustomsError::NotCompetent),
			row("order by a carrier", carrier, order(), ConsortiumError::RoleMissing),
			row(
				"confirm before ordering",
				customs.second_operator(),
				confirm(),
				CustomsError::NotOrdered,
			),
		]);

		must(&customs.operator(), order());
		refuse(vec![
			row("confirm one's own order", customs, confirm(), CustomsError::SameOfficer),
			row("confirm elsewhere", customs_elsewhere, confirm(), CustomsError::NotCompetent),
			row("confirm by the declarant", trader, confirm(), ConsortiumError::RoleMissing),
			row("order twice", customs.second_operator(), order(), CustomsError::NotSuspended),
			row(
				"release what is to be destroyed",
				customs,
				release(clones, 0),
				CustomsError::NotOpen,
			),
		]);

		must(&customs.second_operator(), confirm());
		refuse(vec![
			row("destroy twice", customs.second_operator(), confirm(), CustomsError::NotOrdered),
			row("release what was destroyed", customs, release(clones, 0), CustomsError::NotOpen),
			row("examine what was destroyed", customs, examine(2, 2), CustomsError::NotOpen),
		]);
	});
}
