/**
 * GS1's own EPCIS 2.0 documents on a chain: each is captured as the calls that `tracemark epcis plan` prints, and
 * comes back from what the chain recorded, event by event.
 */
import { execFile, execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { digest } from '../demo/world.ts';
import { ascii } from '../lib/bytes.ts';
import { type Unhashed, unhashed } from '../lib/epcis.ts';
import { lotId } from '../lib/ids.ts';
import { finalised } from '../lib/node.ts';
import { faultsOfExported, hasStandard, STANDARD } from '../lib/standard.ts';
import { Capture, castOf, digestOfEvent, type Plan, type PlannedEvent } from './capture.ts';
import { Stage } from './stage.ts';

const CLI = process.env.TRACEMARK_CLI;
// Said in plain sight, since a skipped test is easily overlooked.
if (!CLI) console.warn("NOT CHECKED: GS1's documents on a chain; name the binary of the command line in TRACEMARK_CLI");
const isThere = hasStandard("GS1's documents on a chain");

const tracemark = (args: string[], input: string): string =>
	execFileSync(CLI!, ['epcis', ...args, '-'], { input, encoding: 'utf8', maxBuffer: 64 << 20, stdio: 'pipe' });

const FOLDER = join(STANDARD, 'documents', 'valid');
const text = (name: string): string => readFileSync(join(FOLDER, `${name}.json`), 'utf8');
const hashes = (document: string): string[] => tracemark(['hash'], document).trimEnd().split('\n');

/** Events as a document has them: by their event hash ids, with what these leave out, and with the names of their fields. */
const eventsOf = (document: string): ({ id: string } & Unhashed)[] => {
	const ids = hashes(document);
	return unhashed(JSON.parse(document)).map((event, i) => ({ id: ids[i]!, ...event }));
};

const [COMMISSION, PACK, ACCEPT, OBSERVE, REPORT] = ['commission', 'pack', 'accept', 'observe', 'report_sensor'].map(
	(call) => `custody.${call}`,
) as [string, string, string, string, string];

/** What becomes of each event of each document, in the order of their times. Each is anchored as well. */
const CUSTODY: Record<string, string[][]> = {
	AggregationEvent: [[OBSERVE]],
	AggregationEvent_with_digitalLink: [[OBSERVE]],
	AggregationEvent_with_sensorData: [[PACK, REPORT]],
	CurieString_document: [[ACCEPT, REPORT]],
	Namespaces_at_different_level: Array.from({ length: 5 }, () => [OBSERVE, REPORT]),
	ObjectEvent_with_custom_bizStep_uri: [[COMMISSION]],
	ObjectEvent_with_error_declaration: [[], [OBSERVE]],
	ObjectEvent_with_sensorData: [[OBSERVE, REPORT]],
	SensorData_and_extension: [[OBSERVE, OBSERVE, REPORT, REPORT]],
	TransactionEvent_with_sensorData: [[OBSERVE, OBSERVE, REPORT, REPORT]],
	TransformationEvent: [[COMMISSION]],
	TransformationEvent_with_digitalLink: [[COMMISSION]],
	epcisDocWithAllGS1Keys: [[OBSERVE, OBSERVE, OBSERVE]],
};
const EVIDENCE: Record<string, string[][]> = {
	AssociationEvent: [[], []],
	AssociationEvent_all_possible_fields: [[]],
	AssociationEvent_with_userExtensions: [[]],
	ObjectEvent_all_possible_fields: [[]],
	TransactionEvent: [[], []],
	TransformationEvent_with_sensorData: [[]],
};
const DOCUMENTS = { ...CUSTODY, ...EVIDENCE };
/** The same event as in another document, in another spelling: it has the same event hash id. */
const TWIN = 'TransformationEvent_with_digitalLink';

describe.skipIf(!CLI || !isThere)("GS1's valid documents", () => {
	let stage: Stage;
	let capture: Capture;
	const plans = new Map<string, Plan>();

	beforeAll(async () => {
		for (const name of Object.keys(DOCUMENTS)) plans.set(name, JSON.parse(tracemark(['plan', '--json'], text(name))) as Plan);
		const all = [...plans.values()];
		stage = await Stage.open('gs1', castOf(all));
		capture = new Capture(stage);
		await capture.prepare(all);
	}, 4 * 60_000);
	afterAll(() => stage?.close());

	it('are these nineteen, thirteen of them acts of custody', () => {
		const found = readdirSync(FOLDER).map((file) => file.replace(/\.json$/, ''));
		expect(found.sort()).toEqual(Object.keys(DOCUMENTS).sort());
		expect([Object.keys(CUSTODY).length, Object.keys(EVIDENCE).length]).toEqual([13, 6]);
	});

	describe.each(Object.entries(DOCUMENTS))('%s', (name, expected) => {
		it('is captured, and comes back event by event', async () => {
			const plan = plans.get(name)!;
			const { known } = await capture.play(plan);
			expect(known.map(({ hash }) => hash)).toEqual(name === TWIN ? plan.events.map(({ hash }) => hash) : []);

			const events: PlannedEvent[] = [];
			for (const event of plan.events) events.push(await capture.recorded(event));
			expect(events.map(({ calls }) => calls.map(({ call }) => call))).toEqual(expected.map((calls) => [...calls, 'evidence.anchor']));
			// The chain says what the plan said, and has the digest of each event.
			expect(events.map(({ calls }) => calls.map(({ args }) => args))).toEqual(plan.events.map(({ calls }) => calls.map(({ args }) => args)));
			for (const { hash, calls } of events) {
				expect(calls.at(-1)!.args).toEqual({ digest: hash, kind: 'EpcisEvent' });
				expect(await stage.w.read('evidence.records', digest(digestOfEvent(hash)))).toMatchObject({ deposit: { kind: 'EpcisEvent' } });
			}

			const { document } = plan;
			const exported = tracemark(['export'], JSON.stringify({ document, events }));
			expect(faultsOfExported(exported)).toEqual([]);
			const read = eventsOf(text(name));
			expect(eventsOf(exported)).toEqual(read);
			expect(read).toHaveLength(events.length);
		});
	});

	it.each(Object.keys(CUSTODY))('comes back as another event if the chain had recorded another time: %s', async (name) => {
		const { document, events } = plans.get(name)!;
		const recorded = await Promise.all(events.map((event) => capture.recorded(event)));
		const last = recorded.at(-1)!.calls[0]!;
		if (last.call === 'evidence.anchor' || last.call === 'custody.report_sensor') throw new Error('the last event is no act of custody');
		last.args.time.moment += 1_000;
		const changed = JSON.stringify({ document, events: recorded });
		expect(() => tracemark(['export'], changed)).toThrow(`event ${recorded.at(-1)!.event}`);
	});

	it('are captured once: an event that is on the chain in another spelling is refused', async () => {
		const [event] = plans.get(TWIN)!.events;
		const [signer, calls] = await capture.calls(event!);
		expect(await stage.refusal(signer, ...calls)).toEqual({ reason: 'custody.AlreadyCommissioned', changed: [] });
	});

	it('contradict nothing: what was seen is of goods on the chain, or of goods that it does not know', async () => {
		const seen = await stage.w.api.query.custody!.observations!.entries();
		const expected = Object.values(CUSTODY).flat(2).filter((call) => call === OBSERVE);
		expect(seen.map(([, observation]) => (observation.toJSON() as { anomaly: unknown }).anomaly)).toEqual(expected.map(() => null));
	});
});

/** The same by the command line, whose user has the lists of the lots: but for what sensors say in three documents. */
const BY_COMMAND: Record<string, string[][]> = {
	...DOCUMENTS,
	// Whoever captures it does not have the list: the chain does not know where the item lies.
	ObjectEvent_with_sensorData: [[OBSERVE]],
	// The lot is with another than who signs.
	SensorData_and_extension: [[OBSERVE, OBSERVE, REPORT]],
	// Both items lie in one consignment, of which the sensors say one thing.
	TransactionEvent_with_sensorData: [[OBSERVE, OBSERVE, REPORT]],
};
const WITHOUT_LISTS = 'ObjectEvent_with_sensorData';

type Option = '--lot' | '--sscc' | '--unit';
/** The lot of items that were made of others. */
const MADE = '(01)04012345778892(10)c794227acf3a4d9be9ba';
/** The goods with which a document comes back from the blocks. */
const EXPORTED: [name: string, option: Option, code: string][] = [
	['AggregationEvent_with_sensorData', '--sscc', '040123451111111110'],
	['AggregationEvent_with_sensorData', '--lot', '(01)04012345111118(10)1234'],
	['CurieString_document', '--lot', '(01)04012345999990(10)4b2193390c5d57d5b60a'],
	['ObjectEvent_with_custom_bizStep_uri', '--lot', '(01)09521141012345(10)9ff1265840914be13a14'],
	['TransformationEvent', '--lot', MADE],
];
/** Goods that were only seen, and have no record of their own to export. */
const SEEN: [name: string, option: Option, code: string][] = [
	['AggregationEvent', '--sscc', '106141412345678908'],
	['AggregationEvent_with_digitalLink', '--sscc', '106141412345678908'],
	['Namespaces_at_different_level', '--unit', '(01)04012345999990(21)XYZ-1234'],
	['ObjectEvent_with_error_declaration', '--unit', '(01)10614141073464(21)2018'],
	['ObjectEvent_with_sensorData', '--unit', '(01)04012345111118(21)9876'],
	['SensorData_and_extension', '--unit', '(01)04012345111118(21)9876'],
	['TransactionEvent_with_sensorData', '--unit', '(01)10614141073402(21)1'],
	['TransactionEvent_with_sensorData', '--unit', '(01)10614141073402(21)2'],
	['epcisDocWithAllGS1Keys', '--sscc', '040123450000003338'],
	['epcisDocWithAllGS1Keys', '--unit', '(01)04012345123456(21)12'],
	['epcisDocWithAllGS1Keys', '--lot', '(01)04054739999148(10)20160711'],
];

interface Recorded {
	hash: string;
	calls: string[];
	already: boolean;
}
interface Run {
	code: number | string;
	out: string;
	err: string;
}

/** Somebody who has the keys of all parties of some documents, and captures and exports by the command line. */
class Clerk {
	private constructor(
		readonly stage: Stage,
		private readonly folder: string,
		private readonly keys: string[],
	) {}

	/** On a chain of its own, on which is what the plans take for granted. */
	static async open(suite: string, names: string[]): Promise<Clerk> {
		const all = names.map((name) => JSON.parse(tracemark(['plan', '--json'], text(name))) as Plan);
		const cast = castOf(all);
		const stage = await Stage.open(suite, cast);
		const capture = new Capture(stage);
		await capture.prepare(all);
		const folder = mkdtempSync(join(tmpdir(), `tracemark-${suite}-`));
		const keys = cast.flatMap(({ key }) => {
			const file = join(folder, `${key}.key`);
			writeFileSync(file, `//${stage.w.suite}//${key}//operator//1\n`);
			chmodSync(file, 0o600);
			return ['--key', file];
		});
		const clerk = new Clerk(stage, folder, keys);
		for (const [i, name] of names.entries()) {
			mkdirSync(clerk.lists(name), { recursive: true });
			writeFileSync(clerk.plan(name), JSON.stringify(all[i]));
			if (name === WITHOUT_LISTS) continue;
			for (const { gtin, number, serials } of all[i]!.prerequisites.lots) {
				const file = join(clerk.lists(name), `${gtin}-${number}.lot.jsonl`);
				if (serials.length > 0) writeFileSync(file, capture.list(gtin, number));
			}
		}
		// The command line reads final blocks.
		const { api } = stage.node;
		await finalised(api, (await api.rpc.chain.getHeader()).number.toNumber());
		return clerk;
	}

	/** The lists of the lots of a document. */
	private lists(name: string): string {
		return join(this.folder, 'lists', name);
	}

	/** The plan of a document, in a file. */
	private plan(name: string): string {
		return join(this.folder, `${name}.plan.json`);
	}

	private run(...args: string[]): Promise<Run> {
		return new Promise((resolve) => {
			execFile(CLI!, ['epcis', ...args, '--url', this.stage.node.url], { maxBuffer: 64 << 20 }, (error, out, err) =>
				resolve({ code: error?.code ?? 0, out, err }),
			);
		});
	}

	async capture(name: string, document = text(name)): Promise<Recorded[]> {
		const file = join(this.folder, `${name}.json`);
		writeFileSync(file, document);
		const { code, out, err } = await this.run('capture', file, ...this.keys, '--lists', this.lists(name), '--json');
		expect([code, err]).toEqual([0, '']);
		return (JSON.parse(out) as { events: Recorded[] }).events;
	}

	/** What the blocks have of goods, with what the plan of a document has kept. */
	export(name: string, option: Option, code: string): Promise<Run> {
		return this.run('export', option, code, '--lists', this.lists(name), '--kept', this.plan(name));
	}
}

/** As the command line names calls. */
const title = (call: string): string => call.replace(/^./, (letter) => letter.toUpperCase());

/** The events of an export that are of a document, as it has them: extensions have the prefixes of its context. */
const exportedOf = (name: string, exported: string): object[] => {
	const own = JSON.parse(text(name)) as { '@context': unknown };
	const read = eventsOf(text(name));
	const ids = new Set(read.map(({ id }) => id));
	return eventsOf(JSON.stringify({ ...JSON.parse(exported), '@context': own['@context'] })).filter(({ id }) => ids.has(id));
};

describe.skipIf(!CLI || !isThere)("GS1's valid documents, by the command line", () => {
	let clerk: Clerk;

	beforeAll(async () => {
		clerk = await Clerk.open('gs1-cli', Object.keys(DOCUMENTS));
	}, 4 * 60_000);
	afterAll(() => clerk?.stage.close());

	/** How many errors are declared. */
	const errors = async (): Promise<number> => (await clerk.stage.w.api.query.custody!.errorDeclarations!.keys()).length;

	it.each(Object.entries(BY_COMMAND))('%s is on record, event by event', async (name, expected) => {
		const events = await clerk.capture(name);
		expect(events.map(({ already }) => already)).toEqual(expected.map(() => name === TWIN));
		const calls = expected.map((custody) => (name === TWIN ? [] : [...custody, 'evidence.anchor'].map(title)));
		expect(events.map(({ calls }) => calls)).toEqual(calls);
		for (const { hash } of events) {
			expect(await clerk.stage.w.read('evidence.records', digest(digestOfEvent(hash)))).toMatchObject({ deposit: { kind: 'EpcisEvent' } });
		}
	});

	it.each(EXPORTED)('%s comes back from the blocks by %s %s, event by event', async (name, option, code) => {
		const { code: exit, err, out } = await clerk.export(name, option, code);
		expect([exit, err]).toEqual([0, expect.not.stringContaining('its hash is not the one on record')]);
		expect(faultsOfExported(out)).toEqual([]);
		expect(exportedOf(name, out)).toEqual(eventsOf(text(name)));
	});

	it.each(SEEN)('%s does not come back by %s %s, which was only seen', async (name, option, code) => {
		const { code: exit, err, out } = await clerk.export(name, option, code);
		expect([exit, out]).toEqual([1, '']);
		expect(err).toContain('the chain has no record of it');
	});

	it('SensorData_and_extension comes back by its lot with the lot alone, and is named', async () => {
		const { code, err, out } = await clerk.export('SensorData_and_extension', '--lot', '(01)04023333020008(10)2019-10-07');
		expect([code, err.includes('its hash is not the one on record')]).toEqual([1, true]);
		const { eventList } = (JSON.parse(out) as { epcisBody: { eventList: Record<string, unknown>[] } }).epcisBody;
		const seen = eventList.filter(({ action }) => action === 'OBSERVE');
		const quantityList = [{ epcClass: 'https://id.gs1.org/01/04023333020008/10/2019-10-07', quantity: 150, uom: 'KGM' }];
		expect(seen).toMatchObject([{ quantityList }]);
		expect(seen[0]).not.toHaveProperty('epcList');
	});

	it('are all told of: by goods, or not, as seen only or as evidence', () => {
		const told = [...EXPORTED, ...SEEN].map(([name]) => name);
		expect([...new Set([...told, TWIN, ...Object.keys(EVIDENCE)])].sort()).toEqual(Object.keys(DOCUMENTS).sort());
	});

	/** Those whose events are acts of custody that no other document has, none of them declared wrong from the start. */
	const own = Object.keys(CUSTODY).filter((name) => ![TWIN, 'ObjectEvent_with_error_declaration'].includes(name));

	it.each(own)('%s is declared wrong event by event, once', async (name) => {
		const document = JSON.parse(text(name)) as { epcisBody: { eventList: Record<string, unknown>[] } };
		for (const event of document.epcisBody.eventList) {
			event.errorDeclaration = { declarationTime: '2026-11-03T08:00:00.000Z', reason: 'did_not_occur' };
		}
		const wrong = JSON.stringify(document);
		expect(hashes(wrong)).toEqual(hashes(text(name)));
		const before = await errors();
		const declared = await clerk.capture(name, wrong);
		expect(declared.map(({ already }) => already)).toEqual(DOCUMENTS[name]!.map(() => false));
		const calls = declared.flatMap(({ calls }) => calls);
		expect(new Set(calls)).toEqual(new Set(['Custody.declare_error']));
		expect(await errors()).toBe(before + calls.length);
		expect((await clerk.capture(name, wrong)).map(({ already }) => already)).toEqual(DOCUMENTS[name]!.map(() => true));
		expect(await errors()).toBe(before + calls.length);
	});

	it('are not recorded a second time', async () => {
		for (const name of Object.keys(DOCUMENTS)) {
			expect((await clerk.capture(name)).map(({ already }) => already), name).toEqual(DOCUMENTS[name]!.map(() => true));
		}
	});
});

describe.skipIf(!CLI || !isThere)(`${TWIN}, alone`, () => {
	let clerk: Clerk;

	beforeAll(async () => {
		clerk = await Clerk.open('gs1-twin', [TWIN]);
	}, 4 * 60_000);
	afterAll(() => clerk?.stage.close());

	it('is an act of custody like the other twelve', async () => {
		const [event, ...others] = await clerk.capture(TWIN);
		expect(event).toMatchObject({ calls: [COMMISSION, 'evidence.anchor'].map(title), already: false });
		expect(others).toEqual([]);
		const made = { gtin: ascii('04012345778892'), quantity: { pieces: 4 } };
		expect(await clerk.stage.w.read('custody.lots', lotId('04012345778892', 'c794227acf3a4d9be9ba'))).toMatchObject(made);

		const { code, err, out } = await clerk.export(TWIN, '--lot', MADE);
		expect([code, err]).toEqual([0, expect.not.stringContaining('its hash is not the one on record')]);
		expect(faultsOfExported(out)).toEqual([]);
		expect(exportedOf(TWIN, out)).toEqual(eventsOf(text(TWIN)));
	});
});
