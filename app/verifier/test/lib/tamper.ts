/** What forgers do to a certificate. */
import { base64, type Bytes, concat, type Hex, hex, unbase64, unhex, utf8 } from '../../src/bytes.ts';
import { canonical, type Value } from '../../src/canonical.ts';
import { Blob } from '../../src/form.ts';
import { decodeHeader, type Header } from '../../src/header.ts';
import { type Case } from './cases.ts';
import { authorityList, encodeJustification, forced, sign, type Scheme, type TestChain } from './chain.ts';
import { type Random } from './random.ts';

/** A certificate as JSON. */
export type Json = any;

/** A genuine certificate, with those of its members that stand on the issuer's word. */
export interface Genuine {
	name: string;
	text: Bytes;
	anchor: Hex;
	/** Those that it begins at. */
	checkpoints?: Bytes[] | undefined;
	readonly onWord: string[];
	/** The chain that it is of, if the keys of its authorities are known. */
	chain?: TestChain | undefined;
	/** The file that it is about, and the salt before it. */
	original?: Bytes | undefined;
	salt?: Bytes | undefined;
}

const parsed = (text: Bytes): Json => JSON.parse(new TextDecoder().decode(text));
const writing = (json: Json): string => canonical(json as Value) ?? JSON.stringify(json);
const written = (json: Json): Bytes => utf8(writing(json));

/** The same, signed anew by whoever changed it. */
export const signedAnew = (json: Json, scheme: Scheme = 'ed25519'): Bytes => {
	const { signature: _, ...unsigned } = json;
	unsigned.issuer = { ...unsigned.issuer, scheme, publicKey: sign.keyOf(scheme) };
	return written({ ...unsigned, signature: sign.text(written(unsigned), scheme) });
};

/** Where the scalars of a value are. */
export const scalars = (value: Json, at: (string | number)[] = []): (string | number)[][] =>
	value !== null && typeof value === 'object'
		? Object.entries(value).flatMap(([name, inner]) =>
				scalars(inner, [...at, Array.isArray(value) ? Number(name) : name]),
			)
		: [at];

const holder = (json: Json, path: (string | number)[]): Json =>
	path.slice(0, -1).reduce((inner, name) => inner[name], json);

/** Objects and lists in a value. */
const holders = (value: Json): Json[] =>
	value !== null && typeof value === 'object'
		? [value, ...Object.values(value).flatMap((inner) => holders(inner))]
		: [];

const otherScalar = (value: Json, random: Random): Json => {
	if (typeof value === 'boolean') return !value;
	if (typeof value === 'number') return random.pick([value + 1, Math.max(value - 1, 0), value ^ 1, 0, random.next()]);
	const digits = random.pick(['0', '1', 'a', 'f', 'A', '/', '=', 'é']);
	const at = random.below(value.length + 1);
	return random.pick([
		value.slice(0, at) + digits + value.slice(at + 1),
		value.slice(0, at) + digits + value.slice(at),
		value.slice(0, at),
		[...value].reverse().join(''),
	]);
};

/** Bytes after one to three blows. */
export const battered = (bytes: Bytes, random: Random): Bytes => {
	let battered = [...bytes];
	for (let blows = 1 + random.below(3); blows > 0; blows--) {
		const at = random.below(battered.length || 1);
		const length = 1 + random.below(random.pick([4, 40, 400]));
		switch (random.below(8)) {
			case 0:
			case 1:
				battered[at] = (battered[at] ?? 0) ^ (1 << random.below(8));
				break;
			case 2:
				battered[at] = utf8(random.pick([...'0123456789abcdefAZ+/="{}[],:-. ']))[0]!;
				break;
			case 3:
				battered.splice(at, 0, random.byte());
				break;
			case 4:
				battered.splice(at, length);
				break;
			case 5:
				battered.splice(at, 0, ...battered.slice(at, at + length));
				break;
			case 6: {
				const other = random.below(battered.length || 1);
				[battered[at], battered[other]] = [battered[other] ?? 0, battered[at] ?? 0];
				break;
			}
			default:
				battered = battered.slice(0, at);
		}
	}
	return Uint8Array.from(battered);
};

