/** Rights, licences, declarations, groups of captures and exhibits as a chain encodes them, of every form that they have. */
import { type Bytes, hex, type Hex } from '../../src/bytes.ts';
import { type Subject } from '../../src/form.ts';
import { sha256 } from '../../src/hash.ts';
import * as keys from '../../src/keys.ts';
import { blob, concat, list, none, some, u32, u64, u8, utf8 } from './scale.ts';

const u16 = (value: number): Bytes => Uint8Array.of(value & 0xff, value >> 8);
const i32 = (value: number): Bytes => u32(value >>> 0);
const bytes = (word: string): Bytes => sha256(utf8(word));
const maybe = <T>(value: T | undefined, encode: (value: T) => Bytes): Bytes =>
	value === undefined ? none : some(encode(value));

const MOMENT = 1_795_546_671_123n;
const member = (org: number): Bytes => concat(u8(0), u32(org));
const account = (word: string): Bytes => concat(u8(1), bytes(word));
const digest = (word: string, algorithm = 0): Bytes => concat(u8(algorithm), bytes(word));
const pieces = (count: bigint): Bytes => concat(u8(0), u64(count));
const measured = (micros: bigint, unit: string): Bytes => concat(u8(1), u64(micros), utf8(unit));
const nice = (of: number): Bytes => concat(u8(0), u8(12), u8(of));
const locarno = (of: number): Bytes => concat(u8(1), u8(15), u8(of));
const ipc = (text: string): Bytes =>
	concat(u8(2), utf8(text.charAt(0)), u8(Number(text.slice(1, 3))), utf8(text.slice(3)));
const gtin = utf8('04012345000009');

/** Bits of a set of so many bytes. */
const bits = (length: number, ...set: number[]): Bytes => {
	const found = new Uint8Array(length);
	for (const bit of set) found[bit >> 3]! |= 1 << (bit & 7);
	return found;
};
const ANDORRA = 0;
const GERMANY = 56;
const ZIMBABWE = 248;

interface RightLike {
	kind: number;
	office?: string;
	owners: [owner: Bytes, part: number][];
	rule: number;
	territories: Bytes;
	classes: Bytes[];
	until?: number;
	ended?: [how: number, asOf: number];
	surrendered?: bigint;
	basis: Bytes;
	registration?: string;
}

const right = (of: RightLike): Bytes =>
	concat(
		u8(of.kind),
		maybe(of.office, utf8),
		list(of.owners.map(([owner, part]) => concat(owner, u32(part)))),
		u64(MOMENT),
		u8(of.rule),
		of.territories,
		u32(2),
		list(of.classes),
		u32(1),
		i32(-25_508),
		maybe(of.until, i32),
		maybe(of.ended, ([how, asOf]) => concat(u8(how), i32(asOf))),
		maybe(of.surrendered, u64),
		u32(3),
		of.basis,
		u64(MOMENT + 1n),
		maybe(of.registration, (text) => blob(utf8(text))),
	);

const RIGHTS: Bytes[] = [
	right({
		kind: 0,
		office: 'EM',
		owners: [[member(4), 1_000_000]],
		rule: 2,
		territories: bits(32, ANDORRA, GERMANY, ZIMBABWE),
		classes: [nice(25), locarno(2), ipc('A07Z')],
		until: 20_783,
		basis: u8(0),
		registration: '018000001',
	}),
	right({
		kind: 2,
		owners: [
			[member(5), 250_000],
			[account('owner'), 750_000],
			[member(99), 0],
		],
		rule: 1,
		territories: bits(32),
		classes: [],
		ended: [3, 2_000_000_000],
		surrendered: MOMENT,
		basis: concat(u8(2), u8(4), digest('proof', 3)),
	}),
	right({
		kind: 9,
		office: 'DE',
		owners: [],
		rule: 0,
		territories: bits(32, GERMANY),
		classes: [],
		until: -2_000_000_000,
		basis: concat(u8(1), digest('extract', 1), i32(20_000)),
	}),
];

interface LicenceLike {
	licensor: Bytes;
	quantity?: Bytes;
	products: Bytes;
	channel: Bytes;
	exclusivity: number;
	royalties?: Bytes;
	until?: bigint;
	parent?: number;
	ended?: Bytes;
}

const licence = (of: LicenceLike): Bytes =>
	concat(
		list([bytes('right'), bytes('other right')]),
		of.licensor,
		u32(6),
		bits(2, 0, 7, 11),
		bits(32, GERMANY),
		u64(MOMENT),
		maybe(of.until, u64),
		maybe(of.quantity, (quantity) => quantity),
		bytes('contract'),
		of.products,
		of.channel,
		u8(of.exclusivity),
		u8(4),
		u64(90n * 86_400_000n),
		u64(1_500n),
		maybe(of.royalties, (royalties) => royalties),
		maybe(of.quantity, (quantity) => quantity),
		maybe(of.parent, u32),
		u64(MOMENT),
		maybe(of.ended, (ended) => ended),
		u32(3),
	);

