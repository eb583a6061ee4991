/**
 * What a scan shows: the path of a serial from the keeper of its lot, and what the chain says to it. A
 * keeper that cannot be reached, or that says nothing, makes no item a fake.
 */
import type { ApiPromise } from '@polkadot/api';
import { ed25519Verify, sr25519Verify } from '@polkadot/util-crypto';
import { ascii, concat, type Hex, text, u64, unhex } from './bytes.ts';
import { ask, readPlain } from './chain.ts';
import { digitalLink, parseKey } from './gs1.ts';
import { lotId, unitId } from './ids.ts';
import { lotLeaf, verify } from './merkle.ts';

export type Verdict =
	/** It is one of its lot, and where it is looked at. */
	| { verdict: 'Genuine' }
	/** It is one of its lot, and where it is looked at, and a recall in force concerns it. */
	| { verdict: 'Recalled'; recalls: number[] }
	/** It is one of its lot, and an authority keeps it. */
	| { verdict: 'Detained'; by: number }
	/** Its serial is one of the lot, but that item is somewhere else: one of the two labels is a copy. */
	| { verdict: 'Elsewhere'; holder: number }
	/** Its serial is one of the lot, but that item left the trade. */
	| { verdict: 'Ended'; end: string }
	/** The path does not lead to the lot: the keeper or the label lies. */
	| { verdict: 'Refuted' }
	/** The serial has no place in these lots, as two neighbours in each of them show: all lots with serials of its class. */
	| { verdict: 'NoSuchSerial'; lots: string[] }
	/** The owner of the class signs that it has no such serial. */
	| { verdict: 'Denied'; by: number }
	/** Nobody shows anything: a question, and no verdict. */
	| { verdict: 'NotProvableHere'; why: string };

/** Who scans, and what. */
export interface Scanner {
	api: ApiPromise;
	/** Where the keeper answers. */
	keeper: string;
	/** What lets one see proofs of absence. */
	token: string;
	/** What lies open before the officer: the item is in it, if it is where it should be. */
	inside: Hex;
	/** How long the keeper may take, in milliseconds. */
	patience?: number;
}

interface Leaf {
	index: number;
	serial: string;
	itemKey: Hex;
	path: Hex[];
}
interface Commitment {
	gtin: string;
	lot: string;
	size: number;
	root: Hex;
}
/** That the owner of a class says that it has no such serial. */
export interface Denial {
	gtin: string;
	serial: string;
	genesis: Hex;
	/** Milliseconds UTC since 1970, itself not included. */
	expiry: number;
	scheme: 'sr25519' | 'ed25519';
	/** The account, which is the public key. */
	signer: Hex;
	signature: Hex;
}
type Absence = Commitment & { before: Leaf | null; after: Leaf | null };
/** What a keeper answers: the path of an item; or neighbours, or a denial, of a serial that it does not have. */
export type KeeperAnswer = Leaf & Commitment & { absences?: Absence[]; denial?: Denial };

interface Facts {
	whereabouts: { object: Hex; holder: number; presence: { ended?: string; detained?: { by: number } } } | null;
	proof: 'NotOffered' | 'Verified' | 'Refuted';
}

/** As many objects lie in each other, and a unit in the innermost. */
const DEEPEST = 6;

/** Whether an object is, or lies at whatever depth in, another. */
const liesIn = async (api: ApiPromise, object: Hex, outer: Hex): Promise<boolean> => {
	let next: Hex | undefined = object;
	for (let depth = 0; next !== undefined && depth <= DEEPEST; depth++) {
		if (next === outer) return true;
		const item: { position: { in?: { parent: Hex } } } | null = await readPlain(api, 'custody.items', next);
		next = item?.position.in?.parent;
	}
	return false;
};

const leafOf = (leaf: Leaf | null): object | null => leaf && { ...leaf, serial: ascii(leaf.serial) };

