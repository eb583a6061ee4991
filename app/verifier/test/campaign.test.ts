/** Whatever is changed in a certificate, it is refused; and this verifier and Rust's never disagree. */
import { describe, expect, it } from 'vitest';
import { type Bytes, concat, hex, utf8 } from '../src/bytes.ts';
import { listing } from '../src/case.ts';
import { checkpointText } from '../src/checkpoint.ts';
import { Blob, type Certificate } from '../src/form.ts';
import { happening, item, span } from '../src/custody.ts';
import { header } from '../src/header.ts';
import { JsonReader, list, struct, text } from '../src/json.ts';
import { Refusal } from '../src/refusal.ts';
import { type Scale, decoded } from '../src/scale.ts';
import { decodeNode, Proof } from '../src/trie.ts';
import { description } from '../src/description.ts';
import * as records from '../src/records.ts';
import * as registers from '../src/registers.ts';
import * as acts from '../src/acts.ts';
import * as exhibits from '../src/exhibits.ts';
import { AuthoritySet } from '../src/authorities.ts';
import { howToVerifyOf } from '../src/texts.ts';
import { verify } from '../src/verify.ts';
import { CASE } from './lib/case.ts';
import { campaign } from './lib/campaign.ts';
import { sayIfLeftOut } from './lib/cases.ts';
import { described, digest, digestSubject, leafSubject, original, signed, TestChain, textBytes } from './lib/chain.ts';
import { event, trace } from './lib/custody.ts';
import { FIXTURES, GENESIS, GENUINE as OF_RUST, readGenuine } from './lib/fixtures.ts';
import { mutations, Random } from './lib/random.ts';
import { registered } from './lib/registers.ts';
import { account, BLOCK, BUSY, LEAF } from './lib/timeline.ts';
import { ALL_WAYS, battered, type Genuine, scalars, signedAnew, tampered } from './lib/tamper.ts';

sayIfLeftOut();

/** What an issuer may write without anybody noticing. */
const ON_WORD = [
	'chain.name',
	'entry.extrinsic.hash',
	'entry.extrinsic.index',
	'issuer.name',
	'issuer.publicKey',
	'issuer.scheme',
	'original.mediaType',
	'original.size',
	'retrieval.retrievedAt',
	'signature',
];

const chain = new TestChain(1, [4, 4, 5], 8);
const made = (name: string, certificate: ReturnType<TestChain['certify']>, checkpoints?: Bytes[]): Genuine => {
	const text = textBytes(certificate);
	return { name, text, anchor: chain.genesis, checkpoints, onWord: onWord(text, checkpoints), chain };
};

/** With the extrinsic and the account of the depositor, which no state proves without a timeline. */
const attributed = (genuine: Certificate): Certificate => {
	const depositor = { ...genuine.depositor!, account: account(10) };
	const entry = { ...genuine.entry!, extrinsic: { index: 3, hash: genuine.entry!.blockHash } };
	const certificate = { ...genuine, depositor, entry };
	return signed({ ...certificate, howToVerify: howToVerifyOf(certificate) });
};

const onWord = (text: Uint8Array, checkpoints?: Bytes[]): string[] => {
	const verdict = verify(text, undefined, checkpoints);
	if (!verdict.valid) throw verdict.refusal;
	const old = verdict.report.fields.some(
		({ name, source }) => name === "hash of the entry's block" && source === 'issuer',
	);
	const account = verdict.report.certificate.timeline ? [] : ['depositor.account'];
	const events = verdict.report.certificate.history?.events ?? [];
	const blocks = events.map((_, index) => `history.events.${index}.block`);
	return [...ON_WORD, ...account, ...blocks, ...(old ? ['entry.blockHash'] : [])];
};

const checkpoint = chain.checkpoint(4, 9, [0, 1, 3]);
const since = chain.certify(digestSubject(digest(20, 1)), undefined, undefined, checkpoint);

