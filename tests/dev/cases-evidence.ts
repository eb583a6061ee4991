/** Calls about evidence that the chain must refuse, each by outsiders, without the role and in the wrong state. */
import { anchor } from '../demo/forms.ts';
import { type Call, DAY, digest, eventTime, quantity, type World } from '../demo/world.ts';
import { digestOf, type Hex } from '../lib/bytes.ts';
import { type Case, operator, outsider, refusals, s } from './cases.ts';

const GROUND: Hex = `0x${'81'.repeat(32)}`;
/** A digest that nobody deposited. */
const NOWHERE: Hex = `0x${'82'.repeat(32)}`;
const SEAL: Hex = `0x${'83'.repeat(32)}`;
/** What the monitor captured and keeps, and customs hold. */
const RECORD = digestOf('a page that the monitor captured');
/** The record of a carton that customs seized: its exhibit 1, sealed. */
const PROTOCOL = digestOf('protocol of the seizure of a carton');
const UNKNOWN = 4_000_000;

/** Puts on record what the cases are about. */
export const prepareEvidence = async (w: World): Promise<void> => {
	const obtained = { source: 'a market', tool: 'a browser' };
	const invited = [w.org('brand').id, w.org('monitor').id].sort((a, b) => a - b);
	await w.send('monitor', [
		await anchor(w, RECORD, 'WebCapture', obtained),
		['evidence.keep', { digest: digest(RECORD), until: (await w.now()) + 60 * DAY }],
	]);
	// In a later block: what was captured before it is none of the group's.
	await w.send('monitor', [
		['evidence.openCapture', { subject: GROUND, quorum: 2, size: 2, invited, until: (await w.now()) + DAY }],
	]);
	await w.send('customs', [
		['evidence.hold', { digest: digest(RECORD), case: GROUND }],
		await anchor(w, PROTOCOL, 'PhysicalExhibit', obtained),
		['evidence.registerExhibit', { digest: digest(PROTOCOL), deposit: 0, seal: SEAL, quantity: quantity({ pieces: 12 }), lot: null, object: null }],
	]);
};

const description = async () => ({
	subjects: [],
	provenance: { source: GROUND, tool: GROUND, capturedBy: null, claimedTime: eventTime({ moment: await s.w.now(), offset: 0 }), witnesses: [] },
});

const batch = async (leaves: number): Promise<Call> => [
	'evidence.anchorBatch',
	{ root: NOWHERE, leaves, kind: 'Photograph', description: await description() },
];

const listing = async (value: Hex): Promise<Call> => [
	'evidence.list',
	{ digest: digest(value), number: 0, description: await description() },
];

const leaf = async (root: Hex): Promise<Call> => [
	'evidence.openLeaf',
	{ root, batch: 0, leaf: NOWHERE, index: 0, path: [], kind: 'Photograph', description: await description() },
];

const stamp = (value: Hex, policy: Hex = '0x2b0601'): Call => [
	'evidence.linkTimestamp',
	{ digest: digest(value), timeStamp: { token: digest(NOWHERE), policy, serial: '0x01', stated: 0 } },
];

const group = async (quorum: number, by: string[] = ['brand', 'monitor']): Promise<Call> => [
	'evidence.openCapture',
	{ subject: GROUND, quorum, size: 2, invited: by.map((key) => s.w.org(key).id).sort((a, b) => a - b), until: (await s.w.now()) + DAY },
];

const joining = (number: number, raw = RECORD): Call => ['evidence.joinCapture', { group: number, raw: digest(raw), deposit: 0, extract: GROUND }];

const superseding = (entitlement: Record<string, unknown>, successor = PROTOCOL): Call => [
	'evidence.supersede',
	{ digest: digest(RECORD), entitlement, successor: digest(successor), deposit: 0, ground: GROUND },
];

const registration = (value: Hex): Call => [
	'evidence.registerExhibit',
	{ digest: digest(value), deposit: 0, seal: SEAL, quantity: quantity({ pieces: 1 }), lot: null, object: null },
];

/** An act with the carton as it stands. */
const act = (name: string, args: Record<string, unknown> = {}): (() => Call) =>
	() => [`evidence.${name}`, { digest: digest(PROTOCOL), number: 1, seq: 1, ...args }];
const pieces = (count: number) => quantity({ pieces: count });

const member = 'consortium.NotMember';
const role = 'consortium.RoleMissing';
const standing = 'consortium.NotInGoodStanding';
const [carrier, customs, customsFR] = [operator('carrier'), operator('customs'), operator('customsFR')];
const [monitor, trader, suspended] = [operator('monitor'), operator('trader'), operator('warehouse2')];

/** Acts with an exhibit that any member may do who has it. */
const held = (what: string, call: () => Call, others: [string, Case['signer'], string][] = []): Case[] =>
	refusals(what, call, [
		['an outsider', outsider, member],
		['a suspended member', suspended, standing],
		['a trader, which does not have it', trader, 'evidence.NotHolder'],
		...others,
	]);

