/** Histories of goods say all that happened, and nothing else; and Rust judges each of them alike. */
import { describe, expect, it } from 'vitest';
import { concat, hex, type Hex, unhex } from '../src/bytes.ts';
import { type Certificate, MAX_BODY, MAX_EVENTS } from '../src/form.ts';
import { verify, verifyOriginal } from '../src/verify.ts';
import { campaign } from './lib/campaign.ts';
import { type Case, CLI, disagreements, judge, sayIfLeftOut } from './lib/cases.ts';
import { signed, TestChain, textBytes } from './lib/chain.ts';
import { event, objectOf, trace } from './lib/custody.ts';
import { mutations, type Random } from './lib/random.ts';
import { u8 } from './lib/scale.ts';

sayIfLeftOut();

const chain = new TestChain(1, [4], 12);
const TRACES = ['goods', 'part', 'unit', 'box', 'pallet', 'renamed', 'kinds'];
const GENUINE: [label: string, certificate: Certificate][] = [
	...TRACES.map((name): [string, Certificate] => [name, chain.certify(trace(name))]),
	['offer', chain.certify(event('pallet', 3))],
	['carried', chain.certify(event('pallet', 4))],
	['hand-over', chain.certify(event('renamed', 4))],
	['wandering', chain.certify(event('wanderer', 3))],
	['taken out', chain.certify(event('unit', 1))],
	['last', chain.certify(event('goods', 7))],
	['earlier', chain.certify(trace('goods'), 4)],
];
const genuine = (label: string): Certificate => GENUINE.find(([name]) => name === label)![1];

type Events = NonNullable<Certificate['history']>['events'];
const eventsOf = (certificate: Certificate): Events => certificate.history!.events;
const caseOf = (label: string, certificate: Certificate): Case => ({
	label,
	text: textBytes(signed(certificate)),
	anchor: chain.genesis,
});
/** The certificate with other events, signed anew. */
const telling = (certificate: Certificate, events: Events, what: string): Case =>
	caseOf(what, { ...certificate, history: { ...certificate.history!, events } });
const withBody = (events: Events, at: number, change: (body: Uint8Array) => Uint8Array): Events =>
	events.with(at, { ...events[at]!, body: hex(change(unhex(events[at]!.body))) });
const codeOf = (given: Case): string => {
	const verdict = verify(given.text, given.anchor);
	return verdict.valid ? 'valid' : verdict.refusal.code;
};
const compared = async (cases: Case[]): Promise<void> => {
	if (CLI) expect(await disagreements(cases)).toEqual([]);
};

/** What happened by each event, in a word. */
const happened = (label: string): string[] =>
	genuine(label)
		.record!.filter(({ name }) => name.startsWith('event '))
		.map(({ value }) => value.split(',')[0]!);

describe('a history of goods', () => {
	it('is accepted, and Rust says the same of it', async () => {
		const cases = GENUINE.map(([label, certificate]) => caseOf(label, certificate));
		for (const given of cases) expect(judge(given), given.label).toMatchObject({ exit: 0 });
		await compared(cases);
	});

	it('is that of all that they lay in and were a part of, as long as they did', () => {
		const begin = ['made as a lot', 'a part became an object of its own', 'packed', 'packed'];
		const carried = ['offered', 'handed over'];
		const inside = 'something taken out of what lies in it';
		expect(happened('unit')).toEqual([...begin, ...carried, inside, inside, 'taken out', 'sold']);
		const rest = [...carried, 'unpacked', 'unpacked', 'offered', 'packed'];
		expect(happened('goods')).toEqual([...begin, ...carried, inside, inside, 'taken out', ...rest]);
		expect(happened('renamed')).toEqual([...begin.slice(0, 2), 'made as a lot', 'relabelled', ...carried]);
		expect(happened('earlier')).toEqual([...begin, ...carried]);
	});

	it('says who handed over to whom, when and where', () => {
		const said = genuine('hand-over').record!.map(({ name, value }) => [name, value]);
		expect(said).toEqual([
			[`event 4 of object ${objectOf('renamed')}`, 'handed over'],
			['from', 'Member <4> & Co (organisation 4)'],
			['to', 'Member <7> & Co (organisation 7)'],
			['noted', '2500000 millionths of the unit LT missing'],
			['time', '2026-11-22T18:57:51.123Z as claimed, offset from UTC -90 minutes, reported late'],
			['block of the event', '8'],
			['block time of the event', '2026-11-24T18:58:39.000Z'],
			['object', `consignment 0 of lot ${objectOf('lot')}`],
			['lies', 'with Member <7> & Co (organisation 7)'],
			['state', 'held'],
			['events in its chain', '4'],
		]);
		const handOvers = genuine('pallet').record!.find(({ name }) => name === 'hand-overs')!.value;
		expect(handOvers.split('; ')).toHaveLength(3);
	});

	it('has the block of an event from the chain, if a stay began with it', async () => {
		const placed = (name: string, number: number): [(string | undefined)?, Case?] => {
			const certificate = chain.certify(event(name, number));
			const said = certificate.record!.filter((statement) => statement.name.startsWith('block '));
			return [said.map(({ value }) => value).join(' ') || undefined, caseOf(`${name} ${number}`, certificate)];
		};
		const at = (block: number): string => `${block} 2026-11-24T18:${57 + Math.floor((51 + 6 * block) / 60)}`;
		const cases: Case[] = [];
		for (const [name, number, block] of [
			['wanderer', 1, 8],
			['wanderer', 2, undefined],
			['wanderer', 3, 8],
			['wanderer', 4, 8],
			['wanderer', 5, undefined],
			['wanderer', 7, 8],
			['wanderer', 8, 8],
			['wanderer', 9, undefined],
			['wanderer', 12, 8],
			['wanderer', 13, 8],
			['wanderer', 14, undefined],
			['pallet', 1, 2],
			['pallet', 4, 4],
			['pallet', 7, 6],
			['pallet', 8, undefined],
			['pallet', 10, 6],
			['goods', 1, 1],
			['goods', 3, 3],
			['goods', 5, 7],
			['part', 2, 7],
			['unit', 2, 5],
		] as const) {
			const [said, given] = placed(name, number);
			expect(said?.slice(0, at(8).length), `${name} ${number}`).toBe(block === undefined ? undefined : at(block));
			cases.push(given!);
		}
		for (const given of cases) expect(judge(given), given.label).toMatchObject({ exit: 0 });
		await compared(cases);
	});

	it('is about no file', () => {
		for (const [, certificate] of GENUINE) expect(verifyOriginal(certificate, u8(1))?.code).toBe('NoOriginal');
	});
});

