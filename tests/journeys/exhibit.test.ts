/**
 * Customs seize shoes and seal them. A laboratory takes them over under the same seal, takes a sample, finds, and
 * puts back what is left. A court holds them for its case and orders that they are destroyed; nobody does
 * so while it holds them. Whoever reads the record afterwards finds each hand and each act.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { role } from '../demo/cast.ts';
import { anchor } from '../demo/forms.ts';
import { type Call, digest, quantity } from '../demo/world.ts';
import { digestOf, type Hex } from '../lib/bytes.ts';
import { accepted, certified } from '../lib/certificates.ts';
import { eventsOf, plain } from '../lib/events.ts';
import { finalised } from '../lib/node.ts';
import { Stage } from './stage.ts';

const PROTOCOL = digestOf('protocol of the seizure of twelve pairs of shoes, with photographs of the sealed carton');
const REPORT = digestOf('report 412/26 of the laboratory, byte for byte');
/** The carton, and the pair that was taken from it. */
const CARTON = 1;
const SAMPLE = 2;
const pairs = (pieces: number) => quantity({ pieces });

interface Exhibit {
	by: number;
	holder: number;
	seal: Hex | null;
	quantity: Record<string, unknown>;
	sampleOf: number | null;
	state: Record<string, unknown>;
	order: { by: number; disposal: string } | null;
	seq: number;
	head: Hex;
}

interface Entry {
	org: number;
	act: Record<string, Record<string, unknown> | null>;
}

let stage: Stage;
/** Salted digests of the numbers on the seals. */
const seals: Record<'seized' | 'sample' | 'examined' | 'other', Hex> = { seized: '0x', sample: '0x', examined: '0x', other: '0x' };

beforeAll(async () => {
	stage = await Stage.open('exhibit', [
		role('customs', 'German Customs', 'DE', ['Customs']),
		role('laboratory', 'Isar Laboratories', 'DE', ['Laboratory']),
		role('court', 'Court of Hamburg', 'DE', ['Court']),
		role('trader', 'Quickdeal Trading', 'DE', ['Trader']),
	]);
	for (const [i, name] of (['seized', 'sample', 'examined', 'other'] as const).entries()) {
		seals[name] = stage.w.vault.commit(`number on the seal ${name}`, `DE-0417-${300 + i}`);
	}
}, 5 * 60_000);
afterAll(() => stage?.close());

const exhibit = (number: number): Promise<Exhibit> => stage.w.read<Exhibit>('evidence.exhibits', digest(PROTOCOL), number);

/** An act with an exhibit as it stands. */
const act = async (name: string, number: number, args: Record<string, unknown> = {}): Promise<Call> => {
	const { seq } = await exhibit(number);
	return [`evidence.${name}`, { digest: digest(PROTOCOL), number, seq, ...args }];
};

const does = async (key: string, name: string, number: number, args: Record<string, unknown> = {}) =>
	stage.w.send(key, [await act(name, number, args)]);

/** Why an act with an exhibit is refused. It has changed nothing. */
const refused = async (key: string, name: string, number: number, args: Record<string, unknown> = {}): Promise<string> => {
	const { reason, changed } = await stage.refusal(key, await act(name, number, args));
	expect(changed).toEqual([]);
	return reason;
};

const handOver = async (number: number, from: string, to: string, seal: Hex): Promise<void> => {
	await does(from, 'offerExhibit', number, { to: stage.w.org(to).id });
	await does(to, 'acceptExhibit', number, { seal });
};

const reasons = (what: string): Hex => stage.w.vault.commit(what, `${what}, in full`);

/** What was done with an exhibit, in order, and by whom. */
const history = async (number: number): Promise<[by: string, act: string][]> => {
	const { items } = await stage.w.ask<{ items: Entry[] }>('evidenceApi.exhibitHistory', digest(PROTOCOL), number, 0, 100);
	return items.map(({ org, act }) => [stage.w.nameOf(org), Object.keys(act)[0]!]);
};

const CUSTOMS = 'German Customs';
const LABORATORY = 'Isar Laboratories';
const COURT = 'Court of Hamburg';

