/** The command line against a node: what it puts on record, what it says, and how it is refused. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { role } from '../demo/cast.ts';
import { HEADPHONES } from '../demo/world.ts';
import { type Json, small } from '../fixtures/small.ts';
import { Stage } from '../journeys/stage.ts';
import { ascii, type Hex } from '../lib/bytes.ts';
import { withCheckDigit } from '../lib/gs1.ts';
import { lotId, trademarkId } from '../lib/ids.ts';
import { difference } from '../lib/state.ts';

const binary = process.env.TRACEMARK_CLI;
const folder = mkdtempSync(join(tmpdir(), 'tracemark-cli-'));
const lists = join(folder, 'lists');
const gtin = withCheckDigit('0952100143021');
const yarn = withCheckDigit('0952100143022');
const sscc = withCheckDigit('09521002000000001');
const item = (serial: string) => `(01)${gtin}(21)${serial}`;

interface Run {
	code: number | string;
	out: string;
	err: string;
	json: Json;
}

let stage: Stage;
let keeper: ChildProcess | undefined;
/** A right of the factory. */
let right: Hex;
/** A licence of it that was revoked. */
let revoked: number;
const keys = new Map<string, string>();

const write = (name: string, text: string): string => {
	const file = join(folder, name);
	writeFileSync(file, text);
	return file;
};

const tracemark = (args: string[], environment: Record<string, string> = {}): Promise<Run> =>
	new Promise((resolve) => {
		const env = { ...process.env, TRACEMARK_URL: stage.node.url, TRACEMARK_KEY: '', ...environment };
		execFile(binary!, args, { env, maxBuffer: 2 ** 24 }, (error, out, err) => {
			let json: Json = {};
			try {
				json = JSON.parse(out);
			} catch {}
			resolve({ code: error?.code ?? 0, out, err, json });
		});
	});

/** Runs a command that changes nothing of ours on the chain. */
const refused = async (...args: string[]): Promise<Run> => {
	const { api } = stage.node;
	const best = async () => (await api.rpc.chain.getBlockHash()).toHex();
	const before = await best();
	const run = await tracemark(args);
	expect(await difference(api, before, await best())).toEqual([]);
	return run;
};

/** The file with the key of somebody's operator. */
const key = (name: string): string => {
	const known = keys.get(name);
	if (known) return known;
	const file = write(`${name}.key`, `//${stage.w.suite}//${name}//operator//1\n`);
	chmodSync(file, 0o600);
	keys.set(name, file);
	return file;
};

beforeAll(async () => {
	if (!binary) throw new Error('set TRACEMARK_CLI to the path of the command line');
	stage = await Stage.open('cli', [
		role('factory', 'Anka Elektronik', 'TR', ['Manufacturer', 'Exporter', 'RightsHolder'], {
			gln: withCheckDigit('952100200000'),
			prefixes: ['9521001', '9521002'],
		}),
		role('importer', 'Nordlicht Imports', 'DE', ['Importer', 'Distributor'], { gln: withCheckDigit('952100500000') }),
		role('monitor', 'Listing Watch', 'IE', ['Monitor']),
		role('office', 'Union IP Office', 'ES', ['IpOffice'], { offices: ['EM'] }),
		role('customs', 'German Customs', 'DE', ['Customs']),
	]);
	// Whoever signs here and with the command line loses count: this suite's own acts come first.
	right = await stage.mark('EM500000018000043', 'factory', 'office', ['DE'], [{ Nice: { edition: 12, class: 9 } }]);
	const terms = { activities: ['Export'], countries: ['DE'], from: await stage.w.now() };
	revoked = await stage.license('factory', 'importer', [right], terms);
	await stage.w.send('factory', [['licensing.revoke', { licence: revoked, ground: `0x${'66'.repeat(32)}` }]]);
	const hs = { edition: HEADPHONES.edition, code: ascii('851830') };
	await stage.w.send('factory', [gtin, yarn].map((code) => ['custody.registerClass', { gtin: ascii(code), rights: [], hs }]));
}, 5 * 60_000);
afterAll(() => {
	keeper?.kill();
	return stage?.close();
});