export const EVIDENCE_CASES: [kind: string, cases: Case[]][] = [
	[
		'evidence: deposits',
		[
			...refusals('anchor a batch', () => batch(3), [
				['an outsider', outsider, member],
				['a suspended member', suspended, standing],
			]),
			...refusals('anchor a batch of nothing', () => batch(0), [['a monitor', monitor, 'evidence.LeafCountOutOfRange']]),
			...refusals('open a leaf', () => leaf(NOWHERE), [
				['an outsider', outsider, member],
				['a monitor, of no batch', monitor, 'evidence.UnknownBatch'],
			]),
			...refusals('open a leaf of what is no batch', () => leaf(RECORD), [['a monitor', monitor, 'evidence.UnknownBatch']]),
			...refusals('revoke a deposit', () => ['evidence.revoke', { digest: digest(RECORD), number: 0, ground: GROUND }], [
				['an outsider', outsider, member],
				['a trader, which did not make it', trader, 'evidence.NotDepositor'],
				['the monitor, at once', monitor, 'evidence.TooEarly'],
			]),
			...refusals('reinstate a deposit', () => ['evidence.reinstate', { digest: digest(RECORD), number: 0, ground: GROUND }], [
				['an outsider', outsider, member],
				['a suspended member', suspended, standing],
				['a trader, which did not make it', trader, 'evidence.NotDepositor'],
				['the monitor, which did not revoke it', monitor, 'evidence.NotRevoked'],
			]),
			...refusals('reinstate a deposit that was not made', () => ['evidence.reinstate', { digest: digest(RECORD), number: 9, ground: GROUND }], [
				['the monitor', monitor, 'evidence.UnknownDeposit'],
			]),
			...refusals('reinstate what is not there', () => ['evidence.reinstate', { digest: digest(NOWHERE), number: 0, ground: GROUND }], [
				['the monitor', monitor, 'evidence.UnknownDigest'],
			]),
			...refusals('attest something', () => ['evidence.attest', { digest: digest(RECORD), statement: GROUND }], [
				['an outsider', outsider, member],
				['a carrier', carrier, role],
			]),
			...refusals('attest something of what is not there', () => ['evidence.attest', { digest: digest(NOWHERE), statement: GROUND }], [
				['customs', customs, 'evidence.UnknownDigest'],
			]),
			...refusals('link a time stamp', () => stamp(NOWHERE), [
				['an outsider', outsider, member],
				['a suspended member', suspended, standing],
				['a trader, to what is not there', trader, 'evidence.UnknownDigest'],
			]),
			...refusals('link a time stamp without a policy', () => stamp(RECORD, '0x'), [['a trader', trader, 'evidence.MalformedTimeStamp']]),
			...refusals('supersede a record', () => superseding({ Depositor: { number: 0 } }), [
				['an outsider', outsider, member],
				['customs, which did not deposit it', customs, 'evidence.NotDepositor'],
				['the monitor, by what it did not deposit', monitor, 'evidence.SuccessorNotStanding'],
			]),
			...refusals('supersede a record by itself', () => superseding({ Depositor: { number: 0 } }, RECORD), [
				['the monitor', monitor, 'evidence.SelfSuccessor'],
			]),
			...refusals('supersede a record as an authority', () => superseding({ Authority: { hold: 1 } }), [
				['a carrier', carrier, role],
				['customs of France, which do not hold it', customsFR, 'evidence.NotHoldingAuthority'],
			]),
		],
	],
	[
		'evidence: keeping and holds',
		[
			...refusals('keep an original', async () => ['evidence.keep', { digest: digest(NOWHERE), until: (await s.w.now()) + DAY }], [
				['an outsider', outsider, member],
				['a suspended member', suspended, standing],
				['a trader, of what is not there', trader, 'evidence.UnknownDigest'],
			]),
			...refusals('keep an original until long ago', () => ['evidence.keep', { digest: digest(RECORD), until: 1 }], [
				['a trader', trader, 'evidence.RetentionPassed'],
			]),
			...refusals('stop keeping', () => ['evidence.stopKeeping', { digest: digest(RECORD) }], [
				['an outsider', outsider, member],
				['a trader, which keeps nothing', trader, 'evidence.NotKeeper'],
				['the monitor, while customs hold it', monitor, 'evidence.OnHold'],
			]),
			...refusals('hold a record', () => ['evidence.hold', { digest: digest(RECORD), case: GROUND }], [
				['an outsider', outsider, member],
				['a monitor', monitor, role],
			]),
			...refusals('hold what is not there', () => ['evidence.hold', { digest: digest(NOWHERE), case: GROUND }], [
				['customs', customs, 'evidence.UnknownDigest'],
			]),
			...refusals('release a hold', () => ['evidence.releaseHold', { digest: digest(RECORD), number: 1 }], [
				['an outsider', outsider, member],
				['a monitor', monitor, role],
				['customs of France, which did not place it', customsFR, 'evidence.NotHoldingAuthority'],
			]),
			...refusals('release a hold that is none', () => ['evidence.releaseHold', { digest: digest(RECORD), number: 7 }], [
				['customs', customs, 'evidence.UnknownHold'],
			]),
			...refusals('release a hold in another’s place', () => ['evidence.releaseAbandonedHold', { digest: digest(RECORD), number: 1, ground: GROUND }], [
				['an outsider', outsider, member],
				['a monitor', monitor, role],
				['customs of France, while those who placed it are there', customsFR, 'evidence.NotAbandoned'],
			]),
		],
	],
	[
		'evidence: captures by several',
		[
			...refusals('open a group', () => group(2), [
				['an outsider', outsider, member],
				['a carrier', carrier, role],
			]),
			...refusals('open a group in which one agrees with itself', () => group(1), [['a monitor', monitor, 'evidence.QuorumOutOfRange']]),
			...refusals('open a group for one twice', () => group(2, ['monitor', 'monitor']), [['a monitor', monitor, 'evidence.MalformedInvitation']]),
			...refusals('join a group', () => joining(0), [
				['an outsider', outsider, member],
				['a carrier', carrier, role],
				['the monitor, with what it captured before', monitor, 'evidence.CapturedBefore'],
			]),
			...refusals('join a group with nothing', () => joining(0, NOWHERE), [['the monitor', monitor, 'evidence.UnknownDigest']]),
			...refusals('join no group', () => joining(UNKNOWN), [['the monitor', monitor, 'evidence.UnknownGroup']]),
		],
	],
	[
		'evidence: lists',
		[
			...refusals('list a deposit', () => listing(RECORD), [
				['an outsider', outsider, member],
				['a suspended member', suspended, standing],
				['the monitor, with another description', monitor, 'evidence.OtherDescription'],
			]),
			...refusals('list what nobody deposited', () => listing(NOWHERE), [['the monitor', monitor, 'evidence.UnknownDigest']]),
		],
	],
	[
		'evidence: exhibits',
		[
			...refusals('take an exhibit over', act('recoverExhibit', { seal: null, ground: GROUND }), [
				['an outsider', outsider, member],
				['a trader', trader, role],
				['customs, from a holder that is there', customs, 'evidence.HolderThere'],
			]),
		],
	],
	[
		'evidence: exhibits in custody',
		[
			...refusals('register an exhibit', () => registration(PROTOCOL), [
				['an outsider', outsider, member],
				['a suspended member', suspended, standing],
				['a trader, under the record of customs', trader, 'evidence.NotDepositor'],
			]),
			...refusals('register an exhibit under a web capture', () => registration(RECORD), [['the monitor', monitor, 'evidence.NotExhibitRecord']]),
			...refusals('offer an exhibit', () => act('offerExhibit', { to: s.w.org('monitor').id })(), [
				['an outsider', outsider, member],
				['a suspended member', suspended, standing],
				['a trader, which does not have it', trader, 'evidence.NotHolder'],
			]),
			...refusals('offer an exhibit to oneself', () => act('offerExhibit', { to: s.w.org('customs').id })(), [['customs', customs, 'evidence.ToOneself']]),
			...refusals('offer an exhibit by a number that is past', () => act('offerExhibit', { to: s.w.org('monitor').id, seq: 0 })(), [
				['customs', customs, 'evidence.StaleSeq'],
			]),
			...refusals('accept an exhibit', act('acceptExhibit', { seal: SEAL }), [
				['an outsider', outsider, member],
				['a trader, whom nobody offers it', trader, 'evidence.NotOffered'],
			]),
			...refusals('refuse an exhibit', act('refuseExhibit', { ground: GROUND }), [
				['an outsider', outsider, member],
				['a trader, whom nobody offers it', trader, 'evidence.NotOffered'],
			]),
			...held('take an exhibit back', act('withdrawExhibit'), [['customs, which did not offer it', customs, 'evidence.NotOffered']]),
			...held('break a seal', act('breakSeal', { ground: GROUND })),
			...refusals('break the seal of no exhibit', act('breakSeal', { ground: GROUND, number: 7 }), [['customs', customs, 'evidence.UnknownExhibit']]),
			...held('seal an exhibit', act('sealExhibit', { seal: SEAL }), [['customs, though it is sealed', customs, 'evidence.SealWhole']]),
			...held('take a sample', act('takeSample', { quantity: pieces(1), seal: SEAL }), [['customs, through the seal', customs, 'evidence.SealWhole']]),
			...refusals('take a sample of nothing', act('takeSample', { quantity: pieces(0), seal: SEAL }), [['customs', customs, 'evidence.MalformedQuantity']]),
			...held('return a sample', act('returnSample', { exhibitSeq: 1, quantity: pieces(1) }), [['customs, of what is none', customs, 'evidence.NotSample']]),
			...refusals('link a report', act('recordExamination', { report: digest(RECORD), deposit: 0 }), [
				['an outsider', outsider, member],
				['customs', customs, role],
			]),
			...refusals('order a disposal', act('orderDisposal', { disposal: 'Destroyed', ground: GROUND }), [
				['an outsider', outsider, member],
				['a trader, which registered nothing', trader, 'evidence.MayNotOrder'],
			]),
			...held('dispose of an exhibit', act('disposeOf', { disposal: 'Destroyed', report: GROUND }), [['customs, without an order', customs, 'evidence.NotOrdered']]),
		],
	],
];