/** Lists of base64 whose order and number count, and single ones. */
const blobLists = (json: Json): Json[][] => [
	json.state.proof,
	...(json.finality.genesis ? [json.finality.genesis.proof] : []),
];
const blobHolders = (json: Json): [Json, string | number][] => [
	[json.finality, 'header'],
	[json.finality, 'justification'],
	...(json.finality.genesis ? [[json.finality.genesis, 'header'] as [Json, string]] : []),
	...json.finality.descendants.map((_: Json, index: number) => [json.finality.descendants, index]),
	...json.finality.handOffs.flatMap((handOff: Json) => [
		[handOff, 'header'],
		[handOff, 'justification'],
	]),
	...blobLists(json).flatMap((list) => list.map((_, index) => [list, index] as [Json, number])),
];

const bytesIn = (text: string): Bytes => unbase64(text) ?? new Uint8Array();

/** The block that was voted for. */
const tipOf = ({ header, descendants }: Json): Header => decodeHeader(new Blob(bytesIn(descendants.at(-1) ?? header)));

/** Votes of all members of a set for a block, signed as of a set. */
const voted = (chain: TestChain, set: number, target: Header, signedAs: number): string => {
	const votes = chain.sets[set]!.map((_, member) => chain.vote(set, member, target, BigInt(signedAs)));
	return base64(encodeJustification({ round: 1n, target, votes, ancestry: [] }));
};

/** A header with another item of its digest, alone or beside those that it has. */
const announcing = (header: Bytes, item: Bytes, place: 'alone' | 'first' | 'last'): Bytes => {
	// Parent, number in as many bytes as its two lowest bits say, roots of state and extrinsics, count of items.
	const count = 32 + [1, 2, 4][header[32]! & 3]! + 64;
	const [head, items] = [header.slice(0, count), header.slice(count + 1)];
	if (place === 'alone') return concat(head, Uint8Array.of(1 << 2), item);
	const more = Uint8Array.of(header[count]! + (1 << 2));
	return place === 'first' ? concat(head, more, item, items) : concat(head, more, items, item);
};

/** As of which set, and by the keys of which, votes are signed that are not those of a set. */
const otherVoters = (set: number, random: Random): readonly [number, number] =>
	random.pick([
		[set - 1, set],
		[set + 1, set],
		[set, set - 1],
		[set, set + 1],
		[set - 1, set - 1],
		[set + 1, set + 1],
	] as const);

/** Changes the votes of a certified block or of a hand-off. */
const otherVotes = (of: Json, random: Random): string => {
	// Round, target (32 and 4), count of votes in one byte, votes of 132, headers.
	const votes = bytesIn(of.justification);
	const [start, size] = [8 + 36 + 1, 132];
	const count = votes[start - 1]! >> 2;
	const all = Array.from({ length: count }, (_, index) =>
		votes.slice(start + index * size, start + (index + 1) * size),
	);
	const at = random.below(count);
	const what = random.pick(['dropped', 'doubled', 'replaced', 'signature', 'voter', 'round']);
	if (what === 'dropped') all.splice(at, 1);
	if (what === 'doubled') all.push(all[at]!);
	if (what === 'replaced') all[at] = all[(at + 1) % count]!;
	if (what === 'signature') all[at]!.set(all[(at + 1) % count]!.slice(36, 100), 36);
	if (what === 'voter') all[at]!.set(random.bytes(32), 100);
	if (what === 'round') votes[0]! ^= 1 + random.below(255);
	const head = concat(votes.slice(0, start - 1), Uint8Array.of(all.length << 2));
	of.justification = base64(concat(head, ...all, votes.slice(start + count * size)));
	return what;
};

/** How to change a certificate; nothing if this way does not fit it. */
type Way = (json: Json, random: Random, others: Genuine[], genuine: Genuine) => string | undefined;

/** What only the signature stands against: the order of nodes says nothing, and nobody's key is refused itself. */
const UNSIGNED = ['nodes swapped', 'signed by nobody'];