describe('a key', () => {
	it('that others can read is refused, as is none at all', async () => {
		const file = write('open.key', '//Alice');
		chmodSync(file, 0o644);
		const page = write('page.html', 'page');
		const open = await refused('evidence', 'anchor', page, '--key', file);
		expect(open.code).toBe(2);
		expect(open.err).toContain('chmod 600');
		expect(open.err).not.toContain('//Alice');
		const none = await refused('evidence', 'anchor', page);
		expect(none.code).toBe(2);
		expect(none.err).toContain('TRACEMARK_KEY');
	});

	it('of nobody in the consortium is refused in the words of the chain', async () => {
		const { code, err } = await tracemark(['evidence', 'anchor', write('page.html', 'page')], { TRACEMARK_KEY: '//Dave' });
		expect(code).toBe(1);
		expect(err).toContain('Evidence.anchor: refused by the chain: Consortium.NotMember: The signer');
	});
});

describe('a node', () => {
	it('that does not answer is named', async () => {
		const { code, err } = await tracemark(['trace', sscc, '--url', 'ws://127.0.0.1:9']);
		expect(code).toBe(2);
		expect(err).toContain('ws://127.0.0.1:9: no node answers');
	});
});

describe('evidence', () => {
	it('is put on record file by file, and told that it was there before', async () => {
		const files = [write('a.txt', 'one'), write('b.txt', 'two')];
		const args = ['evidence', 'anchor', ...files, '--kind', 'photograph', '--json'];
		const first = await tracemark([...args, '--key', key('monitor')]);
		expect(first.err).toBe('');
		expect(first.code).toBe(0);
		expect(first.json.deposits.map(({ deposit }: Json) => deposit)).toEqual([0, 0]);
		const { digest } = first.json.deposits[0];
		const record = await stage.w.read<Json>('evidence.records', { algorithm: 'Sha256', value: digest });
		expect(record.deposit).toMatchObject({ kind: 'Photograph', org: stage.w.org('monitor').id });
		// The environment's key does as well.
		const again = await tracemark(args, { TRACEMARK_KEY: `//${stage.w.suite}//importer//operator//1` });
		expect(again.json.deposits.map(({ deposit }: Json) => deposit)).toEqual([1, 1]);
	});

	it('is put on record by one root, whose leaves are proven by their files', async () => {
		const files = ['c', 'd', 'e'].map((name) => write(`${name}.txt`, name));
		const leaves = join(folder, 'leaves');
		const { code, err, json } = await tracemark([
			'evidence', 'anchor', ...files, '--batch', '--out', leaves, '--json', '--key', key('monitor'),
		]);
		expect(err).toBe('');
		expect(code).toBe(0);
		const root = json.deposits[0].digest;
		const record = await stage.w.read<Json>('evidence.records', { algorithm: 'Sha256', value: root });
		expect(record.deposit.content).toEqual({ batch: { leaves: 3 } });
		const leaf = JSON.parse(readFileSync(join(leaves, '2-d.txt.leaf.json'), 'utf8'));
		expect(readdirSync(leaves)).toHaveLength(3);
		await stage.w.send('monitor', [
			['evidence.openLeaf', {
				root, batch: 0, leaf: leaf.digest, index: leaf.index, path: leaf.path, kind: 'Photograph',
				description: {
					subjects: [],
					provenance: { source: root, tool: root, capturedBy: null, claimedTime: (await stage.occasion()).time, witnesses: [] },
				},
			}],
		]);
		const full = await refused('evidence', 'anchor', ...files, '--batch', '--out', leaves, '--key', key('monitor'));
		expect(full.code).toBe(2);
		expect(full.err).toContain('has something in it');
	});

	it('is only shown as a call when nothing is to be sent', async () => {
		const { code, out } = await refused('evidence', 'anchor', write('f.txt', 'f'), '--dry-run');
		expect(code).toBe(0);
		expect(stage.node.api.createType('Call', out.trim()).toHuman()).toMatchObject({ section: 'evidence', method: 'anchor' });
	});
});