describe('seized shoes', () => {
	it('are put on record by whoever seized them, sealed', async () => {
		const { w } = stage;
		const subjects = [{ Case: w.vault.commit('reference of the case', 'Z 4711/26') }];
		await w.send('customs', [await anchor(w, PROTOCOL, 'PhysicalExhibit', { subjects, source: 'warehouse 7', tool: 'camera 2' })]);
		const carton: Call = [
			'evidence.registerExhibit',
			{ digest: digest(PROTOCOL), deposit: 0, seal: seals.seized, quantity: pairs(12), lot: null, object: null },
		];
		// Nobody puts his things under another's record.
		expect(await stage.refusal('trader', carton)).toEqual({ reason: 'evidence.NotDepositor', changed: [] });
		const included = await w.send('customs', [carton]);
		const acts = eventsOf(included.events, 'evidence.ExhibitActed').map((fields) => [plain(fields, 'number'), plain(fields, 'seq')]);
		expect(acts).toEqual([[CARTON, 1]]);
		expect(await exhibit(CARTON)).toMatchObject({
			by: w.org('customs').id,
			holder: w.org('customs').id,
			seal: seals.seized,
			quantity: { pieces: 12 },
			sampleOf: null,
			order: null,
		});
	});

	it('change hands only under the seal that both see', async () => {
		const { w } = stage;
		await does('customs', 'offerExhibit', CARTON, { to: w.org('laboratory').id });
		// Another seal is no reason to accept, and nobody else accepts in its place.
		expect(await refused('laboratory', 'acceptExhibit', CARTON, { seal: seals.other })).toBe('evidence.SealDiffers');
		expect(await refused('trader', 'acceptExhibit', CARTON, { seal: seals.seized })).toBe('evidence.NotOffered');
		expect((await exhibit(CARTON)).holder).toBe(w.org('customs').id);
		await does('laboratory', 'acceptExhibit', CARTON, { seal: seals.seized });
		expect((await exhibit(CARTON)).holder).toBe(w.org('laboratory').id);
	});
});

describe('a laboratory', () => {
	it('takes a sample of what it opened on a stated ground', async () => {
		expect(await refused('laboratory', 'takeSample', CARTON, { quantity: pairs(1), seal: seals.sample })).toBe('evidence.SealWhole');
		await does('laboratory', 'breakSeal', CARTON, { ground: reasons('examination 412/26') });
		const included = await does('laboratory', 'takeSample', CARTON, { quantity: pairs(1), seal: seals.sample });
		expect(eventsOf(included.events, 'evidence.ExhibitActed').map((fields) => plain(fields, 'number'))).toEqual([CARTON, SAMPLE]);
		expect((await exhibit(CARTON)).quantity).toEqual({ pieces: 11 });
		expect(await exhibit(SAMPLE)).toMatchObject({ sampleOf: CARTON, seal: seals.sample, quantity: { pieces: 1 } });
	});

	it('links what it found to the sample, by a report of its own', async () => {
		const { w } = stage;
		await does('laboratory', 'breakSeal', SAMPLE, { ground: reasons('examination of the sample') });
		await w.send('laboratory', [await anchor(w, REPORT, 'LaboratoryReport', { source: 'bench 3', tool: 'spectrometer 5' })]);
		const found = { report: digest(REPORT), deposit: 0 };
		expect(await refused('customs', 'recordExamination', SAMPLE, found)).toBe('consortium.RoleMissing');
		await does('laboratory', 'recordExamination', SAMPLE, found);
		expect(await history(SAMPLE)).toEqual([
			[LABORATORY, 'takenFrom'],
			[LABORATORY, 'sealBroken'],
			[LABORATORY, 'examined'],
		]);
	});

	it('puts the sample back, and the carton goes back under a new seal', async () => {
		const { w } = stage;
		const { seq: exhibitSeq } = await exhibit(CARTON);
		await does('laboratory', 'returnSample', SAMPLE, { exhibitSeq, quantity: pairs(1) });
		expect((await exhibit(CARTON)).quantity).toEqual({ pieces: 12 });
		expect(Object.keys((await exhibit(SAMPLE)).state)).toEqual(['rejoined']);
		// What is open goes nowhere.
		expect(await refused('laboratory', 'offerExhibit', CARTON, { to: w.org('customs').id })).toBe('evidence.Unsealed');
		await does('laboratory', 'sealExhibit', CARTON, { seal: seals.examined });
		await handOver(CARTON, 'laboratory', 'customs', seals.examined);
		expect(await exhibit(CARTON)).toMatchObject({ holder: w.org('customs').id, seal: seals.examined });
	});
});

