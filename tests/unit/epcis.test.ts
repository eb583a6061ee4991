import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { cbvWord, EpcisError, readShipment, shiftTo } from '../lib/epcis.ts';
import { content } from '../fixtures/make-shipment.ts';
import { type Json, small } from '../fixtures/small.ts';
import { isKey } from '../lib/gs1.ts';
import { faultsOf, hasStandard, STANDARD } from '../lib/standard.ts';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const json = (path: string) => JSON.parse(readFileSync(path, 'utf8'));
const OURS = at('../fixtures/shipment.epcis.json');

const spoilt = (change: (events: Json[], document: Json) => void): Json => {
	const document = small();
	change(document.epcisBody.eventList, document);
	return document;
};

describe('our shipment', () => {
	const shipment = readShipment(json(OURS));

	it('has 10,000 serials that nobody guesses, each once', () => {
		const [first] = shipment.steps;
		if (first?.act !== 'commission') throw new Error('does not begin with a commissioning');
		expect(new Set(first.serials).size).toBe(10_000);
		for (const serial of first.serials!) expect(serial).toMatch(/^[0-9A-Z]{12,20}$/);
		expect(isKey(first.gtin, 14)).toBe(true);
	});

	it('is what its generator makes', () => {
		expect(readFileSync(OURS, 'utf8') === content).toBe(true);
	});

	it('packs each serial once and passes through four hands', () => {
		const packed = shipment.steps.flatMap((step) =>
			step.act === 'pack' ? step.goods.flatMap((goods) => (goods.kind === 'items' ? goods.serials : [])) : [],
		);
		expect(new Set(packed).size).toBe(10_000);
		expect(packed).toHaveLength(10_000);
		expect(shipment.parties).toHaveLength(4);
		expect(shipment.steps.filter(({ act }) => act === 'offer')).toHaveLength(3);
		expect(shipment.steps.filter(({ act }) => act === 'accept')).toHaveLength(3);
	});

	it('moves in time as a whole', () => {
		const moved = shiftTo(shipment, 2_000_000_000_000);
		const gaps = ({ steps }: typeof shipment) => steps.map(({ time }) => time.moment - steps[0]!.time.moment);
		expect(Math.max(...moved.steps.map(({ time }) => time.moment))).toBe(2_000_000_000_000);
		expect(gaps(moved)).toEqual(gaps(shipment));
	});
});

/** The command line, if it was built. */
const CLI = process.env.TRACEMARK_CLI;
const tracemark = (args: string[], input = ''): string =>
	execFileSync(CLI!, args, { input, encoding: 'utf8', maxBuffer: 64 << 20 });
/** What a document becomes by way of its calls, and their names. */
const thereAndBack = (document: string) => {
	const plan = tracemark(['epcis', 'plan', '--json', '-'], document);
	const calls = JSON.parse(plan).events.flatMap(({ calls }: Json) => calls.map(({ call }: Json) => call));
	return { calls, exported: JSON.parse(tracemark(['epcis', 'export', '-'], plan)) };
};

// Said in plain sight, since a skipped test is easily overlooked.
if (!CLI) console.warn('NOT CHECKED: what tracemark epcis export makes; name its binary in TRACEMARK_CLI');

describe.skipIf(!hasStandard("our documents against GS1's schema of EPCIS 2.0"))('the schema of EPCIS 2.0', () => {
	const files = (folder: string) => readdirSync(`${STANDARD}/documents/${folder}`);
	const text = (file: string) => readFileSync(`${STANDARD}/documents/valid/${file}`, 'utf8');

	it('accepts our shipment', () => {
		expect(faultsOf(json(OURS))).toEqual([]);
	});

	it('tells valid from invalid documents, so that its word on ours counts', () => {
		for (const file of files('valid')) {
			expect(faultsOf(json(`${STANDARD}/documents/valid/${file}`)), file).toEqual([]);
		}
		const accepted = files('invalid').filter((file) => faultsOf(json(`${STANDARD}/documents/invalid/${file}`)).length === 0);
		expect(accepted).toEqual([]);
	});

	it.skipIf(!CLI)('accepts what the command line exports of each valid document', () => {
		expect(files('valid')).toHaveLength(19);
		for (const file of files('valid')) {
			const { calls, exported } = thereAndBack(text(file));
			expect(calls, file).not.toHaveLength(0);
			expect(faultsOf(exported), file).toEqual([]);
		}
	});

	it.skipIf(!CLI)('accepts a transformation that the command line exports', () => {
		const document = JSON.parse(text('TransformationEvent.json'));
		const [event] = document.epcisBody.eventList;
		// Of the inputs one is a class without lot.
		event.inputQuantityList.pop();
		const { calls, exported } = thereAndBack(JSON.stringify(document));
		expect(calls).toEqual(['custody.transform', 'evidence.anchor']);
		expect(faultsOf(exported)).toEqual([]);
		expect(exported.epcisBody.eventList[0].inputEPCList).toHaveLength(2);
		delete exported.epcisBody.eventList[0].inputEPCList;
		delete exported.epcisBody.eventList[0].inputQuantityList;
		expect(faultsOf(exported)).not.toEqual([]);
	});
});