describe('a document', () => {
	const file = write('small.json', JSON.stringify(small()));

	it('that is not valid, or not of the chain, is not recorded', async () => {
		const broken = small();
		broken.epcisBody.eventList[0].eventTime = 'when it came';
		const invalid = await refused('epcis', 'capture', write('broken.json', JSON.stringify(broken)), '--key', key('factory'));
		expect(invalid.code).toBe(1);
		expect(invalid.err).toContain('eventTime');
		const without = await refused('epcis', 'capture', file, '--key', key('factory'));
		expect(without.code).toBe(2);
		expect(without.err).toContain('--lists');
		const foreign = await refused('epcis', 'capture', file, '--key', key('importer'), '--lists', lists);
		expect(foreign.code).toBe(1);
		expect(foreign.err).toContain('event 1: ');
		expect(foreign.err).toContain('refused by the chain: Consortium.');
		expect(foreign.err).toContain('--from 1');
	});

	it('is recorded until somebody else must sign, and resumed there', async () => {
		const part = await tracemark(['epcis', 'capture', file, '--key', key('factory'), '--lists', lists, '--json']);
		expect(part.err).toContain('event 4');
		expect(part.err).toContain('GLN 9521005000006');
		expect(part.err).toContain('--from 4');
		expect(part.code).toBe(2);
		expect(part.json.events.map(({ event }: Json) => event)).toEqual([1, 2, 3]);
		expect(part.json.stopped.event).toBe(4);

		const rest = await tracemark([
			'epcis', 'capture', file, '--key', key('factory'), '--key', key('importer'), '--lists', lists, '--from', '4', '--json',
		]);
		expect(rest.err).toBe('');
		expect(rest.code).toBe(0);
		expect(rest.json.events.map(({ event }: Json) => event)).toEqual([4, 5, 6]);
	});

	it('is not recorded a second time', async () => {
		const { code, err } = await refused('epcis', 'capture', file, '--key', key('factory'), '--lists', lists);
		expect(code).toBe(1);
		expect(err).toContain('event 1: Custody.commission: refused by the chain: Custody.');
	});

	it('comes back from the blocks: valid, and with what was kept of it the same', async () => {
		const { out } = await tracemark(['epcis', 'plan', '--json', file]);
		const plan = write('plan.json', out);
		const hashes = async (path: string) => (await tracemark(['epcis', 'hash', path])).out.trim().split('\n');
		const recorded = await hashes(file);
		for (const [option, code, events] of [
			['--sscc', sscc, [1, 2, 3, 4, 5]],
			['--lot', `(01)${gtin}(10)L-1`, [0, 1, 5]],
		] as const) {
			const exported = await tracemark(['epcis', 'export', option, code, '--lists', lists, '--kept', plan]);
			expect(exported.err).toBe('');
			expect(exported.code).toBe(0);
			const back = write('back.json', exported.out);
			expect((await tracemark(['epcis', 'validate', back])).out).toBe('');
			expect(await hashes(back)).toEqual(events.map((event) => recorded[event]));
		}
	});

	it('comes back with what calls carry, and what is missing is named', async () => {
		const exported = await tracemark(['epcis', 'export', '--sscc', sscc]);
		expect(exported.code).toBe(1);
		expect(exported.err).toContain('event 3: its hash is not the one on record');
		expect((await tracemark(['epcis', 'validate', write('bare.json', exported.out)])).out).toBe('');
		const [packed, shipped] = exported.json.epcisBody.eventList;
		// Without the list of the lot the serials are not known: two pieces of it.
		expect(packed.childQuantityList).toEqual([{ epcClass: `https://id.gs1.org/01/${gtin}/10/L-1`, quantity: 2 }]);
		expect(shipped.sourceList).toEqual([{ type: 'possessing_party', source: 'https://id.gs1.org/417/9521002000009' }]);
	});

	it('of goods that are made of others, sold, returned, stolen and destroyed is recorded as well', async () => {
		const items = (...serials: string[]) => serials.map((serial) => `urn:epc:id:sgtin:9521001.043021.${serial}`);
		const cotton = (quantity: number) => [{ epcClass: 'urn:epc:class:lgtin:9521001.043022.COTTON', quantity, uom: 'KGM' }];
		const events: Json[] = [
			{ action: 'ADD', bizStep: 'commissioning', epcList: items('P', 'Q', 'R'), ilmd: { 'cbvmda:lotNumber': 'L-2' } },
			{ action: 'ADD', bizStep: 'commissioning', quantityList: cotton(10) },
			{ type: 'TransformationEvent', inputQuantityList: cotton(10), outputQuantityList: [{ epcClass: 'urn:epc:class:lgtin:9521001.043022.YARN', quantity: 8.5, uom: 'KGM' }] },
			{ action: 'DELETE', bizStep: 'retail_selling', epcList: items('P') },
			{ action: 'OBSERVE', bizStep: 'receiving', disposition: 'returned', epcList: items('P') },
			{ action: 'DELETE', disposition: 'stolen', epcList: items('Q') },
			{ action: 'DELETE', bizStep: 'destroying', epcList: items('P') },
		];
		const document = small();
		document.epcisBody.eventList = events.map((event, i) => ({
			type: 'ObjectEvent',
			eventTime: `2026-11-04T10:0${i}:00.000Z`,
			eventTimeZoneOffset: '+01:00',
			...event,
		}));
		const lives = write('lives.json', JSON.stringify(document));
		const { code, err, json } = await tracemark(['epcis', 'capture', lives, '--key', key('factory'), '--lists', lists, '--json']);
		expect(err).toBe('');
		expect(code).toBe(0);
		expect(json.events.flatMap(({ calls }: Json) => calls.filter((call: string) => call.startsWith('Custody.')))).toEqual([
			'Custody.commission', 'Custody.commission', 'Custody.transform', 'Custody.sell', 'Custody.take_back', 'Custody.report_missing', 'Custody.destroy',
		]);
		expect(json.openings.map(({ text }: Json) => text)).toEqual(expect.arrayContaining([expect.stringContaining('sale'), expect.stringContaining('return')]));
		const exported = await tracemark(['epcis', 'export', '--unit', item('P')]);
		expect(exported.json.epcisBody.eventList.map(({ bizStep }: Json) => bizStep)).toEqual(['retail_selling', 'receiving', 'destroying']);
		expect((await tracemark(['epcis', 'validate', write('life.json', exported.out)])).out).toBe('');
	});

	it('is not found of goods that the chain does not know', async () => {
		const { code, err } = await refused('epcis', 'export', '--lot', `(01)${gtin}(10)L-99`);
		expect(code).toBe(1);
		expect(err).toContain('no record');
		const other = await refused('epcis', 'export', '--lot', sscc);
		expect(other.code).toBe(2);
	});
});