describe('what becomes of them', () => {
	const destroyed = () => ({ disposal: 'Destroyed', report: reasons('protocol of the destruction') });

	it('is what a court orders, and not while it holds them', async () => {
		const { w } = stage;
		const hold: Call = ['evidence.hold', { digest: digest(PROTOCOL), case: w.vault.commit('case of the court', '7 Cg 12/26') }];
		await w.send('court', [hold]);
		expect(await refused('customs', 'disposeOf', CARTON, destroyed())).toBe('evidence.OnHold');
		await does('court', 'orderDisposal', CARTON, { disposal: 'Destroyed', ground: reasons('order of the court') });
		// Whoever registered them orders nothing else now.
		const returned = { disposal: 'Returned', ground: reasons('order of customs') };
		expect(await refused('customs', 'orderDisposal', CARTON, returned)).toBe('evidence.OrderStands');
		expect(await refused('customs', 'disposeOf', CARTON, destroyed())).toBe('evidence.OnHold');

		await w.send('court', [['evidence.releaseHold', { digest: digest(PROTOCOL), number: 1 }]]);
		expect(await refused('laboratory', 'disposeOf', CARTON, destroyed())).toBe('evidence.NotHolder');
		await does('customs', 'disposeOf', CARTON, destroyed());
		expect((await exhibit(CARTON)).state).toEqual({ disposedOf: 'Destroyed' });
		expect(await refused('customs', 'offerExhibit', CARTON, { to: w.org('laboratory').id })).toBe('evidence.AlreadyEnded');
	});

	it('stands at the end of a history that names each hand', async () => {
		expect(await history(CARTON)).toEqual([
			[CUSTOMS, 'registered'],
			[CUSTOMS, 'offered'],
			[LABORATORY, 'accepted'],
			[LABORATORY, 'sealBroken'],
			[LABORATORY, 'sampled'],
			[LABORATORY, 'sampleReturned'],
			[LABORATORY, 'sealed'],
			[LABORATORY, 'offered'],
			[CUSTOMS, 'accepted'],
			[COURT, 'disposalOrdered'],
			[CUSTOMS, 'disposedOf'],
		]);
		const { items } = await stage.w.ask<{ items: Exhibit[] }>('evidenceApi.exhibits', digest(PROTOCOL), 0, 100);
		expect(items.map(({ seq }) => seq)).toEqual([11, 4]);
		// Where they met, the history of each has the other's number and act.
		const sampled = await stage.w.ask<{ items: Entry[] }>('evidenceApi.exhibitHistory', digest(PROTOCOL), SAMPLE, 0, 100);
		expect(sampled.items.at(0)?.act.takenFrom).toMatchObject({ exhibit: { number: CARTON, seq: 5 } });
		expect(sampled.items.at(-1)?.act.rejoined).toMatchObject({ exhibit: { number: CARTON, seq: 6 } });
	});

	it('is in the timeline of the record, with the hold and its release', async () => {
		const { items, next } = await stage.w.ask<{ items: Entry[]; next: number | null }>('evidenceApi.timeline', digest(PROTOCOL), 0, 100);
		expect(next).toBeNull();
		const kinds = items.map(({ act }) => Object.keys(act)[0]!);
		expect(kinds.filter((kind) => kind !== 'exhibit')).toEqual(['deposited', 'held', 'holdReleased']);
		// Fifteen acts with the two, the first right after the deposit and the last at the end.
		expect(kinds.filter((kind) => kind === 'exhibit')).toHaveLength(15);
		expect([kinds[1], kinds.at(-1)]).toEqual(['exhibit', 'exhibit']);
	});

	it('is certified act by act', async () => {
		const { api } = stage.w;
		await finalised(api, (await api.rpc.chain.getHeader()).number.toNumber());
		const { certificate, said } = await accepted(certified(stage.node, '--exhibit', `${PROTOCOL}/${CARTON}`));
		const told = new Map<string, string>(certificate.record.map(({ name, value }: Record<string, string>) => [name, value]));
		expect([told.get('state'), told.get('acts')]).toEqual(['destroyed', '11']);
		// Who did what, in the order of the history.
		for (const [at, [by]] of (await history(CARTON)).entries()) expect(told.get(`act ${at + 1}`)).toContain(`by ${by}`);
		expect(told.get('act 3')).toContain(`taken over from ${CUSTOMS}`);
		expect(said).toContain(`act 11: ${told.get('act 11')}`);
	});
});