describe('reading', () => {
	it('turns each event into its act', () => {
		const { steps, parties, prefixes } = readShipment(small());
		expect(steps.map(({ act }) => act)).toEqual(['commission', 'pack', 'offer', 'accept', 'observe', 'unpack']);
		expect(parties).toEqual(['9521002000009', '9521005000006']);
		expect([...prefixes.values()].sort()).toEqual(['9521001', '9521002', '9521002']);
		expect(steps[0]).toMatchObject({ lot: 'L-1', amount: { pieces: 3 }, time: { offset: 60 }, place: '9521002000016' });
	});

	it('reads quantities of lots without serials', () => {
		const document = spoilt(([first]) => {
			first!.epcList = [];
			first!.quantityList = [{ epcClass: 'urn:epc:class:lgtin:9521001.043021.L-1', quantity: 200.5, uom: 'KGM' }];
		});
		expect(readShipment(document).steps[0]).toMatchObject({ amount: { micros: 200_500_000n, unit: 'KGM' } });
	});

	it.each(['https://places.example/gate-7', 'geo:41.0,29.1', 'urn:epc:id:pgln:9521002.00001', 7])(
		'leaves out a place that has no GLN: %s',
		(id) => {
			const { steps } = readShipment(spoilt(([first]) => (first!.readPoint.id = id)));
			expect(steps[0]!.place).toBeUndefined();
		},
	);

	it.each([
		'shipping',
		'https://ref.gs1.org/cbv/BizStep-shipping',
		'http://ref.gs1.org/cbv/BizStep-shipping',
		'cbv:BizStep-shipping',
		'urn:epcglobal:cbv:bizstep:shipping',
	])('knows the step %s', (bizStep) => {
		const { steps } = readShipment(spoilt(([, , event]) => (event!.bizStep = bizStep)));
		expect(steps.map(({ act }) => act)).toEqual(readShipment(small()).steps.map(({ act }) => act));
	});

	it.each(['urn:epcglobal:cbv:disp:in_transit', 'cbv:Disp-in_transit', 'https://ref.gs1.org/cbv/Disp-in_transit'])(
		'knows the disposition %s',
		(disposition) => {
			const { steps } = readShipment(spoilt((events) => (events[4]!.disposition = disposition)));
			expect(steps[4]).toMatchObject({ act: 'observe', disposition: 'in_transit' });
		},
	);

	it('leaves what is not of CBV as it is', () => {
		expect(cbvWord('https://brand.example/steps/blessing')).toBe('https://brand.example/steps/blessing');
		expect(cbvWord('urn:epcglobal:cbv:sdt:possessing_party')).toBe('possessing_party');
	});

	it('takes events by their time, and those of one time as listed', () => {
		const numbers = (document: Json) => readShipment(document).steps.map(({ event }) => event);
		expect(numbers(spoilt((events) => events.reverse()))).toEqual([6, 5, 4, 3, 2, 1]);
		const tied = spoilt((events) => {
			for (const event of events) event.eventTime = '2026-11-02T10:00:00.000Z';
		});
		expect(numbers(tied)).toEqual([1, 2, 3, 4, 5, 6]);
	});

	it.each<[string, string, (events: Json[], document: Json) => void]>([
		['document, type', 'not an EPCISDocument', (_, document) => { document.type = 'EPCISQueryDocument'; }],
		['document, schemaVersion', 'not 2.x', (_, document) => { document.schemaVersion = '1.2'; }],
		['document, epcisBody.eventList', 'no events', (events) => { events.length = 0; }],
		['document, epcisBody.eventList', 'no commissioning', (events) => { events.shift(); }],
		['document, epcisBody.eventList', 'no shipping', (events) => { events.splice(2, 4); }],
		['event 1, eventTime', 'ISO 8601', ([event]) => { event!.eventTime = 'yesterday'; }],
		['event 1, eventTime', 'missing', ([event]) => { delete event!.eventTime; }],
		['event 1, eventTimeZoneOffset', 'not like', ([event]) => { event!.eventTimeZoneOffset = 'CET'; }],
		['event 1, ilmd.cbvmda:lotNumber', 'missing', ([event]) => { delete event!.ilmd; }],
		['event 1, epcList[1]', 'neither an EPC URN', ([event]) => { event!.epcList[1] = 'serial 7'; }],
		['event 1, epcList[2]', 'names a party', ([event]) => { event!.epcList[2] = 'https://id.gs1.org/417/9521002000009'; }],
		['event 1, epcList', 'the same serial twice', ([event]) => { event!.epcList.push(event!.epcList[0]); }],
		['event 1, epcList', 'names no goods', ([event]) => { event!.epcList = []; }],
		['event 1, readPoint.id', 'check digit', ([event]) => { event!.readPoint.id = 'https://id.gs1.org/414/9521002000010'; }],
		['event 1, bizStep', 'not commissioning', ([event]) => { event!.bizStep = 'encoding'; }],
		['event 2, parentID', 'missing', ([, event]) => { delete event!.parentID; }],
		['event 2, parentID', 'not a logistic unit', ([, event]) => { event!.parentID = event!.childEPCs[0]; }],
		['event 2, childEPCs', 'names no goods', ([, event]) => { delete event!.childEPCs; }],
		['event 3, destinationList', 'to whom', ([, , event]) => { delete event!.destinationList; }],
		['event 3, destinationList[0].destination', 'check digit', ([, , event]) => {
			event!.destinationList[0].destination = 'https://id.gs1.org/417/9521003000009';
		}],
		['event 3, sourceList', 'who ships', ([, , event]) => { delete event!.sourceList; }],
		['event 4, errorDeclaration', 'corrections', ([, , , event]) => { event!.errorDeclaration = {}; }],
		['event 5, type', 'not part of this journey', ([, , , , event]) => { event!.type = 'TransformationEvent'; }],
	])('names %s: %s', (where, why, change) => {
		const read = () => readShipment(spoilt(change));
		expect(read).toThrow(EpcisError);
		expect(read).toThrow(where);
		expect(read).toThrow(why);
	});
});