const LICENCES: Bytes[] = [
	licence({
		licensor: member(4),
		quantity: pieces(10_000n),
		products: u8(0),
		channel: u8(0),
		exclusivity: 0,
		royalties: concat(bits(1, 0, 3), some(u64(30n * 86_400_000n)), bytes('rates'), u8(0)),
		until: MOMENT + 5n,
	}),
	licence({
		licensor: account('licensor'),
		quantity: measured(2_500_000n, 'LT '),
		products: concat(u8(1), list([nice(25), ipc('H99A')])),
		channel: concat(u8(1), list([u32(7), u32(99)])),
		exclusivity: 2,
		royalties: concat(bits(1, 2), none, bytes('rates'), u8(1)),
		parent: 0,
		ended: concat(u8(0), u64(MOMENT), bytes('ground')),
	}),
	licence({
		licensor: member(5),
		products: concat(u8(2), list([gtin, gtin])),
		channel: u8(0),
		exclusivity: 1,
		ended: concat(u8(1), u64(MOMENT)),
	}),
	licence({
		licensor: member(5),
		products: u8(0),
		channel: u8(0),
		exclusivity: 1,
		ended: concat(u8(2), u64(MOMENT), u64(MOMENT + 90n), bytes('ground')),
	}),
];

interface DeclarationLike {
	represented?: number;
	seller: Bytes;
	reference?: Bytes;
	lines: Bytes[];
}

const declaration = ({ represented, seller, reference, lines }: DeclarationLike): Bytes =>
	concat(
		u32(8),
		u32(14),
		maybe(represented, u32),
		u32(9),
		u32(10),
		seller,
		utf8('CN'),
		utf8('DE'),
		maybe(reference, (reference) => reference),
		u64(MOMENT),
		u32(7),
		u8(lines.length),
	);

const line = (quantity: Bytes, advice: number, references: Bytes[], status: Bytes): Bytes =>
	concat(
		gtin,
		u16(2022),
		utf8('640399'),
		quantity,
		bytes('value'),
		list([
			concat(u8(0), bytes('object'), u8(1)),
			concat(u8(1), bytes('unit'), bytes('lot'), u32(17), u8(0)),
		]),
		list([bytes('unknown unit')]),
		u8(advice),
		bits(2, 5, 10),
		bits(2, 0),
		bits(2),
		bits(1, 0, 5),
		list(references),
		status,
	);

const suspension = concat(u32(1), u32(2), u8(0), list([digest('evidence'), digest('more', 2)]), u64(MOMENT));
const order = concat(u32(1), u32(3), u8(2), digest('judgment'), u64(MOMENT + 7n));
const instruction = concat(u8(0), u32(1), u64(MOMENT), bytes('instruction'));
const officer = concat(u8(1), u32(99), u32(2));
const REFERENCES = [
	concat(u8(0), bytes('object')),
	concat(u8(1), u32(4)),
	concat(u8(2), u32(5)),
	concat(u8(3), u32(6)),
	concat(u8(4), bytes('right')),
	concat(u8(5), u32(7)),
];

const DECLARATIONS: DeclarationLike[] = [
	{
		represented: 11,
		seller: concat(u8(0), u32(4)),
		reference: bytes('reference'),
		lines: [
			line(pieces(10n), 0, [], concat(u8(1), instruction, u64(MOMENT), none)),
			line(measured(1n, 'KGM'), 3, REFERENCES, concat(u8(2), suspension)),
		],
	},
	{
		seller: concat(u8(1), u16(2), bytes('tag')),
		lines: [
			line(pieces(1n), 1, [], u8(0)),
			line(pieces(2n), 2, [], concat(u8(1), officer, u64(MOMENT), some(suspension))),
			line(pieces(3n), 3, [], concat(u8(3), suspension, order)),
			line(pieces(4n), 3, [], concat(u8(4), suspension, order, u32(5), u64(MOMENT + 9n))),
			line(pieces(5n), 0, [], concat(u8(5), u32(14), u64(MOMENT + 9n))),
		],
	},
	{ seller: concat(u8(0), u32(99)), lines: [] },
];

const capture = (org: number, word: string): Bytes =>
	concat(u32(org), u32(10 + org), digest(word), u32(org % 2), bytes('extract'), u32(3), u64(MOMENT + BigInt(org)));

const group = (captures: Bytes[], agreement: Bytes): Bytes =>
	concat(
		u32(4),
		u32(14),
		bytes('address'),
		u8(2),
		u8(3),
		list([u32(4), u32(5), u32(99)]),
		u32(2),
		u64(MOMENT),
		u64(MOMENT + 86_400_000n),
		list(captures),
		agreement,
	);

const GROUPS: Bytes[] = [
	group(
		[capture(4, 'page'), capture(5, 'other page'), capture(99, 'third page')],
		some(concat(bytes('extract'), u32(3), u64(MOMENT + 5n))),
	),
	group([], none),
];