/** An original that is a salt and a file. */
const whole = original(5, 1);
const salted = { salt: whole.slice(0, 32), original: whole.slice(32) };

const GENUINE: Genuine[] = [
	...FIXTURES.map(({ label, text, anchor = GENESIS }) => ({ name: label, text, anchor, onWord: onWord(text) })),
	made('new record', chain.certify(digestSubject(digest(20, 0)))),
	made('old record', chain.certify(digestSubject(digest(3, 3)))),
	made('record below the votes', chain.certify(digestSubject(digest(17, 4)), 18)),
	{ ...made('salted record', chain.certify(digestSubject(digest(5, 1)))), ...salted },
	made('leaf', signed(chain.certify(leafSubject(20, 2, 1)), 'sr25519')),
	made('opened leaf', chain.certify(leafSubject(20, 5))),
	made('since a checkpoint', since, [checkpointText(checkpoint)]),
	made('described record', described(chain.certify(digestSubject(digest(20, 1))))),
	made('attributed record', attributed(chain.certify(digestSubject(digest(20, 0))))),
	made('timeline', chain.certify(digestSubject(BUSY), undefined, undefined, undefined, { account: account(10) })),
	made('timeline of a leaf', chain.certify(leafSubject(BLOCK, LEAF), undefined, undefined, undefined, {})),
	made('trace of a unit', chain.certify(trace('unit'))),
	made('hand-over', chain.certify(event('pallet', 4))),
	made('case', chain.certify(CASE)),
	...['right 0', 'licence 1', 'declaration 0', 'group 0', 'exhibit 0', 'exhibit 1'].map((label) => made(label, chain.certify(registered(label)))),
];

/** The certificates that the Rust verifier's tests judged: of many blocks, and of authorities with the same keys as here. */
const ofRust = (): Genuine[] => {
	if (!OF_RUST) return [];
	const [anchor, ...texts] = readGenuine();
	const chain = new TestChain(1, [4, 5, 1, 7], 14);
	return texts.map((line, index): Genuine => {
		const text = utf8(line);
		let known: string[] | undefined;
		const { operators, finality } = JSON.parse(line);
		const keys = operators.map(({ authority }: { authority: string }) => authority);
		expect(keys).toEqual(chain.sets[finality.setId]!.map(({ key }) => hex(key)));
		// Most of them are never taken.
		return { name: `line ${index + 2}`, text, anchor, chain, get onWord() { return (known ??= onWord(text)); } };
	});
};

