/**
 * Documents that differ from a valid one in a few points. `tracemark epcis validate` judges each as GS1's schema of
 * EPCIS 2.0 does, but where `docs/epcis.md` says why not.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Json } from '../fixtures/small.ts';
import { runs } from '../lib/random.ts';
import { faultsOf, hasStandard, STANDARD } from '../lib/standard.ts';

/** The command line, if it was built. */
const CLI = process.env.TRACEMARK_CLI;
if (!CLI) console.warn('NOT CHECKED: what tracemark epcis validate refuses; name its binary in TRACEMARK_CLI');
const there = hasStandard("what tracemark epcis validate refuses, against GS1's schema of EPCIS 2.0");

const TIME = '2026-11-02T10:00:00.000+01:00';
const URIS = [
	'urn:epc:id:sgtin:0614141.107346.2017',
	'urn:epc:idpat:sgtin:4012345.066666.*',
	'https://id.gs1.org/01/09521141012345/21/2017',
	'https://id.example.com/8003/030013450007718765?17=251231#a',
	'ni:///sha-256;df7bb3c352fef055578554f09f5e2aa41782150ced7bd0b8af24dd3ccb30ba69?ver=CBV2.0',
	'urn:uuid:404d95fc-9457-4a51-bd6a-0bba133845a8',
	'https://ref.gs1.org/cbv/BizStep-shipping',
	'cbv:BizStep-shipping',
	'geo:41.0,29.1',
	'http://[2001:db8::1]:80/x',
	'https://example.org/%C3%BC',
	// In namespaces whose words stand bare in JSON, and just outside.
	'urn:epcglobal:cbv:bizstep:shipping',
	'https://ns.gs1.org/cbv/shipping',
	'https://ns.gs1.org/cbvx/shipping',
	'https://gs1.org/voc/Temperature',
	'http://www.gs1.org/voc/ALARM_CONDITION',
	'gs1:Temperature',
];
const NO_URIS = ['', 'x', 'a b', 'shipping', ':x', '1a:x', 'my_ext:x', '/x', '//a/b', 'urn:a b', 'https://a/ü', 'https://a/%zz', 'https://a/#b#c', 'https://a/[x]', 'http://[1::2::3]/', 'ext:<x>'];
const TIMES = [TIME, '2024-02-29T23:59:59Z', '2016-12-31T23:59:60Z', '2026-11-02T10:00:60Z', '2023-02-29T00:00:00Z', '2026-11-02', '2026-11-02T10:00:00', '2026-11-02T24:00:00Z', '2026-11-02T10:00Z', '22-07-2026', 'yesterday', '2026-11-02T10:00:00+24:00', '2026-11-02T10:00:00.Z'];
const WORDS = ['shipping', 'Shipping', 'transforming', 'in_transit', 'in_transport', 'po', 'owning_party', 'owner', 'incorrect_data', 'Temperature', 'VolumetricFlux', 'temperature', 'ALARM_CONDITION', 'latitude', 'ADD', 'OBSERVE', 'DELETE', 'add'];
const TYPES = ['ObjectEvent', 'AggregationEvent', 'TransactionEvent', 'TransformationEvent', 'AssociationEvent', 'QuantityEvent', 'ext:MyEvent', 'EPCISDocument', 'EPCISQueryDocument'];
const OTHERS = [null, true, 0, -1.5, [], {}, [{}], [[]], ['x'], ['urn:x:1'], ['urn:x:1', 'urn:x:1'], { id: 'urn:x:1' }, { 'ext:a': 1 }, { a: 1 }, '+14:00', '+14:01', '+2:00', '2.0', '2.', 'KGM', 'kgm', 'f0', '0x0'];
const NAMES = ['shelf', 'ext:shelf', 'undeclared:shelf', 'https://ns.example.org/shelf', 'ext:my shelf', 'my_ext:x', '@id', 'id', '#text', ''];
/** Values that some types of event have, and some not. */
const FIELDS: [string, unknown][] = [
	['@context', []],
	['@context', ['https://ref.gs1.org/standards/epcis/epcis-context.jsonld', { ext: 'https://ns.example.org/' }]],
	['@context', [{ a: 1 }, { a: 1.0 }]],
	['epcList', []],
	['epcList', ['urn:x:1', 'urn:x:1']],
	['quantityList', [{ epcClass: 'urn:x:1', quantity: 1.5, uom: 'KGM' }]],
	['quantityList', [{ epcClass: 'urn:x:1', weight: 1 }]],
	['quantityList', []],
	['childEPCs', ['urn:x:1']],
	['childQuantityList', [{ quantity: 1 }]],
	['inputEPCList', ['urn:x:1']],
	['outputQuantityList', [{ epcClass: 'urn:x:1' }]],
	['parentID', 'urn:x:1'],
	['transformationID', 'urn:x:1'],
	['action', 'OBSERVE'],
	['ilmd', {}],
	['ilmd', { 'cbvmda:lotNumber': 'B7' }],
	['ilmd', { lotNumber: 'B7' }],
	['persistentDisposition', { set: ['completeness_verified'], unset: ['completeness_inferred'] }],
	['persistentDisposition', { set: ['active', 'active'] }],
	['persistentDisposition', {}],
	['certificationInfo', 'https://example.org/certificate'],
	['certificationInfo', []],
	['certificationInfo', [{ 'gs1:certificationAgency': 'x' }]],
	['errorDeclaration', { declarationTime: TIME, reason: 'did_not_occur', correctiveEventIDs: ['urn:x:1'], 'ext:a': 1 }],
	['errorDeclaration', { reason: 'did_not_occur' }],
	['errorDeclaration', { declarationTime: TIME, reason: 'oops' }],
	['bizTransactionList', [{ bizTransaction: 'urn:x:1' }, { type: 'po', bizTransaction: 'urn:x:2' }]],
	['bizTransactionList', [{ type: 'po' }]],
	['bizTransactionList', []],
	['sourceList', [{ type: 'location', source: 'urn:x:1' }]],
	['sourceList', [{ source: 'urn:x:1' }]],
	['destinationList', [{ type: 'owning_party', destination: 'urn:x:1', 'ext:a': 1 }]],
	['readPoint', { id: 'urn:x:1', shelf: 1 }],
	['readPoint', {}],
	['sensorElementList', [{ sensorReport: [{ type: 'Temperature', value: 21, uom: 'CEL' }] }]],
	['sensorElementList', [{ sensorMetadata: { time: TIME, deviceID: 'urn:x:1', a: 1 }, sensorReport: [{ type: 'Angle' }] }]],
	['sensorElementList', [{ sensorReport: [] }]],
	['sensorElementList', [{ sensorReport: [{ value: 21 }] }]],
	['sensorElementList', [{ sensorReport: [{ type: 'Angle', exception: 'ALARM', component: 'w', value: '1' }] }]],
	['sensorElementList', []],
	['epcisHeader', { epcisMasterData: { vocabularyList: [{ type: 'urn:x:1', vocabularyElementList: [{ id: 'urn:x:1', attributes: [{ id: 'cbvmda:a', attribute: 1 }], children: ['urn:x:2'] }] }] } }],
	['epcisHeader', { epcisMasterData: { vocabularyList: [{ vocabularyElementList: [{ attributes: [{ attribute: true }] }] }] } }],
	['epcisHeader', { shelf: 1 }],
];

