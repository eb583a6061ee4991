//! Evidence.

use super::*;
use pallet_evidence::EvidenceKind;
use tracemark_primitives::{
	digest::{Digest, DigestAlgorithm},
	evidence::{Disposal, Entitlement},
	merkle,
	parties::Role,
	quantity::Quantity,
};

#[test]
fn evidence_should_stay_when_calls_about_it_are_refused() {
	run(|| {
		let world = World::licensed();
		let Cast { monitor, customs, trader, carrier, other_carrier, .. } = &world.cast;
		monitor.does(anchor_call(capture(), world.right));
		resolve(2, Consortium::<Runtime>::suspend { org: other_carrier.org, ground: ground() });
		let unknown = Digest { algorithm: DigestAlgorithm::Sha256, value: ground() };
		let revoke =
			|digest, number| Evidence::<Runtime>::revoke { digest, number, ground: ground() };
		let reinstate =
			|digest, number| Evidence::<Runtime>::reinstate { digest, number, ground: ground() };
		let attest = |digest| Evidence::<Runtime>::attest { digest, statement: ground() };
		let mut late = description(world.right);
		late.provenance.claimed_time.moment += HOUR;
		let premature = Evidence::<Runtime>::anchor {
			digest: unknown,
			kind: pallet_evidence::EvidenceKind::Photograph,
			description: late,
		};
		let batch = Evidence::<Runtime>::anchor_batch {
			root: ground(),
			leaves: 0,
			kind: pallet_evidence::EvidenceKind::Photograph,
			description: description(world.right),
		};
		refuse(vec![
			row(
				"anchor as an outsider",
				outsider(),
				anchor_call(unknown, world.right),
				ConsortiumError::NotMember,
			),
			row(
				"anchor as a suspended member",
				other_carrier,
				anchor_call(unknown, world.right),
				ConsortiumError::NotInGoodStanding,
			),
			row("anchor from the future", monitor, premature, EvidenceError::ClaimedInFuture),
			row("anchor a batch of nothing", monitor, batch, EvidenceError::LeafCountOutOfRange),
			row(
				"revoke another's record",
				trader,
				revoke(capture(), 0),
				EvidenceError::NotDepositor,
			),
			row("revoke at once", monitor, revoke(capture(), 0), EvidenceError::TooEarly),
			row(
				"revoke a deposit that was not made",
				monitor,
				revoke(capture(), 1),
				EvidenceError::UnknownDeposit,
			),
			row(
				"revoke what is not there",
				monitor,
				revoke(unknown, 0),
				EvidenceError::UnknownDigest,
			),
			row(
				"reinstate what is not revoked",
				monitor,
				reinstate(capture(), 0),
				EvidenceError::NotRevoked,
			),
			row(
				"reinstate another's record",
				trader,
				reinstate(capture(), 0),
				EvidenceError::NotDepositor,
			),
			row(
				"reinstate a deposit that was not made",
				monitor,
				reinstate(capture(), 1),
				EvidenceError::UnknownDeposit,
			),
			row(
				"reinstate what is not there",
				monitor,
				reinstate(unknown, 0),
				EvidenceError::UnknownDigest,
			),
			row(
				"attest without the role",
				carrier,
				attest(capture()),
				ConsortiumError::RoleMissing,
			),
			row("attest what is not there", customs, attest(unknown), EvidenceError::UnknownDigest),
		]);
		next_block(HOUR);
		monitor.does(revoke(capture(), 0));
		let again = revoke(capture(), 0);
		let leaf = capture().value;
		let root = merkle::leaf_hash(leaf.as_bytes());
		let (kind, path) = (EvidenceKind::Photograph, Default::default());
		let description = description(world.right);
		monitor.does(Evidence::<Runtime>::anchor_batch {
			root,
			leaves: 1,
			kind,
			description: description.clone(),
		});
		let open = Evidence::<Runtime>::open_leaf {
			root,
			batch: 0,
			leaf,
			index: 0,
			path,
			kind,
			description,
		};
		refuse(vec![
			row("revoke twice", monitor, again, EvidenceError::AlreadyRevoked),
			row("open what one revoked", monitor, open.clone(), EvidenceError::OwnRevocation),
			row(
				"reinstate what another revoked",
				customs,
				reinstate(capture(), 0),
				EvidenceError::NotDepositor,
			),
		]);
		monitor.does(reinstate(capture(), 0));
		refuse(vec![
			row(
				"reinstate twice",
				monitor,
				reinstate(capture(), 0),
				EvidenceError::AlreadyReinstated,
			),
			row("open what one reinstated", monitor, open, EvidenceError::OwnRevocation),
		]);
		monitor.does(revoke(capture(), 0));
		refuse(vec![
			row(
				"reinstate what was revoked again",
				monitor,
				reinstate(capture(), 0),
				EvidenceError::AlreadyReinstated,
			),
			row(
				"revoke a third time",
				monitor,
				revoke(capture(), 0),
				EvidenceError::AlreadyRevoked,
			),
		]);
	});
}

