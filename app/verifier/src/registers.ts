/** Rights, licences and declarations, as the chain encodes them. Every byte of a value must be read. */
import { hex, type Hex } from './bytes.ts';
import { oneOf } from './records.ts';
import { type Scale } from './scale.ts';

const ALGORITHMS = ['SHA-256', 'SHA3-256', 'BLAKE2b-256', 'SM3'] as const;
const RIGHTS = [
	'trade mark',
	'design',
	'copyright',
	'geographical indication',
	'patent',
	'supplementary protection certificate',
	'plant variety right',
	'topography',
	'utility model',
	'trade name',
] as const;
const RULES = ['each owner alone', 'owners of more than half together', 'all owners together'] as const;
const ENDS = ['lapsed', 'surrendered', 'revoked', 'refused'] as const;
const SUBSTANTIATIONS = [
	"the author's name on the work",
	'an earlier deposit',
	"a notary's deed",
	"a collecting society's repertoire",
	'a judgment',
] as const;
const EXCLUSIVITIES = ['non-exclusive', 'sole', 'exclusive'] as const;
const SHORTFALLS = ['the act is refused', 'it is owed'] as const;
const ADVICE = ['no objection', 'ask for documents', 'examine the goods', 'suspend the release'] as const;
const GROUNDS = ['consent', 'deemed consent', "a court's decision", 'abandonment'] as const;

/** What a suspicion or finding is about, by number. */
export const NATURES = ['copying', 'other infringement', 'parallel trade', 'contract', 'data', 'other law'] as const;

const hash = (scale: Scale): Hex => hex(scale.hash());
/** A digest of something kept elsewhere. */
export const digest = (scale: Scale): string => `${oneOf(scale, ALGORITHMS)} ${hash(scale)}`;

/** A member of the consortium by its number, or an account. */
export type Party = { org: number } | { account: Hex };
const party = (scale: Scale): Party => (scale.index(2) === 0 ? { org: scale.u32() } : { account: hash(scale) });

export type Quantity = { pieces: bigint } | { micros: bigint; unit: Uint8Array };
export const quantity = (scale: Scale): Quantity =>
	scale.index(2) === 0 ? { pieces: scale.u64() } : { micros: scale.u64(), unit: scale.bytes(3) };

export type RightClass =
	| { of: 'Nice' | 'Locarno'; edition: number; class: number }
	| { of: 'IPC'; section: Uint8Array; class: number; subclass: Uint8Array };
const rightClass = (scale: Scale): RightClass => {
	const of = oneOf(scale, ['Nice', 'Locarno', 'IPC'] as const);
	return of === 'IPC'
		? { of, section: scale.bytes(1), class: scale.u8(), subclass: scale.bytes(1) }
		: { of, edition: scale.u8(), class: scale.u8() };
};

export type Basis =
	| { by: 'office' }
	| { by: 'extract'; extract: string; asOf: number }
	| { by: string; proof: string };
const basis = (scale: Scale): Basis => {
	switch (scale.index(3)) {
		case 0:
			return { by: 'office' };
		case 1:
			return { by: 'extract', extract: digest(scale), asOf: scale.i32() };
		default:
			return { by: oneOf(scale, SUBSTANTIATIONS), proof: digest(scale) };
	}
};

export const right = (scale: Scale) => ({
	kind: oneOf(scale, RIGHTS),
	office: scale.option((inner) => inner.bytes(2)),
	owners: scale.list((inner) => ({ owner: party(inner), part: inner.u32() })),
	ownedSince: scale.u64(),
	rule: oneOf(scale, RULES),
	territories: scale.bytes(32),
	designations: scale.u32(),
	classes: scale.list(rightClass),
	limitations: scale.u32(),
	term: { from: scale.i32(), until: scale.option((inner) => inner.i32()) },
	ended: scale.option((inner) => ({ how: oneOf(inner, ENDS), asOf: inner.i32() })),
	surrendered: scale.option((inner) => inner.u64()),
	attestedBy: scale.u32(),
	basis: basis(scale),
	attestedAt: scale.u64(),
	registration: scale.option((inner) => inner.blob()),
});

export type Products =
	| { are: 'all' }
	| { are: 'classes'; classes: RightClass[] }
	| { are: 'items'; gtins: Uint8Array[] };
const products = (scale: Scale): Products => {
	switch (scale.index(3)) {
		case 0:
			return { are: 'all' };
		case 1:
			return { are: 'classes', classes: scale.list(rightClass) };
		default:
			return { are: 'items', gtins: scale.list((inner) => inner.bytes(14)) };
	}
};

const royalties = (scale: Scale) => ({
	bases: scale.u8(),
	period: scale.option((inner) => inner.u64()),
	rates: hash(scale),
	shortfall: oneOf(scale, SHORTFALLS),
});

const terms = (scale: Scale) => ({
	activities: scale.u16(),
	territories: scale.bytes(32),
	term: { from: scale.u64(), until: scale.option((inner) => inner.u64()) },
	quantity: scale.option(quantity),
	contract: hash(scale),
	products: products(scale),
	marketplaces: scale.index(2) === 0 ? undefined : scale.list((inner) => inner.u32()),
	exclusivity: oneOf(scale, EXCLUSIVITIES),
	sublicensing: scale.u8(),
	notice: scale.u64(),
	sellOff: scale.u64(),
	royalties: scale.option(royalties),
});