/** What a keeper answers, as `custodyApi.scan` takes it: the chain judges it. */
export const shown = ({ lot, index, itemKey, path, absences, denial }: Partial<KeeperAnswer>): object | string => {
	if (lot && path) return { Path: { lot: ascii(lot), index, itemKey, path } };
	if (absences?.length) {
		return { Absences: absences.map(({ lot, before, after }) => ({ lot: ascii(lot), before: leafOf(before), after: leafOf(after) })) };
	}
	if (!denial) return 'Nothing';
	const { expiry, scheme, signer, signature } = denial;
	return { Denial: { expiry, signed: { [scheme === 'sr25519' ? 'Sr25519' : 'Ed25519']: { signer, signature } } } };
};

const compare = (one: string, other: string): number => Buffer.compare(text(one), text(other));

/** Whether two neighbours, checked against the lot on the chain, leave a serial no place in it. */
export const provesAbsence = async (api: ApiPromise, gtin: string, serial: string, absence: Absence): Promise<boolean> => {
	const { lot, size, root, before, after } = absence;
	const known = await readPlain<{ root: Hex | null; quantity: { pieces?: number } } | null>(api, 'custody.lots', lotId(gtin, lot));
	if (absence.gtin !== gtin || known?.root !== root || Number(known.quantity.pieces) !== size) return false;
	const stands = ({ index, serial, itemKey, path }: Leaf): boolean =>
		verify(unhex(root), size, index, lotLeaf(gtin, serial, unhex(itemKey)), path.map(unhex));
	const neighbours = [before, after].flatMap((leaf) => leaf ?? []);
	return (
		neighbours.length > 0 &&
		neighbours.every(stands) &&
		(after?.index ?? size) === (before ? before.index + 1 : 0) &&
		(!before || compare(before.serial, serial) < 0) &&
		(!after || compare(serial, after.serial) < 0)
	);
};

interface Class {
	made?: number | string;
	version: number;
}

/**
 * The lots with serials of a class that are not among those shown. How many pieces were made of it the class says:
 * when the lots shown have as many, there is no other.
 */
export const leftOut = async (api: ApiPromise, gtin: string, shown: Commitment[]): Promise<string[]> => {
	const sizes = new Map(shown.map(({ lot, size }) => [lot, BigInt(size)]));
	const newest = await readPlain<Class | null>(api, 'custody.classes', ascii(gtin));
	const former = Array.from({ length: newest?.version ?? 0 }, (_, version) =>
		readPlain<Class | null>(api, 'custody.formerClasses', ascii(gtin), version),
	);
	const counts = [newest, ...(await Promise.all(former))].map((version) => version?.made);
	const isCounted = counts.every((made) => made !== undefined);
	const sum = (numbers: Iterable<bigint>): bigint => [...numbers].reduce((total, each) => total + each, 0n);
	if (isCounted && sum(counts.map((made) => BigInt(made!))) === sum(sizes.values())) return [];

	const lots = await api.query.custody!.lots!.entries();
	const known = lots.map(([, lot]) => lot.toJSON() as unknown as { gtin: Hex; number: Hex; root: Hex | null });
	return known
		.filter((lot) => lot.root !== null && ofAscii(lot.gtin) === gtin)
		.map(({ number }) => ofAscii(number))
		.filter((lot) => !sizes.has(lot));
};

/** What is signed. */
export const denialMessage = ({ gtin, serial, genesis, expiry }: Denial): Uint8Array =>
	concat(text('tracemark/denial/v1'), unhex(genesis), unhex(unitId(gtin, serial)), u64(expiry));

/** The owner of the class who denies a serial, by the newest final block; or why the denial says nothing. */
export const denied = async (api: ApiPromise, gtin: string, serial: string, denial: Denial): Promise<number | string> => {
	if (denial.gtin !== gtin || denial.serial !== serial) return 'it is of another item';
	if (denial.genesis !== api.genesisHash.toHex()) return 'it is for another chain';
	const final = await api.at(await api.rpc.chain.getFinalizedHead());
	if (Number((await final.query.timestamp!.now!()).toString()) >= denial.expiry) return 'it has expired';
	const verify = { sr25519: sr25519Verify, ed25519: ed25519Verify }[denial.scheme];
	if (!verify?.(denialMessage(denial), unhex(denial.signature), unhex(denial.signer))) return 'nobody signed it';
	const owner = ((await final.query.custody!.classes!(ascii(gtin))).toJSON() as { owner: number } | null)?.owner;
	const signer = (await final.call.consortiumApi!.operator!(denial.signer)).toJSON() as { org: number; party: { standing: string } } | null;
	if (signer === null || signer.org !== owner) return 'its signer does not act for the owner of the class';
	return signer.party.standing === 'Good' ? owner : 'the owner of the class may not act';
};