#[test]
fn what_is_kept_should_stay_when_calls_about_it_are_refused() {
	run(|| {
		let world = World::licensed();
		let Cast { monitor, customs, trader, carrier, .. } = &world.cast;
		monitor.does(anchor_call(capture(), world.right));
		let unknown = Digest { algorithm: DigestAlgorithm::Sha256, value: ground() };
		let token = |digest, policy: &[u8], stated| Evidence::<Runtime>::link_timestamp {
			digest,
			time_stamp: pallet_evidence::TimeStamp {
				token: unknown,
				policy: pallet_evidence::PolicyId(policy.to_vec().try_into().expect("short")),
				serial: pallet_evidence::SerialNumber(vec![1].try_into().expect("short")),
				stated,
			},
		};
		let keep = |digest, until| Evidence::<Runtime>::keep { digest, until };
		let stop = || Evidence::<Runtime>::stop_keeping { digest: capture() };
		let hold = |digest| Evidence::<Runtime>::hold { digest, case: ground() };
		let release = |number| Evidence::<Runtime>::release_hold { digest: capture(), number };
		let policy: &[u8] = &[0x2b, 6, 1];
		refuse(vec![
			row(
				"link a token without a policy",
				trader,
				token(capture(), &[], 0),
				EvidenceError::MalformedTimeStamp,
			),
			row(
				"link a token from the future",
				trader,
				token(capture(), policy, now() + HOUR),
				EvidenceError::ClaimedInFuture,
			),
			row(
				"link a token to what is not there",
				trader,
				token(unknown, policy, 0),
				EvidenceError::UnknownDigest,
			),
			row(
				"keep until yesterday",
				monitor,
				keep(capture(), 1),
				EvidenceError::RetentionPassed,
			),
			row(
				"keep what is not there",
				monitor,
				keep(unknown, now() + HOUR),
				EvidenceError::UnknownDigest,
			),
			row("let go of what one does not keep", monitor, stop(), EvidenceError::NotKeeper),
			row("hold without the role", carrier, hold(capture()), ConsortiumError::RoleMissing),
			row("hold what is not there", customs, hold(unknown), EvidenceError::UnknownDigest),
			row("release no hold", customs, release(1), EvidenceError::UnknownHold),
		]);

		for _ in 0..pallet_evidence::MAX_TIME_STAMPS {
			trader.does(token(capture(), policy, 0));
		}
		monitor.does(keep(capture(), now() + 60 * DAY));
		let police = admit("Police", "BE", &[tracemark_primitives::parties::Role::Police]);
		police.does(hold(capture()));
		let release_for = |number| Evidence::<Runtime>::release_abandoned_hold {
			digest: capture(),
			number,
			ground: ground(),
		};
		refuse(vec![
			row(
				"keep for less without a notice",
				monitor,
				keep(capture(), now() + HOUR),
				EvidenceError::NoticeTooShort,
			),
			row(
				"release the hold of who is there",
				customs,
				release_for(1),
				EvidenceError::NotAbandoned,
			),
			row(
				"link one token too many",
				trader,
				token(capture(), policy, 0),
				EvidenceError::TooManyTimeStamps,
			),
			row(
				"keep what is held for less",
				monitor,
				keep(capture(), now() + 30 * DAY),
				EvidenceError::OnHold,
			),
			row("let go of what is held", monitor, stop(), EvidenceError::OnHold),
			row("release another's hold", customs, release(1), EvidenceError::NotHoldingAuthority),
		]);
		police.does(release(1));
		refuse(vec![row("release twice", &police, release(1), EvidenceError::AlreadyReleased)]);

		police.does(hold(capture()));
		resolve(2, Consortium::<Runtime>::expel { org: police.org, ground: ground() });
		let abroad =
			row("release it from abroad", customs, release_for(2), EvidenceError::OtherCountry);
		refuse(vec![abroad]);
		let court = admit("Court", "BE", &[tracemark_primitives::parties::Role::Court]);
		court.does(release_for(2));
	});
}