/** Ways that any signature leaves unproven. */
const WAYS: Record<string, Way> = {
	scalar: (json, random, _, { onWord }) => {
		const path = random.pick(scalars(json).filter((path) => !onWord.includes(path.join('.'))));
		const inner = holder(json, path);
		inner[path.at(-1)!] = otherScalar(inner[path.at(-1)!], random);
		return path.join('.');
	},
	type: (json, random, _, { onWord }) => {
		const inner = random.pick(holders(json).filter((inner) => Object.keys(inner).length > 0));
		const name = random.pick(Object.keys(inner));
		if (onWord.some((path) => path.endsWith(name))) return undefined;
		const value = inner[name];
		const listed = value !== null && typeof value === 'object' ? Object.values(value) : [value];
		inner[name] = random.pick([null, true, 0, '', 'null', [], {}, listed, { [String(value)]: null }, `${value}`]);
		return name;
	},
	'member left out': (json, random, _, { onWord }) => {
		const inner = random.pick(holders(json).filter((inner) => Object.keys(inner).length > 0));
		const name = random.pick(Object.keys(inner));
		// What the issuer may leave out.
		if (onWord.some((path) => path.endsWith(name)) || ['original', 'signature'].includes(name)) return undefined;
		if (inner === json && name === 'description') return undefined;
		if (Array.isArray(inner)) inner.splice(Number(name), 1);
		else delete inner[name];
		return name;
	},
	'member added': (json, random) => {
		const inner = random.pick(holders(json));
		if (Array.isArray(inner)) inner.splice(random.below(inner.length + 1), 0, inner[0] ?? '');
		else inner[random.pick(['name', 'other', '__proto__x', 'toString', 'opened'])] ??= random.pick(['', 1, null, []]);
		return 'something';
	},
	'node dropped': (json, random) => {
		const nodes = random.pick(blobLists(json));
		nodes.splice(random.below(nodes.length), 1);
		return 'one';
	},
	'node doubled': (json, random) => {
		const nodes = random.pick(blobLists(json));
		nodes.splice(random.below(nodes.length), 0, random.pick(nodes));
		return 'one';
	},
	'node added': (json, random, others) => {
		const nodes = random.pick(blobLists(json));
		const foreign: Json[] = random.pick(blobLists(parsed(random.pick(others).text)));
		const node = random.pick([base64(random.bytes(random.below(80))), random.pick(foreign)]);
		if (nodes.includes(node)) return undefined;
		nodes.push(node);
		return 'one';
	},
	'nodes of another': (json, random, others) => {
		const nodes = random.pick(blobLists(json));
		const foreign: Json[] = random.pick(blobLists(parsed(random.pick(others).text)));
		const node = random.pick(foreign);
		if (nodes.includes(node)) return undefined;
		nodes[random.below(nodes.length)] = node;
		return 'one';
	},
	'nodes swapped': (json, random) => {
		const nodes = random.pick(blobLists(json));
		const [one, other] = [random.below(nodes.length), random.below(nodes.length)];
		[nodes[one], nodes[other]] = [nodes[other], nodes[one]];
		return `${one} and ${other}`;
	},
	'votes of another set': (json, random, _, { chain }) => {
		if (!chain) return undefined;
		const { finality } = json;
		const [signedAs, by] = otherVoters(finality.setId, random);
		if (signedAs < 0 || !chain.sets[by]) return undefined;
		finality.justification = voted(chain, by, tipOf(finality), signedAs);
		if (random.below(2)) finality.setId = signedAs;
		return `${by} as of ${signedAs}`;
	},
	'hand-off by another set': (json, random, _, { chain }) => {
		const handOffs: Json[] = json.finality.handOffs;
		if (!chain || handOffs.length === 0) return undefined;
		const at = random.below(handOffs.length);
		const [signedAs, by] = otherVoters(json.finality.setId - handOffs.length + at, random);
		if (signedAs < 0 || !chain.sets[by]) return undefined;
		const header = decodeHeader(new Blob(bytesIn(handOffs[at].header)));
		handOffs[at].justification = voted(chain, by, header, signedAs);
		return `${by} as of ${signedAs}`;
	},
	'forced change, unsigned': (json, random, _, { chain }) => {
		const handOffs: Json[] = json.finality.handOffs;
		if (!chain || handOffs.length === 0) return undefined;
		// As `note_stalled` leaves it: only the new set votes for it, and goes on as the set after.
		const at = random.below(handOffs.length);
		const before = bytesIn(handOffs[at].header);
		const { number } = decodeHeader(new Blob(before));
		const { set } = chain.block(number);
		const encoded = announcing(before, forced(authorityList(chain.sets[set + 1]!)), 'alone');
		const justification = voted(chain, set + 1, decodeHeader(new Blob(encoded)), set + random.below(2));
		handOffs[at] = { header: base64(encoded), justification };
		return `in block ${number}`;
	},
	'forced change': (json, random, _, { chain }) => {
		if (!chain) return undefined;
		const { finality } = json;
		const next = forced(authorityList(random.pick(chain.sets)));
		// One of the hand-offs, or the block that was voted for.
		const at = random.below(finality.handOffs.length + 1);
		const handOff: Json | undefined = finality.handOffs[at];
		const before = bytesIn(handOff ? handOff.header : (finality.descendants.at(-1) ?? finality.header));
		const { number } = decodeHeader(new Blob(before));
		const { set } = chain.block(number);
		const encoded = announcing(before, next, random.pick(['alone', 'first', 'last']));
		const header = decodeHeader(new Blob(encoded));
		const justification = voted(chain, set, header, set);
		if (handOff) {
			Object.assign(handOff, { header: base64(encoded), justification });
		} else {
			finality.justification = justification;
			if (finality.descendants.length > 0) {
				finality.descendants.splice(-1, 1, base64(encoded));
			} else {
				finality.header = base64(encoded);
				json.retrieval.blockHash = header.hash;
				if (json.entry?.block === number) json.entry.blockHash = header.hash;
			}
		}
		return `in block ${number}`;
	},
	bytes: (json, random) => {
		const [inner, name] = random.pick(blobHolders(json));
		inner[name] = base64(battered(bytesIn(inner[name]), random));
		return String(name);
	},
	bit: (json, random) => {
		const [inner, name] = random.pick(blobHolders(json));
		const bytes = bytesIn(inner[name]);
		bytes[random.below(bytes.length)]! ^= 1 << random.below(8);
		inner[name] = base64(bytes);
		return String(name);
	},
	'set id': (json, random) => {
		json.finality.setId = random.pick([json.finality.setId + 1, json.finality.setId + 2, random.next()]);
		return String(json.finality.setId);
	},
	'hand-offs': (json, random) => {
		const all: Json[] = json.finality.handOffs;
		if (all.length < 2) return undefined;
		const at = random.below(all.length);
		const other = (at + 1) % all.length;
		const what = random.pick(['dropped', 'doubled', 'swapped', 'mixed']);
		if (what === 'dropped') all.splice(at, 1);
		else if (what === 'doubled') all.splice(at, 0, all[at]);
		else if (what === 'swapped') [all[at], all[other]] = [all[other], all[at]];
		else all[at] = { ...all[at], justification: all[other].justification };
		if (random.below(2)) json.finality.setId = all.length;
		return what;
	},
	'signed by nobody': (json, random) => {
		// The neutral point as key, under which one signature fits every text.
		const nobody = `0x01${'00'.repeat(31)}`;
		Object.assign(json.issuer, { scheme: 'ed25519', publicKey: nobody, name: hex(random.bytes(4)) });
		json.signature = `${nobody}${'00'.repeat(32)}`;
		return 'written';
	},
	'headers upon it': (json, random) => {
		const all: Json[] = json.finality.descendants;
		if (all.length < 2) return undefined;
		const at = random.below(all.length);
		const what = random.pick(['dropped', 'doubled', 'swapped', 'cut']);
		if (what === 'dropped') all.splice(at, 1);
		else if (what === 'doubled') all.splice(at, 0, all[at]);
		else if (what === 'swapped') [all[at], all[(at + 1) % all.length]] = [all[(at + 1) % all.length], all[at]];
		else all.splice(at);
		return what;
	},
	votes: (json, random) => otherVotes(json.finality, random),
	'votes for a hand-off': (json, random) => {
		const handOffs: Json[] = json.finality.handOffs;
		return handOffs.length > 0 ? otherVotes(random.pick(handOffs), random) : undefined;
	},
	statement: (json, random) => {
		const record: Json[] | undefined = json.record ?? json.description?.statements;
		if (!record) return undefined;
		const at = random.below(record.length);
		const other = (at + 1) % record.length;
		const what = random.pick(['dropped', 'doubled', 'swapped', 'value', 'name']);
		if (what === 'dropped') record.splice(at, 1);
		else if (what === 'doubled') record.splice(at, 0, record[at]);
		else if (what === 'swapped') [record[at], record[other]] = [record[other], record[at]];
		else record[at] = { ...record[at], [what]: record[other][what] };
		return what;
	},
	leaf: (json, random) => {
		const leaf = json.subject.leaf;
		if (!leaf) return undefined;
		const what = random.pick(['truncated', 'longer', 'reversed', 'index', 'leaves', 'digest', 'swapped', 'node']);
		if (what === 'truncated') leaf.path.pop();
		if (what === 'longer') leaf.path.push(hex(random.bytes(32)));
		if (what === 'reversed') leaf.path.reverse();
		if (what === 'index') leaf.index = random.pick([leaf.index ^ 1, leaf.leaves, random.next()]);
		if (what === 'leaves') leaf.leaves += 1 + random.below(9);
		if (what === 'digest') leaf.digest = hex(random.bytes(32));
		if (what === 'swapped') [leaf.digest, leaf.path[0]] = [leaf.path[0], leaf.digest];
		if (what === 'node') Object.assign(leaf, { digest: leaf.root, path: [], index: 0, leaves: 1 });
		return what;
	},
	grafted: (json, random, others) => {
		const from = parsed(random.pick(others).text);
		const member = random.pick([
			'state',
			'finality',
			'subject',
			'entry',
			'description',
			'depositor',
			'status',
			'record',
			'operators',
			'retrieval',
			'runtime',
			'chain',
		]);
		if (JSON.stringify(from[member]) === JSON.stringify(json[member])) return undefined;
		// A retrieval of the same block differs in the time of asking only, which the issuer states.
		if (member === 'retrieval' && from.retrieval.blockHash === json.retrieval.blockHash) return undefined;
		if (member === 'chain' && from.chain.genesisHash === json.chain.genesisHash) return undefined;
		// A description is certified on demand: a certificate is genuine without it, or with the right one.
		if (member === 'description' && (!from.description || from.entry.description === json.entry?.description))
			return undefined;
		if (from[member] === undefined) delete json[member];
		else json[member] = from[member];
		return member;
	},
};