const ofAscii = (value: Hex): string => Buffer.from(unhex(value)).toString('latin1');

/** The verdict on the code of one item. */
export const scan = async (code: string, scanner: Scanner): Promise<Verdict> => {
	const { api, keeper, token, inside, patience = 1_000 } = scanner;
	const key = parseKey(code);
	if (key.kind !== 'item') throw new Error(`${code} names no item`);
	const { gtin, serial } = key;
	// Not by `URL`, which would take the serials `.` and `..` for steps up the path.
	const path = digitalLink(gtin, serial).slice('https://id.gs1.org'.length);

	const unknown = (why: string): Verdict => ({ verdict: 'NotProvableHere', why });
	let status: number;
	let answer: KeeperAnswer;
	try {
		const response = await fetch(`${keeper}${path}?linkType=gs1:verificationService`, {
			headers: { authorization: `Bearer ${token}` },
			signal: AbortSignal.timeout(patience),
		});
		status = response.status;
		answer = (await response.json()) as typeof answer;
	} catch {
		return unknown(`no keeper answers at ${keeper}`);
	}

	if (status === 404 && answer.denial) {
		const by = await denied(api, gtin, serial, answer.denial);
		if (typeof by === 'number') {
			const known = await readPlain(api, 'custody.items', unitId(gtin, serial));
			return known ? unknown('the serial is on record, whatever the owner of the class says') : { verdict: 'Denied', by };
		}
		if (!answer.absences?.length) return unknown(`the denial of the keeper at ${keeper} says nothing: ${by}`);
	}
	if (status === 404 && answer.absences?.length) {
		const proven = await Promise.all(answer.absences.map((absence) => provesAbsence(api, gtin, serial, absence)));
		if (!proven.every(Boolean)) return unknown(`what the keeper at ${keeper} shows proves nothing`);
		const [missing] = await leftOut(api, gtin, answer.absences);
		if (missing !== undefined) return unknown(`the keeper at ${keeper} does not have the list of lot ${missing}`);
		return { verdict: 'NoSuchSerial', lots: answer.absences.map(({ lot }) => lot) };
	}
	if (status !== 200) return unknown(`the keeper at ${keeper} has no list of this class`);

	const proof = { lot: ascii(answer.lot), index: answer.index, itemKey: answer.itemKey, path: answer.path };
	const claim = { Unit: { gtin: ascii(gtin), serial: ascii(serial), proof } };
	const facts = (await ask(api, 'custodyApi.facts', claim)).toJSON() as unknown as Facts;
	if (facts.proof === 'Refuted') return { verdict: 'Refuted' };
	if (facts.proof === 'NotOffered' || !facts.whereabouts) return unknown(`nobody put lot ${answer.lot} on the chain`);
	const { object, holder, presence } = facts.whereabouts;
	if (presence.ended !== undefined) return { verdict: 'Ended', end: presence.ended };
	if (presence.detained) return { verdict: 'Detained', by: presence.detained.by };
	if (!(await liesIn(api, object, inside))) return { verdict: 'Elsewhere', holder };
	const recalls = (await ask(api, 'custodyApi.recalls', claim)).toJSON() as unknown as { recall: number; isCertain: boolean }[];
	const certain = recalls.filter(({ isCertain }) => isCertain).map(({ recall }) => recall);
	return certain.length > 0 ? { verdict: 'Recalled', recalls: certain } : { verdict: 'Genuine' };
};
