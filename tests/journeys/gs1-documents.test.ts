/**
 * GS1's own EPCIS 2.0 documents on a chain: each is captured as the calls that `tracemark epcis plan` prints, and
 * comes back from what the chain recorded, event by event.
 */
import { execFile, execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { digest } from '../demo/world.ts';
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
			const ids = hashes(text(name));
			expect(hashes(exported)).toEqual(ids);
			expect(ids).toHaveLength(events.length);
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

describe.skipIf(!CLI || !isThere)("GS1's valid documents, by the command line", () => {
	let stage: Stage;
	let keys: string[];
	const folder = mkdtempSync(join(tmpdir(), 'tracemark-gs1-'));

	beforeAll(async () => {
		const all = Object.keys(DOCUMENTS).map((name) => JSON.parse(tracemark(['plan', '--json'], text(name))) as Plan);
		const cast = castOf(all);
		stage = await Stage.open('gs1-cli', cast);
		await new Capture(stage).prepare(all);
		keys = cast.flatMap(({ key }) => {
			const file = join(folder, `${key}.key`);
			writeFileSync(file, `//${stage.w.suite}//${key}//operator//1\n`);
			chmodSync(file, 0o600);
			return ['--key', file];
		});
		// The command line reads final blocks.
		const { api } = stage.node;
		await finalised(api, (await api.rpc.chain.getHeader()).number.toNumber());
	}, 4 * 60_000);
	afterAll(() => stage?.close());

	interface Recorded {
		hash: string;
		calls: string[];
		already: boolean;
	}

	const capture = async (name: string, file = join(FOLDER, `${name}.json`)): Promise<Recorded[]> => {
		const args = ['epcis', 'capture', file, ...keys, '--lists', join(folder, 'lists'), '--url', stage.node.url, '--json'];
		const { stdout } = await promisify(execFile)(CLI!, args);
		return (JSON.parse(stdout) as { events: Recorded[] }).events;
	};
	/** How many errors are declared. */
	const errors = async (): Promise<number> => (await stage.w.api.query.custody!.errorDeclarations!.keys()).length;
	/** As the command line names calls. */
	const title = (call: string): string => call.replace(/^./, (letter) => letter.toUpperCase());

	it.each(Object.entries(DOCUMENTS))('%s is on record, event by event', async (name, expected) => {
		const events = await capture(name);
		expect(events.map(({ already }) => already)).toEqual(expected.map(() => name === TWIN));
		if (name !== TWIN) {
			// What sensors say of an item without a list goes by digest: the chain does not know where the item lies.
			const known = (calls: string[]) => calls.filter((call) => call !== title(REPORT));
			const calls = expected.map((custody) => [...custody, 'evidence.anchor'].map(title));
			expect(events.map(({ calls }) => known(calls))).toEqual(calls.map(known));
			if (name.startsWith('Aggregation')) expect(events.map(({ calls }) => calls)).toEqual(calls);
		}
		for (const { hash } of events) {
			expect(await stage.w.read('evidence.records', digest(digestOfEvent(hash)))).toMatchObject({ deposit: { kind: 'EpcisEvent' } });
		}
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
		const file = join(folder, `${name}.wrong.json`);
		writeFileSync(file, wrong);
		const before = await errors();
		const declared = await capture(name, file);
		expect(declared.map(({ already }) => already)).toEqual(DOCUMENTS[name]!.map(() => false));
		const calls = declared.flatMap(({ calls }) => calls);
		expect(new Set(calls)).toEqual(new Set(['Custody.declare_error']));
		expect(await errors()).toBe(before + calls.length);
		expect((await capture(name, file)).map(({ already }) => already)).toEqual(DOCUMENTS[name]!.map(() => true));
		expect(await errors()).toBe(before + calls.length);
	});

	it('are not recorded a second time', async () => {
		for (const name of Object.keys(DOCUMENTS)) {
			expect((await capture(name)).map(({ already }) => already), name).toEqual(DOCUMENTS[name]!.map(() => true));
		}
	});
});