type Path = (string | number)[];
/** Each value of a document, with the way to it. */
const places = (value: unknown, path: Path = []): { path: Path; value: unknown }[] => [
	{ path, value },
	...(Array.isArray(value)
		? value.flatMap((item, index) => places(item, [...path, index]))
		: value !== null && typeof value === 'object'
			? Object.entries(value).flatMap(([name, member]) => places(member, [...path, name]))
			: []),
];
const at = (document: Json, path: Path): any => path.reduce<any>((value, step) => value[step], document);
const pick = <T>(list: readonly T[], n: number): T => list[n % list.length]!;
const copy = <T>(value: T): T => structuredClone(value);

interface Change {
	kind: 'drop' | 'rename' | 'replace' | 'add' | 'field' | 'empty' | 'repeat' | 'type';
	where: number;
	what: number;
}
const change: fc.Arbitrary<Change> = fc.record({
	kind: fc.constantFrom('drop', 'rename', 'replace', 'replace', 'replace', 'add', 'field', 'field', 'field', 'empty', 'repeat', 'type'),
	where: fc.nat(100_000),
	what: fc.nat(100_000),
});

/** What could stand in place of a value: something of the same sort, good or bad, or something else. */
const instead = (name: unknown, value: unknown): unknown[] => {
	if (typeof value !== 'string') return OTHERS;
	if (/time$|Time$|creationDate/.test(String(name))) return TIMES;
	if (name === 'type') return [...TYPES, ...WORDS, ...URIS];
	return value.includes(':') ? [...URIS, ...NO_URIS, ...OTHERS] : [...WORDS, ...URIS, ...NO_URIS, ...OTHERS];
};