const PIN = concat(u32(2), u32(1), bytes('head'));
const [SEAL, REASONS, REPORT] = [bytes('seal'), bytes('reasons'), digest('report', 2)];
/** One act of each kind and form, each after its number. */
const ACTS: Bytes[] = [
	concat(u8(0), u32(0), SEAL, measured(2_500_000n, 'KGM'), some(bytes('lot')), some(bytes('object'))),
	concat(u8(0), u32(3), SEAL, pieces(2n), none, none),
	concat(u8(1), u32(5)),
	concat(u8(2), u32(4), SEAL),
	concat(u8(3), REASONS),
	u8(4),
	concat(u8(5), REASONS),
	concat(u8(6), SEAL),
	concat(u8(7), u32(2), pieces(2n)),
	concat(u8(8), PIN, pieces(2n), SEAL),
	concat(u8(9), PIN, pieces(2n)),
	concat(u8(10), PIN, measured(1n, 'LT ')),
	concat(u8(11), REPORT, u32(1)),
	...[0, 1, 2].map((how) => concat(u8(12), some(u8(how)), REASONS)),
	concat(u8(12), none, REASONS),
	concat(u8(13), u8(1), u32(1), bytes('protocol')),
	concat(u8(14), u32(99), none, REASONS),
	concat(u8(14), u32(4), some(SEAL), REASONS),
];

interface ExhibitLike {
	seal?: Bytes;
	lot?: Bytes;
	object?: Bytes;
	sampleOf?: number;
	state: Bytes;
	order?: Bytes;
	acts: Bytes[];
}

const exhibit = (of: ExhibitLike): Bytes =>
	concat(
		u32(4),
		u32(5),
		maybe(of.seal, (seal) => seal),
		pieces(2n),
		maybe(of.lot, (lot) => lot),
		maybe(of.object, (object) => object),
		maybe(of.sampleOf, u32),
		of.state,
		maybe(of.order, (order) => order),
		u32(of.acts.length),
		bytes('head'),
	);

const EXHIBITS: ExhibitLike[] = [
	{ lot: bytes('lot'), object: bytes('object'), state: concat(u8(3), u8(1)), acts: ACTS },
	{ seal: SEAL, sampleOf: 1, state: concat(u8(1), u32(7)), order: concat(u32(1), u8(2)), acts: ACTS.slice(9, 10) },
	{ seal: SEAL, sampleOf: 1, state: u8(2), acts: ACTS.slice(9, 12) },
	{ seal: SEAL, state: u8(0), order: concat(u32(99), u8(0)), acts: [] },
];
const PROTOCOL: Hex = hex(bytes('protocol'));
const exhibitId = (index: number) => ({ algorithm: 'sha3256' as const, digest: PROTOCOL, number: index + 1 });
const entry = (act: Bytes, index: number): Bytes =>
	concat(u32(4), u32(14), u32(index + 1), u64(MOMENT + BigInt(index + 1)), act);

const rightId = (index: number): Hex => hex(bytes(`right ${index}`));

/** What the state has of all of them. */
export const entries = (): [key: Bytes, value: Bytes][] => [
	...RIGHTS.map((value, index): [Bytes, Bytes] => [keys.right(rightId(index)), value]),
	...LICENCES.map((value, id): [Bytes, Bytes] => [keys.licence(id), value]),
	...DECLARATIONS.flatMap((of, id): [Bytes, Bytes][] => [
		[keys.declaration(id), declaration(of)],
		...of.lines.map((value, number): [Bytes, Bytes] => [keys.line(id, number), value]),
	]),
	...GROUPS.map((value, id): [Bytes, Bytes] => [keys.captureGroup(id), value]),
	...EXHIBITS.flatMap((of, index): [Bytes, Bytes][] => {
		const { algorithm, digest, number } = exhibitId(index);
		return [
			[keys.exhibit(algorithm, digest, number), exhibit(of)],
			...of.acts.map((act, at): [Bytes, Bytes] => [
				keys.exhibitAct(algorithm, digest, number, at + 1),
				entry(act, at),
			]),
		];
	}),
];

/** All of them, by name. */
export const REGISTERED: [label: string, subject: Subject][] = [
	...RIGHTS.map((_, index): [string, Subject] => [`right ${index}`, { right: { id: rightId(index) } }]),
	...LICENCES.map((_, id): [string, Subject] => [`licence ${id}`, { licence: { id } }]),
	...DECLARATIONS.map((_, id): [string, Subject] => [`declaration ${id}`, { declaration: { id } }]),
	...GROUPS.map((_, id): [string, Subject] => [`group ${id}`, { group: { id } }]),
	...EXHIBITS.map((_, index): [string, Subject] => [`exhibit ${index}`, { exhibit: exhibitId(index) }]),
];

/** The one of that name. */
export const registered = (label: string): Subject => REGISTERED.find(([name]) => name === label)![1];

/** A hash by the word that it is of. */
export const hashOf = (word: string): Hex => hex(bytes(word));