describe('a history of goods is refused', () => {
	it('when an event is dropped, doubled or swapped', async () => {
		const cases: Case[] = [];
		for (const [label, certificate] of GENUINE) {
			const events = eventsOf(certificate);
			for (const [at, told] of events.entries()) {
				const dropped = telling(certificate, events.toSpliced(at, 1), `${label}: ${at} dropped`);
				expect(['LacksEvent', 'OtherHead', 'NoExit'], dropped.label).toContain(codeOf(dropped));
				const doubled = telling(certificate, events.toSpliced(at, 0, told), `${label}: ${at} doubled`);
				expect(codeOf(doubled), doubled.label).toBe('EventOrder');
				cases.push(dropped, doubled);
				const next = events[at + 1];
				if (next?.body.slice(4, 68) !== told.body.slice(4, 68) || next.block !== told.block) continue;
				const swapped = telling(certificate, events.with(at, next).with(at + 1, told), `${label}: ${at} swapped`);
				expect(codeOf(swapped), swapped.label).toBe('EventOrder');
				cases.push(swapped);
			}
		}
		await compared(cases);
	});

	it('when it is cut at either end', async () => {
		const certificate = genuine('pallet');
		const events = eventsOf(certificate);
		const cases: [Case, Hex | string][] = [
			[telling(certificate, events.slice(1), 'first'), `lacks event 1 of object ${objectOf('pallet')}`],
			[telling(certificate, events.slice(0, -1), 'last'), `lacks event 10 of object ${objectOf('pallet')}`],
			[telling(certificate, [], 'all'), `lacks event 1 of object ${objectOf('pallet')}`],
			[
				telling(genuine('offer'), eventsOf(genuine('offer')).slice(0, -1), 'last after one'),
				`lacks event 10 of object ${objectOf('pallet')}`,
			],
		];
		for (const [given, words] of cases) expect(judge(given).text, given.label).toContain(words);
		await compared(cases.map(([given]) => given));
	});

	it('when a byte of an event is another one, wherever it is', async () => {
		const cases = GENUINE.flatMap(([label, certificate]) =>
			eventsOf(certificate).flatMap(({ body }, at) =>
				Array.from(unhex(body), (_, index) => index)
					.filter((index) => (index + 3 * at) % 13 === 0)
					.map((index) => {
						const change = (bytes: Uint8Array) => bytes.with(index, bytes[index]! ^ 1);
						const events = withBody(eventsOf(certificate), at, change);
						return telling(certificate, events, `${label}: byte ${index} of event ${at}`);
					}),
			),
		);
		for (const given of cases) expect(judge(given).exit, given.label).toBe(1);
		await compared(cases.filter((_, index) => index % 7 === 0));
	});

	it('when a pin is of another head', async () => {
		const certificate = genuine('goods');
		const at = eventsOf(certificate).findIndex(({ body }) => body.startsWith('0x04'));
		const childHead = 1 + 32 + 32 + 4 + 32 + 4;
		const change = (bytes: Uint8Array) => bytes.with(childHead, bytes[childHead]! ^ 1);
		const given = telling(certificate, withBody(eventsOf(certificate), at, change), 'child head');
		expect(codeOf(given)).toBe('OtherPin');
		await compared([given]);
	});

	it('when the stretch of what they lay in is missing or of another', async () => {
		const certificate = genuine('goods');
		const events = eventsOf(certificate);
		const isOfPallet = ({ body }: Events[number]) =>
			body.slice(4, 68) === objectOf('pallet').slice(2) && !/^0x0[45]/.test(body);
		const missing = telling(
			certificate,
			events.filter((told) => !isOfPallet(told)),
			'missing',
		);
		const other = objectOf('kinds').slice(2);
		const replaced = events.map((told) =>
			isOfPallet(told) ? { ...told, body: `${told.body.slice(0, 4)}${other}${told.body.slice(68)}` as Hex } : told,
		);
		const ofAnother = telling(certificate, replaced, 'of another');
		for (const given of [missing, ofAnother]) {
			expect(judge(given).text, given.label).toContain(`lacks event 3 of object ${objectOf('pallet')}`);
		}
		await compared([missing, ofAnother]);
	});

	it('when it goes beyond the pins or tells of other objects', async () => {
		const certificate = genuine('goods');
		const [events, pallet] = [eventsOf(certificate), eventsOf(genuine('pallet'))];
		const after = pallet[8]!;
		const end = events.findIndex(({ block }) => block > after.block);
		const cases = [
			telling(certificate, events.toSpliced(1, 0, pallet[0]!), 'before'),
			telling(certificate, events.toSpliced(end, 0, after), 'after'),
			telling(certificate, [eventsOf(genuine('kinds'))[0]!, ...events], 'other'),
			telling(genuine('offer'), [pallet[0]!, ...eventsOf(genuine('offer'))], 'before one'),
		];
		for (const given of cases) expect(codeOf(given), given.label).toBe('ForeignEvent');
		await compared(cases);
	});

	it('when an event is of an unknown kind or has a byte too many or too few', async () => {
		const certificate = genuine('part');
		const told = (change: (body: Uint8Array) => Uint8Array, what: string) =>
			telling(certificate, withBody(eventsOf(certificate), 1, change), what);
		const kinds = [0, 19, 21, 46, 52, 255].map((kind) => told((body) => body.with(0, kind), `kind ${kind}`));
		for (const given of kinds) expect(codeOf(given), given.label).toBe('UnknownEvent');
		const others = [
			told((body) => concat(body, u8(0)), 'too many'),
			told((body) => body.slice(0, -1), 'too few'),
			told(() => new Uint8Array(), 'none'),
		];
		for (const given of others) expect(codeOf(given), given.label).toBe('UnreadableEvent');
		await compared([...kinds, ...others]);
	});

	it('when its blocks do not ascend or lie ahead', async () => {
		const certificate = genuine('part');
		const events = eventsOf(certificate);
		const cases = [
			telling(certificate, events.with(0, { ...events[0]!, block: 3 }), 'back'),
			telling(certificate, events.with(2, { ...events[2]!, block: chain.last + 1 }), 'ahead'),
		];
		for (const given of cases) expect(codeOf(given), given.label).toBe('EventBlock');
		await compared(cases);
	});

	it('when a hand-over is told for another block than that of its stay', async () => {
		const [carried, offer] = [genuine('carried'), genuine('offer')];
		const events = eventsOf(carried);
		const blocks = [1, 3, 5].map((block) => telling(carried, events.with(0, { ...events[0]!, block }), `in ${block}`));
		for (const given of blocks) expect(codeOf(given), given.label).toBe('OtherEventBlock');
		const proven = (certificate: Certificate, proof: Certificate['state']['proof'], what: string): Case =>
			caseOf(what, { ...certificate, state: { ...certificate.state, proof } });
		const { proof } = carried.state;
		const missing = [
			proven(carried, offer.state.proof, 'proof of the offer'),
			...proof.map((_, at) => proven(carried, proof.toSpliced(at, 1), `without node ${at}`)),
		];
		for (const given of missing) expect(codeOf(given), given.label).toBe('MissingNode');
		const unused = proven(offer, proof, 'proof of the hand-over');
		expect(codeOf(unused)).toBe('UnusedNode');
		await compared([...blocks, ...missing, unused]);
	});

	it('when its subject is another one', async () => {
		const as = (label: string, subject: Certificate['subject']) =>
			caseOf(`${label} as ${JSON.stringify(subject)}`, { ...genuine(label), subject });
		const [offer, last] = [genuine('offer'), genuine('hand-over')];
		const before: Hex = `0x${'01'.repeat(32)}`;
		const cases: [Case, string][] = [
			[as('pallet', event('pallet', 3)), 'Missing'],
			[as('offer', trace('pallet')), 'Superfluous'],
			[as('offer', event('pallet', 2)), 'LacksEvent'],
			[as('offer', event('pallet', 4)), 'OtherPin'],
			...[0, 11, 0xffff_ffff].map((number): [Case, string] => [as('offer', event('pallet', number)), 'NotOnRecord']),
			[caseOf('another head', { ...offer, history: { ...offer.history!, before } }), 'OtherPin'],
			[caseOf('another head at last', { ...last, history: { ...last.history!, before } }), 'OtherHead'],
			[as('pallet', trace('box')), 'MissingNode'],
		];
		for (const [given, code] of cases) expect(codeOf(given), given.label).toBe(code);
		await compared(cases.map(([given]) => given));
	});

	it('when it is missing, superfluous or too long', async () => {
		const certificate = genuine('part');
		const events = eventsOf(certificate);
		const digest = chain.certify({ right: { id: objectOf('right 0') } });
		const cases: [Case, string][] = [
			[caseOf('missing', { ...certificate, history: undefined }), 'Missing'],
			[caseOf('superfluous', { ...digest, history: certificate.history }), 'Superfluous'],
			[telling(certificate, Array<Events[number]>(MAX_EVENTS + 1).fill(events[0]!), 'many'), 'TooMany'],
			[telling(certificate, withBody(events, 0, () => new Uint8Array(MAX_BODY + 1)), 'long'), 'TooMany'],
			[caseOf('wording', { ...certificate, doesNotProve: certificate.doesNotProve.slice(0, -1) }), 'OtherWording'],
			[caseOf('instruction', { ...certificate, howToVerify: certificate.howToVerify.slice(0, -1) }), 'OtherWording'],
		];
		for (const [given, code] of cases) expect(codeOf(given), given.label).toBe(code);
		await compared(cases.map(([given]) => given));
	});

	it('when it says something else than the chain', async () => {
		const cases: Case[] = [];
		for (const [label, certificate] of GENUINE) {
			const record = certificate.record!;
			for (const [index, statement] of record.entries()) {
				const ways = [
					[{ ...statement, value: `${statement.value}.` }],
					[{ ...statement, name: `${statement.name}s` }],
					[],
					[statement, statement],
				];
				const other = record.toSpliced(index, 1, ...ways[index % ways.length]!);
				cases.push(caseOf(`${label}: statement ${index}`, { ...certificate, record: other }));
			}
		}
		for (const given of cases) expect(codeOf(given), given.label).toBe('NotProven');
		await compared(cases);
	});
});