const apply = (document: Json, { kind, where, what }: Change) => {
	const all = places(document);
	const members = all.filter(({ path }) => typeof path.at(-1) === 'string');
	const objects = all.filter(({ value }) => value !== null && typeof value === 'object' && !Array.isArray(value));
	const lists = all.filter(({ value }) => Array.isArray(value) && value.length > 0);
	const events = objects.filter(({ value }) => 'eventTime' in (value as Json));
	if (kind === 'add') {
		at(document, pick(objects, where).path)[pick(NAMES, what)] = 'x';
	} else if (kind === 'field') {
		const [name, value] = pick(FIELDS, what);
		at(document, pick(name === 'epcisHeader' || events.length === 0 ? objects.slice(0, 1) : events, where).path)[name] = copy(value);
	} else if ((kind === 'empty' || kind === 'repeat') && lists.length > 0) {
		const list = at(document, pick(lists, where).path);
		if (kind === 'empty') list.length = 0;
		else list.push(copy(pick(list, what)));
	} else if (kind === 'type' && events.length > 0) {
		at(document, pick(events, where).path).type = pick(TYPES, what);
	} else if (members.length > 0) {
		const { path, value } = pick(members, where);
		const [holder, name] = [at(document, path.slice(0, -1)), path.at(-1) as string];
		if (kind === 'replace') {
			holder[name] = copy(pick(instead(name, value), what));
		} else {
			delete holder[name];
			if (kind === 'rename') holder[pick([`${name}s`, `ext:${name}`, name.toUpperCase()], what)] = value;
		}
	}
};

/** A document as it is, as the answer to a query, or one of its events alone. */
const form = (document: Json, which: number): Json => {
	const { '@context': context, epcisBody } = document;
	const list = epcisBody.eventList as Json[];
	if (which % 4 === 0) {
		const queryResults = { queryName: 'q', subscriptionID: 's', resultsBody: { eventList: list } };
		return { '@context': context, type: 'EPCISQueryDocument', schemaVersion: '2.0', creationDate: TIME, epcisBody: { queryResults } };
	}
	return which % 4 === 1 && list.length > 0 ? { '@context': context, ...pick(list, which) } : document;
};

const EVENT = { type: 'ObjectEvent', eventTime: TIME, eventTimeZoneOffset: '+01:00', action: 'OBSERVE', epcList: [] };
const bare = (rest: Json): string => JSON.stringify({ '@context': URIS[2], ...EVENT, ...rest });