#[test]
fn captures_should_stay_when_calls_about_them_are_refused() {
	run(|| {
		let world = World::licensed();
		let Cast { monitor, customs, carrier, .. } = &world.cast;
		let digest = |name| Digest { algorithm: DigestAlgorithm::Sha256, value: digest_of(name) };
		let received = |by: &Member, name, kind| {
			let (digest, description) = (digest(name), description(world.right));
			by.does(Evidence::<Runtime>::anchor { digest, kind, description });
		};
		let role = [tracemark_primitives::parties::Role::Monitor];
		let [second, third, fourth] =
			["Second Watch", "Third Watch", "Fourth Watch"].map(|name| admit(name, "FR", &role));
		let mut invited = vec![monitor.org, second.org, third.org];
		invited.sort_unstable();
		let open_to = |quorum, size, until, invited: &[u32]| {
			let invited = pallet_evidence::Invited::truncate_from(invited.to_vec());
			let subject = digest_of("salted address");
			Evidence::<Runtime>::open_capture { subject, quorum, size, invited, until }
		};
		let open = |quorum, size, until| open_to(quorum, size, until, &invited);
		let join = |group, name, deposit| Evidence::<Runtime>::join_capture {
			group,
			raw: digest(name),
			deposit,
			extract: digest_of("extract"),
		};
		let kind = pallet_evidence::EvidenceKind::WebCapture;
		received(monitor, "early", kind);
		next_block(HOUR);
		let (until, own) = (now() + 4 * HOUR, digest("revoked"));
		monitor.does(open(2, 2, until));
		received(carrier, "carrier's", kind);
		received(monitor, "photograph", pallet_evidence::EvidenceKind::Photograph);
		received(monitor, "revoked", kind);
		received(monitor, "first", kind);
		received(&second, "second", kind);
		received(&third, "third", kind);
		next_block(HOUR);
		monitor.does(Evidence::<Runtime>::revoke { digest: own, number: 0, ground: ground() });
		let week = 7 * DAY;
		refuse(vec![
			row(
				"open a group for two extracts",
				monitor,
				open(2, 4, until),
				EvidenceError::QuorumOutOfRange,
			),
			row(
				"open a group for longer than a week",
				monitor,
				open(2, 3, now() + week + HOUR),
				EvidenceError::DeadlineOutOfRange,
			),
			row(
				"open a group as customs",
				customs,
				open(2, 3, until),
				ConsortiumError::RoleMissing,
			),
			row(
				"open a group for one of them twice",
				monitor,
				open_to(2, 2, until, &[monitor.org, monitor.org]),
				EvidenceError::MalformedInvitation,
			),
			row("join uninvited", &fourth, join(0, "first", 0), EvidenceError::NotInvited),
			row(
				"join with another digest of it",
				monitor,
				Evidence::<Runtime>::join_capture {
					group: 0,
					raw: Digest { algorithm: DigestAlgorithm::Sm3, ..digest("first") },
					deposit: 0,
					extract: digest_of("extract"),
				},
				EvidenceError::NotSha256,
			),
			row("join no group", monitor, join(1, "first", 0), EvidenceError::UnknownGroup),
			row("join with nothing", monitor, join(0, "nothing", 0), EvidenceError::UnknownDigest),
			row(
				"join with no deposit",
				monitor,
				join(0, "first", 7),
				EvidenceError::UnknownDeposit,
			),
			row(
				"join with another's capture",
				monitor,
				join(0, "carrier's", 0),
				EvidenceError::NotDepositor,
			),
			row(
				"join with a photograph",
				monitor,
				join(0, "photograph", 0),
				EvidenceError::NotWebCapture,
			),
			row(
				"join with an old capture",
				monitor,
				join(0, "early", 0),
				EvidenceError::CapturedBefore,
			),
			row(
				"join with a revoked capture",
				monitor,
				join(0, "revoked", 0),
				EvidenceError::AlreadyRevoked,
			),
		]);
		monitor.does(join(0, "first", 0));
		next_block(HOUR);
		received(&second, "first", kind);
		refuse(vec![
			row("join twice", monitor, join(0, "first", 0), EvidenceError::AlreadyCaptured),
			row("join with the same bytes", &second, join(0, "first", 1), EvidenceError::SameRaw),
		]);
		second.does(join(0, "second", 0));
		refuse(vec![row(
			"join a full group",
			&third,
			join(0, "third", 0),
			EvidenceError::CaptureFull,
		)]);
		next_block(2 * HOUR);
		refuse(vec![row(
			"join a closed group",
			&third,
			join(0, "third", 0),
			EvidenceError::CaptureClosed,
		)]);
	});
}