describe('a certificate', () => {
	it('of a campaign of mutations is refused, whoever signs it', async () => {
		const ways = new Set<string>();
		const taken = new Set<string>();
		const lists = [GENUINE, ofRust()].filter((list) => list.length > 0);
		await campaign('mutations', mutations(), (random) => {
			const forgery = tampered(random.pick(lists), random);
			ways.add(forgery.way);
			taken.add(forgery.label.split(': ')[0]!);
			return forgery;
		});
		expect([...ways].toSorted()).toEqual(ALL_WAYS.toSorted());
		// Each of those that were chosen here, and many of the others.
		for (const { name } of GENUINE) expect(taken).toContain(name);
		if (OF_RUST) expect(taken.size - GENUINE.length).toBeGreaterThan(150);
	});

	it('with any field changed is refused, unless its issuer signs what stands on his word', () => {
		let count = 0;
		for (const { name, text, anchor, checkpoints, onWord } of GENUINE) {
			const genuine = JSON.parse(new TextDecoder().decode(text));
			for (const path of scalars(genuine)) {
				const pointer = path.join('.');
				// Headers upon the block are alike, and there are many.
				if (/descendants\.([3-9]|\d\d)/.test(pointer)) continue;
				// On the issuer's word, as long as blocks ascend.
				if (/^history.*block$/.test(pointer)) continue;
				const json = structuredClone(genuine);
				const inner = path.slice(0, -1).reduce((inner, name) => inner[name], json);
				const last = path.at(-1)!;
				const value = inner[last];
				const middle = typeof value === 'string' ? value.length >> 1 : 0;
				if (typeof value === 'boolean') inner[last] = !value;
				else if (typeof value === 'number') inner[last] = value ^ 1;
				else inner[last] = value.slice(0, middle) + (value[middle] === '1' ? '2' : '1') + value.slice(middle + 1);
				const valid = verify(signedAnew(json), anchor, checkpoints).valid;
				expect(valid, `${name}: ${pointer}`).toBe(onWord.includes(pointer));
				count++;
			}
		}
		expect(count).toBeGreaterThan(500);
	});

	it('is refused wherever it is cut off', () => {
		for (const { text, anchor } of GENUINE) {
			const random = new Random(1);
			for (let cuts = 0; cuts < 100; cuts++) {
				const verdict = verify(text.slice(0, random.below(text.length)), anchor);
				expect(verdict).toMatchObject({ valid: false, refusal: { code: 'NoJson' } });
			}
		}
	});

	it('is refused when it is garbage', () => {
		const random = new Random(2);
		const tokens = [
			'{',
			'}',
			'[',
			']',
			',',
			':',
			'"',
			'\\',
			'null',
			'true',
			'"chain"',
			'"version"',
			'1',
			'-',
			'.5',
			'e9',
			' ',
			'\u{1F600}',
		];
		for (let run = 0; run < 2_000; run++) {
			const length = random.below(60);
			const soup = utf8(Array.from({ length }, () => random.pick(tokens)).join(''));
			const bytes = random.pick([random.bytes(random.below(600)), soup]);
			expect(verify(bytes).valid).toBe(false);
		}
	});
});

describe('the decoders', () => {
	/** That nothing but a refusal comes of it. */
	const calm = (decode: () => unknown): void => {
		try {
			decode();
		} catch (error) {
			if (!(error instanceof Refusal)) throw error;
		}
	};
	const shapes: ((scale: Scale) => unknown)[] = [
		header,
		records.digestRecord,
		records.deposit,
		records.organisation,
		records.revocation,
		records.validator,
		records.lastUpgrade,
		description,
		registers.right,
		registers.licence,
		registers.declaration,
		registers.line,
		acts.loggedAct,
		acts.attestation,
		acts.holdCount,
		acts.hold,
		acts.batches,
		acts.supersession,
		acts.timeStamp,
		acts.keeping,
		acts.affiliation,
		exhibits.group,
		exhibits.exhibit,
		exhibits.act,
		listing,
		item,
		span,
	];
	const [block] = chain.blocks.slice(8);
	const key = new Uint8Array(32).fill(1);
	const set = new AuthoritySet(0n, [{ key, weight: 1n }]);

	it('refuse garbage and what was battered, and never fail otherwise', () => {
		const random = new Random(3);
		const parts = GENUINE.flatMap(({ text }) => {
			const { finality, state } = JSON.parse(new TextDecoder().decode(text));
			return [finality.header, finality.justification, ...state.proof].map((part: string) =>
				Uint8Array.from(Buffer.from(part, 'base64')),
			);
		});
		for (let run = 0; run < 5_000; run++) {
			const bytes = random.pick([random.bytes(random.below(300)), battered(random.pick(parts), random)]);
			for (const shape of shapes) calm(() => decoded(bytes, shape));
			calm(() => happening(1, bytes));
			calm(() => happening(1, concat(Uint8Array.of(bytes[0]! % 52), bytes.subarray(1))));
			calm(() => set.check(new Blob(bytes), block!.header));
			calm(() => new Proof('garbage', random.bytes(32), [bytes, random.bytes(4)]).read(bytes));
			calm(() => decoded(bytes, () => decodeNode(bytes)));
			calm(() => JsonReader.whole(bytes, list(struct({ a: text }))));
		}
	});
});