/** Where the schema, or what checks it here, is not followed: `docs/epcis.md` has the reasons. */
const DIFFERENT: [what: string, text: string, ours: boolean][] = [
	['a list of bare events', `[${bare({})}]`, true],
	['a URI with nothing after its scheme', bare({ eventID: 'urn:' }), true],
	['a URI with nothing but a query', bare({ eventID: 'a:?q' }), true],
	['a port that is no number', bare({ eventID: 'http://a:8x/' }), false],
	['two signs @ in one authority', bare({ eventID: 'http://a@b@c/' }), false],
	['brackets in a path', bare({ eventID: 'a:/[::1]' }), false],
	['a space between date and time', bare({ eventTime: '2026-11-02 10:00:00Z' }), false],
	['an offset without colon', bare({ eventTime: '2026-11-02T10:00:00+0100' }), false],
	['an offset without minutes', bare({ eventTime: '2026-11-02T10:00:00+01' }), false],
	['a field that occurs twice', bare({}).replace('"action"', '"action":"ADD","action"'), false],
	['half a surrogate pair', bare({ 'ext:a': '\ud800' }), false],
	['too many levels', bare({ 'ext:a': JSON.parse(`${'['.repeat(70)}${']'.repeat(70)}`) }), false],
];

describe.skipIf(!CLI || !there)('tracemark epcis validate', () => {
	let folder: string;
	beforeAll(() => {
		folder = mkdtempSync(join(tmpdir(), 'tracemark-validate-'));
	});
	afterAll(() => rmSync(folder, { recursive: true, force: true }));

	/** So many files are given to the command line at once. */
	const MANY = 2_000;

	/** Of each text whether it is valid, and what was said of it. */
	const judged = (texts: string[]): { valid: boolean; faults: Json[] }[] => {
		if (texts.length > MANY) return [...judged(texts.slice(0, MANY)), ...judged(texts.slice(MANY))];
		const files = texts.map((text, index) => {
			const file = join(folder, `${index}.json`);
			writeFileSync(file, text);
			return file;
		});
		const { stdout, stderr, status } = spawnSync(CLI!, ['epcis', 'validate', '--json', ...files], {
			encoding: 'utf8',
			maxBuffer: 256 << 20,
		});
		expect(stderr).toBe('');
		const answers = JSON.parse(stdout);
		expect(answers).toHaveLength(texts.length);
		expect(status).toBe(answers.every(({ valid }: Json) => valid) ? 0 : 1);
		return answers;
	};

	it('judges changed documents as the schema does', () => {
		const documents = readdirSync(join(STANDARD, 'documents', 'valid')).map((file) =>
			JSON.parse(readFileSync(join(STANDARD, 'documents', 'valid', file), 'utf8')),
		);
		const { seed, numRuns } = runs(20);
		const cases = fc.sample(
			fc.tuple(fc.nat(1_000), fc.nat(1_000), fc.array(change, { minLength: 1, maxLength: 3 })),
			{ ...(seed === undefined ? {} : { seed }), numRuns: Math.max(numRuns, 800) },
		);
		const changed = cases.map(([which, shape, changes]) => {
			const document = form(copy(pick(documents, which)), shape);
			for (const one of changes) apply(document, one);
			return document;
		});
		const verdicts = judged(changed.map((document) => JSON.stringify(document)));
		const differing = changed.flatMap((document, index) => {
			const { valid, faults } = verdicts[index]!;
			const schema = faultsOf(document);
			return valid === (schema.length === 0) ? [] : [{ changes: cases[index], faults: faults.slice(0, 3), schema }];
		});
		expect(differing).toEqual([]);
		const valid = verdicts.filter(({ valid }) => valid).length;
		expect(valid).toBeGreaterThan(changed.length / 10);
		expect(valid).toBeLessThan((changed.length * 9) / 10);
	});

	it('differs from the schema where it says so', () => {
		const verdicts = judged(DIFFERENT.map(([, text]) => text));
		DIFFERENT.forEach(([what, text, ours], index) => {
			expect(verdicts[index]!.valid, what).toBe(ours);
			expect(faultsOf(JSON.parse(text)).length === 0, what).toBe(!ours);
		});
	});
});