#[test]
fn what_is_superseded_should_stay_when_calls_about_it_are_refused() {
	run(|| {
		let world = World::licensed();
		let Cast { monitor, customs, trader, carrier, .. } = &world.cast;
		let digest = |name| Digest { algorithm: DigestAlgorithm::Sha256, value: digest_of(name) };
		let anchored = |by: &Member, name| by.does(anchor_call(digest(name), world.right));
		let court = admit("Court", "BE", &[tracemark_primitives::parties::Role::Court]);
		for name in ["first", "second", "third"] {
			anchored(monitor, name);
		}
		anchored(trader, "trader's");
		anchored(&court, "court's");
		anchored(customs, "customs'");
		let supersede = |entitlement, name, successor| Evidence::<Runtime>::supersede {
			digest: digest(name),
			entitlement,
			successor: digest(successor),
			deposit: 0,
			ground: ground(),
		};
		let own = Entitlement::Depositor { number: 0 };
		let (another, held) =
			(Entitlement::Depositor { number: 1 }, Entitlement::Authority { hold: 1 });
		refuse(vec![
			row(
				"supersede by itself",
				monitor,
				supersede(own, "first", "first"),
				EvidenceError::SelfSuccessor,
			),
			row(
				"supersede what is not there",
				monitor,
				supersede(own, "nothing", "first"),
				EvidenceError::UnknownDigest,
			),
			row(
				"supersede another's record",
				trader,
				supersede(own, "first", "trader's"),
				EvidenceError::NotDepositor,
			),
			row(
				"supersede a deposit that was not made",
				monitor,
				supersede(another, "first", "second"),
				EvidenceError::UnknownDeposit,
			),
			row(
				"supersede by another's record",
				monitor,
				supersede(own, "first", "trader's"),
				EvidenceError::SuccessorNotStanding,
			),
			row(
				"supersede as an authority without the role",
				carrier,
				supersede(held, "first", "second"),
				ConsortiumError::RoleMissing,
			),
			row(
				"supersede without a hold",
				&court,
				supersede(held, "first", "court's"),
				EvidenceError::UnknownHold,
			),
		]);
		court.does(Evidence::<Runtime>::hold { digest: digest("first"), case: ground() });
		refuse(vec![row(
			"supersede by another's hold",
			customs,
			supersede(held, "first", "customs'"),
			EvidenceError::NotHoldingAuthority,
		)]);
		court.does(Evidence::<Runtime>::release_hold { digest: digest("first"), number: 1 });
		monitor.does(supersede(own, "first", "second"));
		refuse(vec![
			row(
				"supersede by a hold that was released",
				&court,
				supersede(held, "first", "court's"),
				EvidenceError::AlreadyReleased,
			),
			row(
				"supersede twice",
				monitor,
				supersede(own, "first", "third"),
				EvidenceError::AlreadySuperseded,
			),
			row(
				"supersede by what is superseded",
				monitor,
				supersede(own, "third", "first"),
				EvidenceError::SuccessorSuperseded,
			),
		]);
	});
}