/** What of a certificate does not stand on its issuer's word. */
const proven = (json: Json, onWord: string[]): string => {
	const rest = structuredClone(json);
	for (const path of onWord.map((path) => path.split('.'))) {
		const inner = path.slice(0, -1).reduce((inner, name) => inner?.[name], rest);
		if (inner !== null && typeof inner === 'object') delete inner[path.at(-1)!];
	}
	// Of the extrinsic nothing is left then.
	delete rest.entry?.extrinsic;
	return writing(rest);
};

/** The genuine certificate with another salt, which makes the file another one. */
const salted = ({ original, ...genuine }: Genuine, salt: Bytes, random: Random): Forgery => {
	const what = random.pick(['bit', 'other', 'none', 'swapped', 'twice']);
	const at = random.below(salt.length);
	const other = salt.findIndex((byte) => byte !== salt[at]);
	const given: Forgery = { ...genuine, label: `${genuine.name}: salt, ${what}`, way: 'salt', original, salt };
	if (what === 'bit') given.salt = salt.with(at, salt[at]! ^ (1 << random.below(8)));
	if (what === 'other') given.salt = random.bytes(salt.length);
	if (what === 'none') given.salt = undefined;
	if (what === 'swapped') given.salt = salt.with(at, salt[other]!).with(other, salt[at]!);
	if (what === 'twice') given.original = concat(salt, original!);
	return given;
};