/** What heads prove: the events of each object in their order. */
const byObject = (events: Events): string[] =>
	[...TRACES, 'split', 'used', 'wanderer', 'crate'].map((name) => {
		const digits = objectOf(name).slice(2);
		return events.filter(({ body }) => body.includes(digits)).map(({ body }) => body).join();
	});

describe('a history', () => {
	it('of a campaign of tellings is refused, and both verifiers agree', async () => {
		const forge = (random: Random): Case => {
			const [label, certificate] = random.pick(GENUINE);
			let events = [...eventsOf(certificate)];
			const ways: string[] = [];
			for (let steps = 1 + random.below(3); steps > 0 && events.length > 0; steps--) {
				const at = random.below(events.length);
				const foreign = random.pick(eventsOf(random.pick(GENUINE)[1]));
				const way = random.pick(['drop', 'double', 'swap', 'replace', 'insert', 'byte', 'grow', 'cut', 'block']);
				const other = random.below(events.length);
				if (way === 'drop') events.splice(at, 1);
				if (way === 'double') events.splice(at, 0, events[at]!);
				if (way === 'swap') events = events.with(at, events[other]!).with(other, events[at]!);
				if (way === 'replace') events = events.with(at, foreign);
				if (way === 'insert') events.splice(at, 0, foreign);
				if (way === 'byte') {
					events = withBody(events, at, (body) => {
						const index = random.below(body.length);
						return body.map((byte, place) => (place === index ? byte ^ (1 + random.below(255)) : byte));
					});
				}
				if (way === 'grow') events = withBody(events, at, (body) => concat(body, random.bytes(1 + random.below(3))));
				if (way === 'cut') events = withBody(events, at, (body) => body.slice(0, random.below(body.length)));
				if (way === 'block') events = events.with(at, { ...events[at]!, block: random.below(20) });
				ways.push(way);
			}
			// Which of two events came first that no object shares is in no head, and in which block neither.
			if (byObject(events).join('|') === byObject(eventsOf(certificate)).join('|')) return forge(random);
			return telling(certificate, events, `${label}: ${ways.join(', ')}`);
		};
		// A tenth of the mutations: a history is long, and each forgery of it takes its time.
		await campaign('histories', Math.ceil(mutations() / 10), forge);
	});
});