#[test]
fn exhibits_should_stay_when_calls_about_them_are_refused() {
	run(|| {
		let world = World::licensed();
		let Cast { monitor, carrier, trader, .. } = &world.cast;
		let digest = |name| Digest { algorithm: DigestAlgorithm::Sha256, value: digest_of(name) };
		let anchored = |by: &Member, name, kind| {
			let (digest, description) = (digest(name), description(world.right));
			by.does(Evidence::<Runtime>::anchor { digest, kind, description });
		};
		let [laboratory, court] = [("Assay House", Role::Laboratory), ("Court", Role::Court)]
			.map(|(name, role)| admit(name, "BE", &[role]));
		let seal = digest_of("salted seal");
		let ten = Quantity::Pieces(10);
		let register = |name, quantity| Evidence::<Runtime>::register_exhibit {
			digest: digest(name),
			deposit: 0,
			seal,
			quantity,
			lot: None,
			object: None,
		};
		let (bag, number) = (digest("bag"), 1);
		let offer =
			|number, seq, to| Evidence::<Runtime>::offer_exhibit { digest: bag, number, seq, to };
		let accept =
			|seq, seal| Evidence::<Runtime>::accept_exhibit { digest: bag, number, seq, seal };
		let open =
			|seq| Evidence::<Runtime>::break_seal { digest: bag, number, seq, ground: ground() };
		let close = |seq| Evidence::<Runtime>::seal_exhibit { digest: bag, number, seq, seal };
		let take = |seq, pieces| Evidence::<Runtime>::take_sample {
			digest: bag,
			number,
			seq,
			quantity: Quantity::Pieces(pieces),
			seal,
		};
		let put_back = |number, seq, exhibit_seq| Evidence::<Runtime>::return_sample {
			digest: bag,
			number,
			seq,
			exhibit_seq,
			quantity: Quantity::Pieces(1),
		};
		let examine = |seq, name| Evidence::<Runtime>::record_examination {
			digest: bag,
			number,
			seq,
			report: digest(name),
			deposit: 0,
		};
		let order = |seq, disposal| Evidence::<Runtime>::order_disposal {
			digest: bag,
			number,
			seq,
			disposal,
			ground: ground(),
		};
		let dispose = |seq| Evidence::<Runtime>::dispose_of {
			digest: bag,
			number,
			seq,
			disposal: Disposal::Destroyed,
			report: ground(),
		};
		anchored(monitor, "photograph", EvidenceKind::Photograph);
		anchored(monitor, "bag", EvidenceKind::PhysicalExhibit);
		anchored(&laboratory, "report", EvidenceKind::LaboratoryReport);
		anchored(&laboratory, "note", EvidenceKind::Other);
		refuse(vec![
			row(
				"register under a photograph",
				monitor,
				register("photograph", ten),
				EvidenceError::NotExhibitRecord,
			),
			row(
				"register nothing",
				monitor,
				register("bag", Quantity::Pieces(0)),
				EvidenceError::MalformedQuantity,
			),
			row(
				"register under another's record",
				trader,
				register("bag", ten),
				EvidenceError::NotDepositor,
			),
		]);

		monitor.does(register("bag", ten));
		refuse(vec![
			row(
				"offer what is not there",
				monitor,
				offer(2, 1, carrier.org),
				EvidenceError::UnknownExhibit,
			),
			row("offer too late", monitor, offer(1, 0, carrier.org), EvidenceError::StaleSeq),
			row("offer another's", trader, offer(1, 1, carrier.org), EvidenceError::NotHolder),
			row("offer to oneself", monitor, offer(1, 1, monitor.org), EvidenceError::ToOneself),
			row(
				"offer to nobody",
				monitor,
				offer(1, 1, u32::MAX),
				EvidenceError::ReceiverNotEligible,
			),
			row("accept what is not offered", carrier, accept(1, seal), EvidenceError::NotOffered),
			row("seal what is sealed", monitor, close(1), EvidenceError::SealWhole),
			row("take from what is sealed", monitor, take(1, 1), EvidenceError::SealWhole),
			row("put back what is no sample", monitor, put_back(1, 1, 1), EvidenceError::NotSample),
			row("order without a title", trader, order(1, None), EvidenceError::MayNotOrder),
			row("dispose without an order", monitor, dispose(1), EvidenceError::NotOrdered),
		]);

		monitor.does(offer(1, 1, laboratory.org));
		refuse(vec![
			row("open what is offered", monitor, open(2), EvidenceError::OnOffer),
			row(
				"accept another seal",
				&laboratory,
				accept(2, ground()),
				EvidenceError::SealDiffers,
			),
		]);
		laboratory.does(accept(2, seal));
		refuse(vec![
			row("report with a note", &laboratory, examine(3, "note"), EvidenceError::NotReport),
			row(
				"report without the role",
				monitor,
				examine(3, "report"),
				ConsortiumError::RoleMissing,
			),
		]);
		laboratory.does(open(3));
		refuse(vec![
			row("take all of it", &laboratory, take(4, 10), EvidenceError::TooMuch),
			row(
				"offer what is open",
				&laboratory,
				offer(1, 4, monitor.org),
				EvidenceError::Unsealed,
			),
		]);

		court.does(order(4, Some(Disposal::Destroyed)));
		refuse(vec![row(
			"take back a court's order",
			monitor,
			order(5, None),
			EvidenceError::OrderStands,
		)]);
		court.does(Evidence::<Runtime>::hold { digest: bag, case: ground() });
		refuse(vec![row("destroy what is held", &laboratory, dispose(5), EvidenceError::OnHold)]);
		court.does(Evidence::<Runtime>::release_hold { digest: bag, number: 1 });
		laboratory.does(dispose(5));
		refuse(vec![row(
			"open what was destroyed",
			&laboratory,
			open(6),
			EvidenceError::AlreadyEnded,
		)]);
	});
}