/** A forgery, and in which way it was made. */
export interface Forgery extends Case {
	way: string;
}

/** A forgery of one of the certificates, with what was done to it. */
export const tampered = (all: Genuine[], random: Random): Forgery => {
	for (;;) {
		const genuine = random.pick(all);
		const { name, text, anchor, checkpoints, onWord, salt } = genuine;
		if (salt && random.below(2) > 0) return salted(genuine, salt, random);
		const kind = random.below(10);
		if (kind === 0) {
			const bytes = unhex(anchor);
			bytes[random.below(32)]! ^= 1 << random.below(8);
			return { label: `${name}: another genesis`, way: 'genesis', text, anchor: hex(bytes), checkpoints };
		}
		if (kind < 3) {
			const forged = battered(text, random);
			if (hex(forged) === hex(text)) continue;
			return { label: `${name}: text`, way: 'text', text: forged, anchor, checkpoints };
		}
		const json = parsed(text);
		const way = random.pick(Object.keys(WAYS));
		const others = all.filter((other) => other !== genuine);
		const what = WAYS[way]!(json, random, others, genuine);
		const anew = !UNSIGNED.includes(way) && random.below(4) > 0;
		const before = parsed(text);
		const unchanged = anew ? proven(json, onWord) === proven(before, onWord) : writing(json) === writing(before);
		if (what === undefined || unchanged) continue;
		// Null and the like are not in the form that a signature covers.
		const forged = anew ? signedAnew(json, random.pick(['ed25519', 'sr25519', 'ecdsa'])) : written(json);
		return { label: `${name}: ${way}, ${what}${anew ? ', signed anew' : ''}`, way, text: forged, anchor, checkpoints };
	}
};

/** All ways in which certificates are tampered with. */
export const ALL_WAYS = ['genesis', 'text', 'salt', ...Object.keys(WAYS)];