export type LicenceEnd =
	| { how: 'revoked'; at: bigint; ground: Hex }
	| { how: 'surrendered'; at: bigint }
	| { how: 'terminated'; givenAt: bigint; at: bigint; ground: Hex };
const licenceEnd = (scale: Scale): LicenceEnd => {
	switch (scale.index(3)) {
		case 0:
			return { how: 'revoked', at: scale.u64(), ground: hash(scale) };
		case 1:
			return { how: 'surrendered', at: scale.u64() };
		default:
			return { how: 'terminated', givenAt: scale.u64(), at: scale.u64(), ground: hash(scale) };
	}
};

export const licence = (scale: Scale) => ({
	rights: scale.list(hash),
	licensor: party(scale),
	licensee: scale.u32(),
	terms: terms(scale),
	left: scale.option(quantity),
	parent: scale.option((inner) => inner.u32()),
	grantedAt: scale.u64(),
	ended: scale.option(licenceEnd),
	suspensions: scale.u32(),
});

export type Seller = { org: number } | { version: number; tag: Hex };
export const seller = (scale: Scale): Seller =>
	scale.index(2) === 0 ? { org: scale.u32() } : { version: scale.u16(), tag: hash(scale) };

export const declaration = (scale: Scale) => ({
	declarant: scale.u32(),
	operator: scale.u32(),
	represented: scale.option((inner) => inner.u32()),
	importer: scale.u32(),
	holder: scale.u32(),
	seller: seller(scale),
	origin: scale.bytes(2),
	destination: scale.bytes(2),
	reference: scale.option(hash),
	lodgedAt: scale.u64(),
	lodgedIn: scale.u32(),
	lines: scale.u8(),
});

const goods = (scale: Scale): string => {
	if (scale.index(2) === 0) return `object ${hash(scale)}`;
	const [unit, lot, index] = [hash(scale), hash(scale), scale.u32()];
	return `unit ${unit}, leaf ${index} of lot ${lot}`;
};

/** What a contradiction points to. */
export type Reference = { org: number } | { other: string };
const reference = (scale: Scale): Reference => {
	switch (scale.index(6)) {
		case 0:
			return { other: `object ${hash(scale)}` };
		case 1:
			return { org: scale.u32() };
		case 2:
			return { other: `licence ${scale.u32()}` };
		case 3:
			return { other: `declaration ${scale.u32()}` };
		case 4:
			return { other: `right ${hash(scale)}` };
		default:
			return { other: `recall ${scale.u32()}` };
	}
};

const decision = (scale: Scale) => ({
	advice: oneOf(scale, ADVICE),
	contradicted: scale.u16(),
	noRecord: scale.u16(),
	notApplicable: scale.u16(),
	natures: scale.u8(),
	references: scale.list(reference),
});

const suspension = (scale: Scale) => ({
	authority: scale.u32(),
	officer: scale.u32(),
	nature: oneOf(scale, NATURES),
	evidence: scale.list(digest),
	at: scale.u64(),
});
export type Suspension = ReturnType<typeof suspension>;

const order = (scale: Scale) => ({
	authority: scale.u32(),
	officer: scale.u32(),
	ground: oneOf(scale, GROUNDS),
	document: digest(scale),
	at: scale.u64(),
});
export type Order = ReturnType<typeof order>;

export type ReleaseGround =
	| { authority: number; since: bigint; reference: Hex }
	| { authority: number; officer: number };
const releaseGround = (scale: Scale): ReleaseGround =>
	scale.index(2) === 0
		? { authority: scale.u32(), since: scale.u64(), reference: hash(scale) }
		: { authority: scale.u32(), officer: scale.u32() };

export type LineStatus =
	| { is: 'lodged' }
	| { is: 'released'; by: ReleaseGround; at: bigint; suspension: Suspension | undefined }
	| { is: 'suspended'; suspension: Suspension }
	| { is: 'ordered'; suspension: Suspension; order: Order }
	| { is: 'destroyed'; suspension: Suspension; order: Order; confirmedBy: number; at: bigint }
	| { is: 'withdrawn'; by: number; at: bigint };
const lineStatus = (scale: Scale): LineStatus => {
	switch (scale.index(6)) {
		case 0:
			return { is: 'lodged' };
		case 1:
			return { is: 'released', by: releaseGround(scale), at: scale.u64(), suspension: scale.option(suspension) };
		case 2:
			return { is: 'suspended', suspension: suspension(scale) };
		case 3:
			return { is: 'ordered', suspension: suspension(scale), order: order(scale) };
		case 4:
			return {
				is: 'destroyed',
				suspension: suspension(scale),
				order: order(scale),
				confirmedBy: scale.u32(),
				at: scale.u64(),
			};
		default:
			return { is: 'withdrawn', by: scale.u32(), at: scale.u64() };
	}
};

export const line = (scale: Scale) => ({
	gtin: scale.bytes(14),
	edition: scale.u16(),
	code: scale.bytes(6),
	quantity: quantity(scale),
	value: hash(scale),
	goods: scale.list((inner) => ({ which: goods(inner), detained: inner.truth() })),
	unknown: scale.list(hash),
	decision: decision(scale),
	status: lineStatus(scale),
});