describe('goods', () => {
	let address = '';
	const list = () => join(lists, `${gtin}-L-1.lot.jsonl`);

	beforeAll(async () => {
		keeper = spawn(binary!, ['lot', 'serve', list(), '--listen', '127.0.0.1:0', '--absence-for-all']);
		address = await new Promise((resolve) => {
			keeper!.stdout!.once('data', (line: Buffer) => resolve(/http:\S+/.exec(line.toString())![0]));
		});
	});

	it('are traced from hand to hand', async () => {
		const { code, err, json } = await tracemark(['trace', sscc, '--json']);
		expect(err).toBe('');
		expect(code).toBe(0);
		expect(json.objects[0].path.map(({ holder }: Json) => holder.name)).toEqual(['Anka Elektronik', 'Nordlicht Imports']);
		const [first, last] = json.objects[0].path;
		expect([first.untilBlock, last.untilBlock, first.ended]).toEqual([last.fromBlock, null, null]);
		const lot = await tracemark(['trace', `(01)${gtin}(10)L-1`, '--json']);
		expect(lot.json.objects).toHaveLength(2);
		const one = await tracemark(['trace', item('A'), '--keeper', address]);
		expect(one.out).toContain('Nordlicht Imports (DE, organisation');
		const plain = await tracemark(['trace', item('C'), '--list', list(), '--json']);
		expect(plain.json.objects[0].path.map(({ holder }: Json) => holder.name)).toEqual(['Anka Elektronik']);
	});

	it('without record are named, with what to do', async () => {
		const { code, err } = await refused('trace', item('A'));
		expect(code).toBe(1);
		expect(err).toContain('--keeper');
		expect((await refused('trace', gtin)).code).toBe(2);
	});

	it('are scanned: genuine, elsewhere, unknown', async () => {
		const ask = (serial: string, ...more: string[]) => tracemark(['scan', item(serial), '--json', ...more]);
		const genuine = await ask('A', '--keeper', address, '--holder', String(stage.w.org('importer').id));
		expect([genuine.code, genuine.json.verdict, genuine.json.holder.name]).toEqual([0, 'genuine', 'Nordlicht Imports']);
		const elsewhere = await ask('A', '--keeper', address, '--holder', String(stage.w.org('monitor').id));
		expect([elsewhere.code, elsewhere.json.verdict]).toEqual([1, 'elsewhere']);
		const unknown = await ask('Z', '--keeper', address);
		expect([unknown.code, unknown.json.verdict]).toEqual([1, 'unknown-serial']);
		expect(unknown.json.absentFrom).toEqual([`(01)${gtin}(10)L-1`]);
	});

	it('that ended are said to have', async () => {
		const sale = small();
		const [first] = sale.epcisBody.eventList;
		const sold = { ...first, action: 'DELETE', bizStep: 'destroying', epcList: ['urn:epc:id:sgtin:9521001.043021.C'] };
		delete sold.ilmd;
		delete sold.readPoint;
		sale.epcisBody.eventList = [{ ...sold, bizStep: 'decommissioning', eventTime: '2026-11-03T10:00:00.000Z' }];
		const file = write('ended.json', JSON.stringify(sale));
		const ended = await tracemark(['epcis', 'capture', file, '--key', key('factory'), '--lists', lists]);
		expect(ended.err).toBe('');
		expect(ended.code).toBe(0);
		const { code, json } = await tracemark(['scan', item('C'), '--keeper', address, '--json']);
		expect([code, json.verdict, json.presence]).toEqual([1, 'ended', 'decommissioned']);
	});

	it('of a lot that the keeper does not have are a question, whatever it shows of others', async () => {
		const { code, json } = await tracemark(['scan', item('P'), '--keeper', address, '--json']);
		expect([code, json.verdict, json.presence]).toEqual([3, 'not-provable', 'destroyed']);
		expect(json.reason).toContain('does not have');
	});

	it('are not provable when the keeper is gone: a question, no verdict', async () => {
		keeper!.kill();
		await new Promise((resolve) => keeper!.once('exit', resolve));
		const { code, json } = await tracemark(['scan', item('A'), '--keeper', address, '--json']);
		expect([code, json.verdict]).toEqual([3, 'not-provable']);
		expect(json.reason).toContain('gives no answer');
		const nobody = await tracemark(['scan', item('A')]);
		expect(nobody.code).toBe(3);
		expect(nobody.out).toContain('no resolver on record');
	});
});

describe('daily calls', () => {
	const mark = 'EM500000018000042';
	/** What the calls put on record. */
	const made = { licence: '', declaration: '' };
	const as = (name: string, ...args: string[]) => tracemark([...args, '--key', key(name), '--json']);

	it('claim rights, and show the claim before it is sent', async () => {
		const args = ['right', 'claim', '--number', mark, '--kind', 'trade-mark', '--classes', '12:9', '--territories', 'EU'];
		const shown = await refused(...args, '--dry-run');
		expect(stage.node.api.createType('Call', shown.out.trim()).toHuman()).toMatchObject({ section: 'ipRegistry', method: 'claim' });
		const claimed = await as('factory', ...args);
		expect(claimed.err).toBe('');
		expect(claimed.json.right).toBe(trademarkId(mark));
		const again = await refused(...args, '--key', key('factory'));
		expect(again.code).toBe(1);
		expect(again.err).toContain('refused by the chain: IpRegistry.');
		const works = ['front', 'back'].map((name) => write(`${name}.svg`, name));
		const work = await as('factory', 'right', 'claim', ...works);
		expect(work.code).toBe(0);
		const nonsense = await refused('right', 'claim', '--number', 'EM5', '--key', key('factory'));
		expect(nonsense.code).toBe(2);
	});

	it('offer and accept licences', async () => {
		const terms = ['--activities', 'import,sell', '--territories', 'DE', '--pieces', '100', '--contract', write('contract.txt', 'both say')];
		const offer = ['licence', 'offer', '--right', right, '--to', withCheckDigit('952100500000'), ...terms];
		const offered = await as('factory', ...offer);
		expect(offered.err).toBe('');
		expect(offered.json.openings).toHaveLength(1);
		const licence = String(offered.json.licence);
		made.licence = licence;
		const wrong = await refused('licence', 'accept', licence, '--key', key('monitor'));
		expect(wrong.code).toBe(1);
		expect(wrong.err).toContain('Licensing.accept: refused by the chain: Licensing.');
		const accepted = await as('importer', 'licence', 'accept', licence);
		expect(accepted.err).toBe('');
		expect(accepted.code).toBe(0);
		expect((await refused(...offer.with(5, withCheckDigit('952100999999')), '--key', key('factory'))).err).toContain('no member has the GLN');
	});

	it('commission lots and hand them over', async () => {
		const code = `(01)${gtin}(10)W-1`;
		const made = await as('factory', 'lot', 'commission', '--lot', code, '--quantity', '40');
		expect(made.err).toBe('');
		expect(made.json.lot).toBe(lotId(gtin, 'W-1'));
		const importer = String(stage.w.org('importer').id);
		const early = await refused('lot', 'accept', code, '--key', key('importer'));
		expect(early.code).toBe(1);
		expect(early.err).toContain('Custody.accept: refused by the chain: Custody.');
		expect((await as('factory', 'lot', 'offer', code, '--to', importer)).code).toBe(0);
		expect((await as('importer', 'lot', 'accept', code, '--place', withCheckDigit('952100500048'))).code).toBe(0);
		const { out } = await tracemark(['trace', code]);
		expect(out).toContain('Nordlicht Imports');
		expect(out).toContain(`at GLN ${withCheckDigit('952100500048')}`);
		const unknown = await refused('lot', 'offer', `(01)${gtin}(10)W-9`, '--to', importer, '--key', key('factory'));
		expect([unknown.code, unknown.err.includes('no record')]).toEqual([1, true]);
	});

	it('lodge declarations, after asking what the chain would say', async () => {
		const { importer, factory } = { importer: stage.w.org('importer').id, factory: stage.w.org('factory').id };
		const form = {
			represented: null, importer, holder: importer, seller: { member: factory }, origin: 'TR', destination: 'DE', reference: '26DE000000000001R5',
			lines: [{ gtin, hs: '2022:851830', quantity: '40', value: 'EUR 400.00', goods: [`(01)${gtin}(10)W-1`] }],
		};
		const file = write('declaration.json', JSON.stringify(form));
		const asked = await as('importer', 'declaration', 'lodge', file, '--ask');
		expect(asked.err).toBe('');
		expect(asked.json.lines).toHaveLength(1);
		const wrong = await refused('declaration', 'lodge', file, '--key', key('monitor'));
		expect(wrong.code).toBe(1);
		expect(wrong.err).toContain('Customs.lodge: refused by the chain: ');
		const lodged = await as('importer', 'declaration', 'lodge', file);
		expect(lodged.err).toBe('');
		expect(lodged.json.outcome).toBe(asked.json.outcome);
		expect(lodged.json.openings.map(({ text }: Json) => text)).toEqual(['EUR 400.00', '26DE000000000001R5']);
		made.declaration = String(lodged.json.declaration);
		const status = await tracemark(['declaration', 'status', made.declaration, '--json']);
		expect(status.json.lines[0].advised).toBe(lodged.json.outcome);
		expect((await refused('declaration', 'status', '4000')).code).toBe(1);
		const odd = await refused('declaration', 'lodge', write('odd.json', JSON.stringify({ ...form, vat: 1 })), '--key', key('importer'));
		expect([odd.code, odd.err.includes('vat')]).toEqual([1, true]);
	});

	it('are certified by their ids: a right, a licence that was revoked, a declaration', async () => {
		const { api, url } = stage.node;
		const genesis = api.genesisHash.toHex();
		const issuer = ['--key-file', write('issuer.key', '//Issuer'), '--url', url.replace('ws://', 'http://')];
		const certified = async (...subject: string[]): Promise<Map<string, string>> => {
			const out = join(folder, `${subject.join('')}.json`);
			const created = await tracemark(['certificate', 'create', ...subject, ...issuer, '--out', out]);
			expect(created.err).toBe('');
			expect(created.code).toBe(0);
			const { json } = await tracemark(['certificate', 'verify', out, '--genesis', genesis, '--json']);
			expect(json).toMatchObject({ valid: true, anchored: true });
			return new Map(json.fields.map(({ name, value }: Json) => [name, value]));
		};
		const ofRight = await certified('--right', right);
		expect(ofRight.get('kind of right')).toBe('trade mark');
		expect(ofRight.get('owner')).toContain('Anka Elektronik');
		const ofDeclaration = await certified('--declaration', made.declaration);
		expect(ofDeclaration.get('declarant')).toContain('Nordlicht Imports');
		expect((await certified('--licence', made.licence)).get('licensee')).toContain('Nordlicht Imports');
		const ended = (await certified('--licence', String(revoked))).get('end before its term');
		expect(ended).toMatch(/^revoked .*, salted digest of the reasons 0x6666/);
	});

	it('are not certified under a storage item that the chain does not have', async () => {
		const issuer = ['--key-file', write('issuer.key', '//Issuer'), '--url', stage.node.url.replace('ws://', 'http://')];
		const state = ['certificate', 'create', '--state', 'Custody.Units', '--state-key', '0x00', ...issuer];
		const { code, err } = await refused(...state, '--out', join(folder, 'never.json'));
		expect(code).toBe(2);
		expect(err).toContain('the chain has no storage item "Custody.Units"');
		expect(readdirSync(folder)).not.toContain('never.json');
	});
});
