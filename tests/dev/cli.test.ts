/** The command line against a node: what it puts on record, what it says, and how it is refused. */
import { type ChildProcess, execFile, execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { createServer as createSecureServer, type Server } from 'node:https';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { blake2AsU8a } from '@polkadot/util-crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { role } from '../demo/cast.ts';
import { anchor } from '../demo/forms.ts';
import { type Call, DAY, digest as sha256, HEADPHONES } from '../demo/world.ts';
import { type Json, small } from '../fixtures/small.ts';
import { Stage } from '../journeys/stage.ts';
import { ascii, concat, digestOf, type Hex, hex, text, unhex } from '../lib/bytes.ts';
import { accepted, certified, content } from '../lib/certificates.ts';
import { placed } from '../lib/chain.ts';
import { type Unhashed, unhashed } from '../lib/epcis.ts';
import { eventOf, plain } from '../lib/events.ts';
import { withCheckDigit } from '../lib/gs1.ts';
import { consignmentId, logisticUnitId, lotId, trademarkId } from '../lib/ids.ts';
import { leafHash, MerkleTree } from '../lib/merkle.ts';
import { finalised } from '../lib/node.ts';
import { faultsOfExported } from '../lib/standard.ts';
import { difference } from '../lib/state.ts';

const binary = process.env.TRACEMARK_CLI;
const folder = mkdtempSync(join(tmpdir(), 'tracemark-cli-'));
const lists = join(folder, 'lists');
const gtin = withCheckDigit('0952100143021');
const yarn = withCheckDigit('0952100143022');
const sscc = withCheckDigit('09521002000000001');
const item = (serial: string) => `(01)${gtin}(21)${serial}`;
/** So many classes are imported. Three thousand take minutes: that is for who names the number. */
const RANGE = Number(process.env.TRACEMARK_IMPORT ?? 300);

interface Run {
	code: number | string;
	out: string;
	err: string;
	json: Json;
}

let stage: Stage;
let keeper: ChildProcess | undefined;
/** Where the keeper answers. */
let address = '';
/** The resolver on record with the factory: a server with a certificate before the keeper. */
let resolver = { url: '', port: 0, server: undefined as Server | undefined };
/** What it gives out itself, by the path that it is asked for. */
const documents = new Map<string, string>();
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

/** A port of this machine that nobody listens at. */
const freePort = (): Promise<number> =>
	new Promise((resolve, reject) => {
		const server = createServer();
		server.once('error', reject);
		server.listen(0, '127.0.0.1', () => {
			const { port } = server.address() as { port: number };
			server.close(() => resolve(port));
		});
	});

/** A keeper of lists, and where it answers. */
const keep = async (...args: string[]): Promise<[ChildProcess, string]> => {
	const child = spawn(binary!, ['lot', 'serve', ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
	process.once('exit', () => child.kill('SIGKILL'));
	const line: Buffer = await new Promise((resolve) => child.stdout!.once('data', resolve));
	return [child, /http:\S+/.exec(line.toString())![0]];
};

/** Puts the server with a certificate before the keeper, once. Gives the file with its certificate. */
const secure = async (): Promise<string> => {
	const [key, cert] = [join(folder, 'tls.key'), join(folder, 'tls.pem')];
	if (resolver.server) return cert;
	const config = write('tls.cnf', [
		'[req]', 'distinguished_name = name', 'prompt = no', 'x509_extensions = leaf',
		'[name]', 'CN = localhost',
		'[leaf]', 'basicConstraints = critical, CA:FALSE', 'subjectAltName = DNS:localhost',
	].join('\n'));
	const ec = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
	execFileSync('openssl', ['req', '-x509', ...ec, '-days', '2', '-config', config, '-keyout', key, '-out', cert], { stdio: 'pipe' });
	const server = createSecureServer({ key: readFileSync(key), cert: readFileSync(cert) }, (asked, answer) => {
		const document = documents.get(asked.url!);
		if (document !== undefined) return void answer.end(document);
		if (!address) return void answer.writeHead(404).end();
		const passed = request(`${address}${asked.url}`, { headers: asked.headers }, (reply) => {
			answer.writeHead(reply.statusCode!, reply.headers);
			reply.pipe(answer);
		});
		passed.on('error', () => answer.writeHead(502).end());
		passed.end();
	});
	resolver.server = server;
	await new Promise<void>((resolve) => server.listen(resolver.port, 'localhost', resolve));
	return cert;
};

const stop = (child: ChildProcess): Promise<void> =>
	new Promise((resolve) => {
		child.once('exit', () => resolve());
		child.kill();
	});

beforeAll(async () => {
	if (!binary) throw new Error('set TRACEMARK_CLI to the path of the command line');
	const port = await freePort();
	resolver = { url: `https://localhost:${port}`, port, server: undefined };
	stage = await Stage.open('cli', [
		role('factory', 'Anka Elektronik', 'TR', ['Manufacturer', 'Exporter', 'RightsHolder'], {
			gln: withCheckDigit('952100200000'),
			resolver: resolver.url,
			prefixes: ['9521001', '9521002'],
			operators: 2,
		}),
		role('importer', 'Nordlicht Imports', 'DE', ['Importer', 'Distributor'], { gln: withCheckDigit('952100500000'), operators: 2 }),
		role('monitor', 'Listing Watch', 'IE', ['Monitor']),
		role('office', 'Union IP Office', 'ES', ['IpOffice'], { offices: ['EM'] }),
		role('customs', 'German Customs', 'DE', ['Customs']),
		role('notary', 'Elbe Notaries', 'DE', ['Notary']),
		role('chamber', 'Danube Notaries', 'AT', ['Notary']),
		role('trader', 'Quickdeal Trading', 'DE', ['Trader']),
	]);
	// Whoever signs here and with the command line loses count: this suite's own acts come first, or are by second operators.
	right = await stage.mark('EM500000018000043', 'factory', 'office', ['DE'], [{ Nice: { edition: 12, class: 9 } }]);
	const terms = { activities: ['Export'], countries: ['DE'], from: await stage.w.now() };
	revoked = await stage.license('factory', 'importer', [right], terms);
	await stage.w.send('factory', [['licensing.revoke', { licence: revoked, ground: `0x${'66'.repeat(32)}` }]]);
	const hs = { edition: HEADPHONES.edition, code: ascii('851830') };
	await stage.w.send('factory', [gtin, yarn].map((code) => ['custody.registerClass', { gtin: ascii(code), rights: [], hs }]));
}, 5 * 60_000);
afterAll(() => {
	keeper?.kill();
	resolver.server?.close();
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
		// Nobody said what captured them.
		expect(first.err).toContain('as the tool of the capture, and now as its time');
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
		expect(err).toContain('as the tool of the capture');
		expect(code).toBe(0);
		const root = json.deposits[0].digest;
		const record = await stage.w.read<Json>('evidence.records', { algorithm: 'Sha256', value: root });
		expect(record.deposit.content).toEqual({ batch: { leaves: 3 } });
		/** What a certificate says of an original. */
		const told = (name: string, ...subject: string[]) =>
			accepted({ ...certified(stage.node, ...subject, '--description', '--timeline'), original: content(join(folder, name)) });
		const ofLeaf = await told('c.txt', '--leaf', join(leaves, '1-c.txt.leaf.json'));
		expect(ofLeaf.said).toContain('position in its batch: 0 of 3, from 0\n');
		const [{ blockHash: hash, extrinsic }] = json.deposits;
		expect(ofLeaf.certificate.entry).toMatchObject({ content: 'batch', extrinsic: await placed(stage.node.api, { hash, extrinsic }) });
		const leaf = JSON.parse(readFileSync(join(leaves, '2-d.txt.leaf.json'), 'utf8'));
		expect(readdirSync(leaves)).toHaveLength(3);
		const opened = await stage.w.send('monitor', [
			['evidence.openLeaf', {
				root, batch: 0, leaf: leaf.digest, index: leaf.index, path: leaf.path, kind: 'Photograph',
				description: {
					subjects: [],
					provenance: { source: root, tool: root, capturedBy: null, claimedTime: (await stage.occasion()).time, witnesses: [] },
				},
			}],
		]);
		await opened.final;
		// What was opened has a record of its own, with the time of the batch and a description of its own.
		const ofOpened = await told('d.txt', '--file', join(folder, 'd.txt'));
		const { entry } = ofLeaf.certificate;
		expect(ofOpened.certificate.entry).toMatchObject({ content: 'leaf', time: entry.time, opened: new Date(opened.time).toISOString() });
		expect(ofOpened.certificate.entry.description).not.toBe(entry.description);
		const full = await refused('evidence', 'anchor', ...files, '--batch', '--out', leaves, '--key', key('monitor'));
		expect(full.code).toBe(2);
		expect(full.err).toContain('has something in it');
	});

	it('is only shown as a call when nothing is to be sent', async () => {
		const { code, out } = await refused('evidence', 'anchor', write('f.txt', 'f'), '--dry-run');
		expect(code).toBe(0);
		expect(stage.node.api.createType('Call', out.trim()).toHuman()).toMatchObject({ section: 'evidence', method: 'anchor' });
	});

	it('is salted, describes what captured it, and leaves what opens its commitments in a file', async () => {
		const file = write('form.txt', 'yes');
		const openings = join(folder, 'form.openings.json');
		const described = write('form.json', JSON.stringify({
			tool: 'grabber 2', claimedTime: '2026-01-02T08:30:00+01:00', capturedBy: 'A. Agent',
			subjects: [{ seller: { outsider: { keyVersion: 1, tag: `0x${'07'.repeat(32)}` } } }],
		}));
		const { code, err, json } = await tracemark([
			'evidence', 'anchor', file, '--salt', '--description', described, '--source', 'https://bazaar.example/l/9',
			'--openings', openings, '--json', '--key', key('monitor'),
		]);
		expect(err).toBe('');
		expect(code).toBe(0);
		const salt = readFileSync(`${file}.salt`);
		expect(salt).toHaveLength(32);
		const { digest } = json.deposits[0];
		expect(digest).toBe(`0x${createHash('sha256').update(salt).update('yes').digest('hex')}`);
		expect(JSON.parse(readFileSync(openings, 'utf8'))).toEqual(json.openings);
		expect(json.openings.map(({ text }: Json) => text)).toEqual(['https://bazaar.example/l/9', 'A. Agent']);

		const given = certified(stage.node, '--digest', digest, '--description', '--timeline');
		const shown = { original: content(file), salt: content(`${file}.salt`), openings: content(openings) };
		const { certificate, said } = await accepted({ ...given, ...shown });
		expect(said).toContain('opened, source: https://bazaar.example/l/9\n');
		expect(said).toMatch(/opened, who captured it: A\. Agent$/);
		expect(said).toContain('claimed time: 2026-01-02T07:30:00.000Z, offset of the place from UTC 60 minutes');
		expect(said).toContain('roles of the depositor: monitor\n');
		// Who put it there, by which extrinsic, the node told: no state proves it.
		const [{ blockHash: hash, extrinsic }] = json.deposits;
		expect(certificate.entry.extrinsic).toEqual(await placed(stage.node.api, { hash, extrinsic }));
		expect(certificate.depositor.account).toBe(hex(stage.w.org('monitor').signers[0]!.publicKey));
		const anchored = ['certificate', 'verify', given.path, '--genesis', given.anchor];
		const files = ['--file', file, '--salt', `${file}.salt`, '--openings', openings];
		expect((await tracemark([...anchored, ...files, '--json'])).json).toMatchObject({ valid: true, anchored: true, original: true });
		// Without its salt the file is another one; another text opens nothing.
		const bare = await tracemark([...anchored, '--file', file]);
		expect([bare.code, bare.out]).toEqual([1, expect.stringMatching(/^INVALID: The file is not the original/)]);
		const wrong = write('wrong.openings.json', JSON.stringify(json.openings.with(1, { ...json.openings[1], text: 'B. Agent' })));
		const unopened = await tracemark([...anchored, '--openings', wrong]);
		expect([unopened.code, unopened.out]).toEqual([1, expect.stringMatching(/^INVALID: /)]);
	});

	it('that several captured is certified as a group, with what they agree on', async () => {
		const { w, node } = stage;
		const [both, extract] = [['notary', 'chamber'], digestOf('the offer, by the form of extracts')];
		const invited = both.map((who) => w.org(who).id);
		const opening = { subject: w.vault.commit('offer', 'https://bazaar.example/l/9'), quorum: 2, size: 2, invited, until: (await w.now()) + DAY };
		const { events } = await w.send('notary', [['evidence.openCapture', opening]]);
		const group = plain<number>(eventOf(events, 'evidence.CaptureOpened'), 'group');
		const captured = await Promise.all(both.map(async (who) => {
			const raw = digestOf(`the page as ${who} received it`);
			const joining: Call = ['evidence.joinCapture', { group, raw: sha256(raw), deposit: 0, extract }];
			return w.send(who, [await anchor(w, raw, 'WebCapture', { source: 'https://bazaar.example/l/9', tool: 'grabber 2' }), joining]);
		}));
		await Promise.all(captured.map(({ final }) => final));
		const { said } = await accepted(certified(node, '--group', String(group)));
		expect(said).toContain('captures that agree: 2 of at most 2\n');
		for (const who of both) expect(said).toMatch(new RegExp(`capture \\d: .* by ${w.org(who).name}.*, extract ${extract}`));
		expect(said).toMatch(new RegExp(`agreement: .* on the extract ${extract}`));
	});

	const kept = { digest: '0x' as Hex, list: join(folder, 'kept.sha256') };

	it('whose keeper does not answer is told with the day until which it is bound', async () => {
		const file = write('kept.txt', 'kept');
		const [{ digest }] = (await tracemark(['evidence', 'anchor', file, '--json', '--key', key('monitor')])).json.deposits;
		const list = write('kept.sha256', `${digest.slice(2)}  kept.txt\n`);
		kept.digest = digest;
		const unkept = await refused('evidence', 'audit', list, '--node');
		expect([unkept.code, unkept.out]).toEqual([1, 'UNKEPT: nobody is bound to keep kept.txt.\n0 of 1 are there, unchanged.\n']);
		const until = Date.now() + 86_400_000;
		await stage.w.send('factory', [['evidence.keep', { digest: { algorithm: 'Sha256', value: digest }, until }]]);
		const { api } = stage.node;
		await finalised(api, (await api.rpc.chain.getHeader()).number.toNumber());
		const { code, err, out } = await refused('evidence', 'audit', list, '--node');
		expect(code).toBe(2);
		expect(err).toContain(`(organisation ${stage.w.org('factory').id}) undertook to keep kept.txt until ${new Date(until).toISOString()}: `);
		expect(out).toBe('0 of 1 are there, unchanged.\n');
	});

	it('is asked of its keeper by its digest: unchanged, changed, gone', async () => {
		const ca = await secure();
		const audit = async (document?: string, ...more: string[]) => {
			const at = `/.well-known/ni/sha-256/${Buffer.from(unhex(kept.digest)).toString('base64url')}`;
			if (document === undefined) documents.delete(at);
			else documents.set(at, document);
			const { code, out } = await refused('evidence', 'audit', kept.list, '--node', ...more);
			return [code, out];
		};
		const trusted = ['--keeper-ca', ca];
		expect(await audit('kept', ...trusted)).toEqual([0, '1 of 1 are there, unchanged.\n']);
		const said = (what: string) => expect.stringMatching(new RegExp(`^${what}.* kept\\.txt\\.\\n0 of 1 are there, unchanged\\.\\n$`));
		expect(await audit('kept otherwise', ...trusted)).toEqual([1, said('CHANGED: Anka Elektronik .* has another file as')]);
		expect(await audit(undefined, ...trusted)).toEqual([1, said('MISSING: Anka Elektronik .* does not have')]);
		// Whoever shows a certificate of nobody's is not asked.
		expect(await audit('kept')).toEqual([2, '0 of 1 are there, unchanged.\n']);
	});
});

describe('a document', () => {
	const file = write('small.json', JSON.stringify(small()));
	const hashesOf = async (path: string) => (await tracemark(['epcis', 'hash', path])).out.trim().split('\n');
	/** Events of a document by their hash ids, with what these leave out and the names of their fields. */
	const eventsOf = async (path: string): Promise<({ id: string } & Unhashed)[]> => {
		const ids = await hashesOf(path);
		return unhashed(JSON.parse(readFileSync(path, 'utf8'))).map((event, i) => ({ id: ids[i]!, ...event }));
	};
	/** The plan of a document, in a file. */
	const planOf = async (path: string) => write('plan.json', (await tracemark(['epcis', 'plan', '--json', path])).out);

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
		const plan = await planOf(file);
		const recorded = await eventsOf(file);
		for (const [option, code, events] of [
			['--sscc', sscc, [1, 2, 3, 4, 5]],
			['--lot', `(01)${gtin}(10)L-1`, [0, 1, 5]],
		] as const) {
			const exported = await tracemark(['epcis', 'export', option, code, '--lists', lists, '--kept', plan]);
			expect(exported.err).toBe('');
			expect(exported.code).toBe(0);
			const back = write('back.json', exported.out);
			expect((await tracemark(['epcis', 'validate', back])).out).toBe('');
			expect(faultsOfExported(exported.out)).toEqual([]);
			expect(await eventsOf(back)).toEqual(events.map((event) => recorded[event]));
		}
	});

	it('comes back with what calls carry, and what is missing is named', async () => {
		const exported = await tracemark(['epcis', 'export', '--sscc', sscc]);
		expect(exported.code).toBe(1);
		expect(exported.err).toContain('event 3: its hash is not the one on record');
		expect((await tracemark(['epcis', 'validate', write('bare.json', exported.out)])).out).toBe('');
		expect(faultsOfExported(exported.out)).toEqual([]);
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
		expect(faultsOfExported(exported.out)).toEqual([]);

		const recorded = await eventsOf(lives);
		for (const [lot, events] of [
			[`(01)${yarn}(10)YARN`, [2]],
			[`(01)${yarn}(10)COTTON`, [1, 2]],
			// With all that became of its items.
			[`(01)${gtin}(10)L-2`, [0, 3, 4, 5, 6]],
		] as const) {
			const back = await tracemark(['epcis', 'export', '--lot', lot, '--lists', lists, '--kept', await planOf(lives)]);
			expect([lot, back.err, back.code]).toEqual([lot, '', 0]);
			expect(await eventsOf(write('back.json', back.out))).toEqual(events.map((event) => recorded[event]));
			expect(faultsOfExported(back.out)).toEqual([]);
		}
	});

	const when = (minute: number) => ({ eventTime: `2026-11-05T10:${String(minute).padStart(2, '0')}:00.000Z`, eventTimeZoneOffset: '+01:00' });
	const of = (...events: Json[]): string => {
		const document = small();
		document.epcisBody.eventList = events.map((event, minute) => ({ type: 'ObjectEvent', ...when(minute), ...event }));
		return JSON.stringify(document);
	};
	const some = (lot: string, quantity: number) => [{ epcClass: `urn:epc:class:lgtin:9521001.043022.${lot}`, quantity }];
	/** From the factory to the importer. */
	const leg = {
		sourceList: [{ type: 'possessing_party', source: 'https://id.gs1.org/417/9521002000009' }],
		destinationList: [{ type: 'possessing_party', destination: 'https://id.gs1.org/417/9521005000006' }],
	};

	it('of goods that arrive damaged is recorded with the damage, and comes back with it', async () => {
		const file = write('damaged.json', of(
			{ action: 'ADD', bizStep: 'commissioning', quantityList: some('DAMAGED', 9) },
			{ action: 'OBSERVE', bizStep: 'shipping', quantityList: some('DAMAGED', 9), ...leg },
			{ action: 'OBSERVE', bizStep: 'receiving', disposition: 'damaged', quantityList: some('DAMAGED', 9), ...leg },
		));
		const { err, code, json } = await tracemark(['epcis', 'capture', file, '--key', key('factory'), '--key', key('importer'), '--json']);
		expect([err, code]).toEqual(['', 0]);
		expect(json.events[2].calls).toEqual(['Custody.receive', 'Evidence.anchor']);
		const goods = `(01)${yarn}(10)DAMAGED`;
		const traced = await tracemark(['trace', goods, '--json']);
		expect(traced.json.objects[0].path.map(({ reservation }: Json) => reservation)).toEqual([null, 'damaged']);
		const back = await tracemark(['epcis', 'export', '--lot', goods, '--kept', await planOf(file)]);
		expect([back.err, back.code]).toEqual(['', 0]);
		expect(back.json.epcisBody.eventList.map(({ disposition }: Json) => disposition)).toEqual([undefined, undefined, 'damaged']);
		expect(await eventsOf(write('back.json', back.out))).toEqual(await eventsOf(file));
		expect(faultsOfExported(back.out)).toEqual([]);
	});

	it('of goods that are fewer than was offered is recorded with what is missing, also where the offer is in another document', async () => {
		const arrived = (lot: string, quantity: number, disposition = 'mismatch_quantity') => ({
			action: 'OBSERVE', bizStep: 'receiving', disposition, quantityList: some(lot, quantity), ...leg,
		});
		const sent = (lot: string, quantity: number) => [
			{ action: 'ADD', bizStep: 'commissioning', quantityList: some(lot, quantity) },
			{ action: 'OBSERVE', bizStep: 'shipping', quantityList: some(lot, quantity), 'ext:gate': 7, ...leg },
		];
		const both = ['--key', key('factory'), '--key', key('importer'), '--json'];
		const declared = (file: string): string => {
			const document = JSON.parse(file);
			document['@context'] = [document['@context'], { ext: 'https://ns.anka.example/epcis/' }].flat();
			return JSON.stringify(document);
		};
		const file = write('short.json', declared(of(...sent('SHORT', 9), arrived('SHORT', 7))));
		const first = await tracemark(['epcis', 'capture', file, ...both]);
		expect([first.err, first.code]).toEqual(['', 0]);
		expect(first.json.events[2].calls).toEqual(['Custody.receive', 'Evidence.anchor']);
		const back = async (lot: string, ...more: string[]) => {
			const { err, code, json, out } = await tracemark(['epcis', 'export', '--lot', `(01)${yarn}(10)${lot}`, ...more]);
			expect(faultsOfExported(out)).toEqual([]);
			return { said: [err, code], out, last: json.epcisBody.eventList.at(-1) as Json };
		};
		const short = await back('SHORT', '--kept', await planOf(file));
		expect(short.said).toEqual(['', 0]);
		expect(await hashesOf(write('back.json', short.out))).toEqual(await hashesOf(file));
		// What is missing is the sender's, in a consignment of its own.
		const quantity = async (lot: string, number: number) =>
			(await stage.w.read<Json>('custody.consignments', consignmentId(lotId(yarn, lot), number))).quantity;
		expect([await quantity('SHORT', 0), await quantity('SHORT', 1)]).toEqual([{ pieces: 7 }, { pieces: 2 }]);

		const shipped = write('shipped.json', declared(of(...sent('APART', 9), ...sent('WHOLE', 5))));
		expect((await tracemark(['epcis', 'capture', shipped, ...both])).err).toBe('');
		const alone = write('alone.json', of(arrived('APART', 6), arrived('WHOLE', 5), ...sent('OTHER', 3), arrived('OTHER', 3, 'mismatch_class')));
		const second = await tracemark(['epcis', 'capture', write('alone.json', declared(readFileSync(alone, 'utf8'))), ...both]);
		expect(second.code).toBe(0);
		expect(second.json.events.map(({ calls, warnings = [] }: Json) => [calls[0], warnings.length])).toEqual([
			['Custody.receive', 0], ['Custody.receive', 1], ['Custody.commission', 0], ['Custody.offer', 0], ['Custody.accept', 1],
		]);
		expect(second.err.match(/event 2: .* as if it were whole/g)?.length).toBe(1);
		expect(second.err.match(/event 5: it says `mismatch_class`/g)?.length).toBe(1);
		expect([await quantity('APART', 0), await quantity('APART', 1), await quantity('WHOLE', 0)]).toEqual([{ pieces: 6 }, { pieces: 3 }, { pieces: 5 }]);
		const plan = await planOf(alone);
		expect((await back('APART', '--kept', plan)).last).toMatchObject({ disposition: 'mismatch_quantity', quantityList: [{ quantity: 6 }] });
		expect((await back('OTHER', '--kept', plan)).last).toMatchObject({ disposition: 'mismatch_class' });
	});

	it('by which goods get another label is recorded so, as it is exported', async () => {
		const lines = (lot: string) => [{ epcClass: `https://id.gs1.org/01/${yarn}/10/${lot}`, quantity: 4 }];
		const file = write('label.json', of(
			{ action: 'ADD', bizStep: 'commissioning', quantityList: some('OLD', 4) },
			{ type: 'TransformationEvent', inputQuantityList: lines('OLD'), outputQuantityList: lines('NEW'), 'https://ns.tracemark.example/epcis/derivation': 'relabelled' },
		));
		const { err, code, json } = await tracemark(['epcis', 'capture', file, '--key', key('factory'), '--json']);
		expect([err, code]).toEqual(['', 0]);
		expect(json.events.map(({ calls }: Json) => calls[0])).toEqual(['Custody.commission', 'Custody.relabel']);
		const exported = await tracemark(['epcis', 'export', '--lot', `(01)${yarn}(10)OLD`, '--kept', await planOf(file)]);
		expect([exported.err, exported.code]).toEqual(['', 0]);
		expect(await hashesOf(write('back.json', exported.out))).toEqual(await hashesOf(file));
		const bare = await tracemark(['epcis', 'export', '--lot', `(01)${yarn}(10)NEW`]);
		expect(bare.json.epcisBody.eventList[0]['tracemark:derivation']).toBe('relabelled');
		expect(faultsOfExported(bare.out)).toEqual([]);
		const again = JSON.parse((await tracemark(['epcis', 'plan', '--json', write('new.json', bare.out)])).out);
		expect(again.events.map(({ calls }: Json) => calls[0].call)).toEqual(['custody.relabel']);
	});

	it('names what lay in goods at each event, whether or not their list is at hand', async () => {
		const items = (...numbers: number[]) => numbers.map((number) => `urn:epc:id:sgtin:9521001.043022.LEFT${number}`);
		const file = write('left.json', of(
			{ action: 'ADD', bizStep: 'commissioning', epcList: items(1, 2, 3, 4, 5), ilmd: { 'cbvmda:lotNumber': 'L-3' } },
			{ action: 'DELETE', bizStep: 'retail_selling', epcList: items(1) },
			{ action: 'OBSERVE', bizStep: 'shipping', epcList: items(2, 3, 4, 5), ...leg },
			{ action: 'OBSERVE', bizStep: 'receiving', epcList: items(2, 3, 4, 5), ...leg },
			{ action: 'DELETE', bizStep: 'destroying', epcList: items(2) },
			{ action: 'DELETE', bizStep: 'retail_selling', epcList: items(3) },
		));
		const sent = await tracemark(['epcis', 'capture', file, '--key', key('factory'), '--key', key('importer'), '--lists', lists]);
		expect([sent.err, sent.code]).toEqual(['', 0]);
		const goods = `(01)${yarn}(10)L-3`;
		const bare = await tracemark(['epcis', 'export', '--lot', goods]);
		// Without the list and what was kept an event is not the one on record, but says how much.
		expect(bare.code).toBe(1);
		expect(bare.json.epcisBody.eventList.map(({ quantityList }: Json) => quantityList[0].quantity)).toEqual([5, 1, 4, 4, 1, 1]);
		const listed = await tracemark(['epcis', 'export', '--lot', goods, '--lists', lists, '--kept', await planOf(file)]);
		expect([listed.err, listed.code]).toEqual(['', 0]);
		expect(await hashesOf(write('back.json', listed.out))).toEqual(await hashesOf(file));

		// Of one block: each event has what there was before the next.
		const { w, node } = stage;
		const made = write('cut.json', of({ action: 'ADD', bizStep: 'commissioning', quantityList: some('CUT', 10) }));
		expect((await tracemark(['epcis', 'capture', made, '--key', key('factory')])).err).toBe('');
		const object = consignmentId(lotId(yarn, 'CUT'), 0);
		const occasion = await stage.occasion();
		const count = (seq: number, bizStep: string): Call => ['custody.observe', { what: { Object: object }, seq, bizStep, disposition: 'Active', ...occasion }];
		const pack = (code: string, id: Hex, seq: number): Call => ['custody.pack', { sscc: ascii(code), children: [[id, seq]], ...occasion }];
		const carton = withCheckDigit('09521002000000777');
		const seq = await w.seq(object);
		await w.send('factory', [
			count(0, 'CycleCounting'),
			['custody.split', { consignment: object, seq, part: { Amount: { Pieces: 4 } } }],
			count(1, 'Stocking'),
			pack(carton, object, seq + 1),
		], 1);
		await w.send('factory', [
			['custody.unpack', { parent: logisticUnitId(carton, 0), seq: await w.seq(logisticUnitId(carton, 0)), children: [[object, await w.seq(object)]], ...occasion }],
			['custody.split', { consignment: object, seq: (await w.seq(object)) + 1, part: { Amount: { Pieces: 5 } } }],
		], 1);
		await finalised(node.api, (await node.api.rpc.chain.getHeader()).number.toNumber());
		const quantities = async (...args: string[]) => {
			const { err, json } = await tracemark(['epcis', 'export', ...args]);
			expect(err).toBe('');
			return json.epcisBody.eventList.map(({ bizStep, quantityList = [], childQuantityList = [] }: Json) => [
				bizStep, ...[...quantityList, ...childQuantityList].map(({ quantity }: Json) => quantity),
			]);
		};
		const parcel = [['packing', 6], ['unpacking', 6]];
		expect(await quantities('--lot', `(01)${yarn}(10)CUT`)).toEqual([['commissioning', 10], ['cycle_counting', 10], ['stocking', 6], ...parcel]);
		expect(await quantities('--sscc', carton)).toEqual(parcel);
	});

	it('says what is on record and has no event: an offer that was refused; of a new label it has both', async () => {
		const file = write('declined.json', of(
			{ action: 'ADD', bizStep: 'commissioning', quantityList: some('DECLINED', 9) },
			{ action: 'OBSERVE', bizStep: 'shipping', quantityList: some('DECLINED', 9), ...leg },
		));
		expect((await tracemark(['epcis', 'capture', file, '--key', key('factory')])).err).toBe('');
		const { w, node } = stage;
		const object = consignmentId(lotId(yarn, 'DECLINED'), 0);
		await w.send('importer', [['custody.refuse', { object, seq: await w.seq(object), reason: 'NotExpected' }]], 1);
		const exported = async (lot: string) => {
			await finalised(node.api, (await node.api.rpc.chain.getHeader()).number.toNumber());
			const run = await tracemark(['epcis', 'export', '--lot', `(01)${yarn}(10)${lot}`]);
			expect(run.code).toBe(0);
			expect(faultsOfExported(run.out)).toEqual([]);
			return { err: run.err.trim(), events: run.json.epcisBody.eventList as Json[] };
		};
		const left = 'on record, but EPCIS has no event for it: offers refused (1)';
		const declined = await exported('DECLINED');
		expect(declined.err.endsWith(left), declined.err).toBe(true);
		expect(declined.events.map(({ bizStep }) => bizStep)).toEqual(['commissioning', 'shipping']);

		const identity = { gtin: ascii(yarn), number: ascii('RENAMED'), root: null };
		await w.send('factory', [['custody.relabel', { claim: { Consignment: { id: object } }, seq: await w.seq(object), identity, ...(await stage.occasion()) }]], 1);
		const [old, renamed] = [await exported('DECLINED'), await exported('RENAMED')];
		expect([old.err.endsWith(left), renamed.err]).toEqual([true, '']);
		expect(old.events.map(({ type }) => type)).toEqual(['ObjectEvent', 'ObjectEvent', 'TransformationEvent']);
		expect(renamed.events).toEqual(old.events.slice(2));
		const of9 = (lot: string) => [{ epcClass: `https://id.gs1.org/01/${yarn}/10/${lot}`, quantity: 9 }];
		expect(renamed.events[0]).toMatchObject({ inputQuantityList: of9('DECLINED'), outputQuantityList: of9('RENAMED') });
	});

	it('sees so much of a lot, wherever it lies: no anomaly with its second holder, and more than there is an alarm', async () => {
		const parted = write('parted.json', of(
			{ action: 'ADD', bizStep: 'commissioning', quantityList: some('HALF', 100) },
			{ action: 'OBSERVE', bizStep: 'shipping', quantityList: some('HALF', 40), ...leg },
			{ action: 'OBSERVE', bizStep: 'receiving', quantityList: some('HALF', 40), ...leg },
		));
		const moved = await tracemark(['epcis', 'capture', parted, '--key', key('factory'), '--key', key('importer')]);
		expect([moved.err, moved.code]).toEqual(['', 0]);
		const seen = write('seen.json', of(
			{ action: 'OBSERVE', bizStep: 'stocking', quantityList: some('HALF', 40) },
			{ action: 'OBSERVE', bizStep: 'stocking', quantityList: some('HALF', 101) },
		));
		const counted = await tracemark(['epcis', 'capture', seen, '--key', key('importer')]);
		expect([counted.err, counted.code]).toEqual(['', 0]);
		const [lot, importer] = [lotId(yarn, 'HALF'), stage.w.org('importer').id];
		const anomalies = await Promise.all([0, 1].map((seq) => stage.w.read<Json>('custody.observations', lot, importer, seq)));
		expect(anomalies.map(({ anomaly }) => anomaly)).toEqual([null, 'MoreThanLot']);
		expect(await stage.w.read('custody.excesses', lot, importer, 1)).toMatchObject({ shown: { quantity: { pieces: 101 } } });

		const exported = await tracemark(['epcis', 'export', '--lot', `(01)${yarn}(10)HALF`]);
		const back = exported.json.epcisBody.eventList.filter(({ bizStep }: Json) => bizStep === 'stocking');
		expect(back.map(({ quantityList }: Json) => quantityList[0].quantity)).toEqual([40, 101]);
	});

	it('has alarms and readings of sensors reported, which come back with the event', async () => {
		const report = (type: string, more: Json) => ({ type, ...more });
		const elements = [
			{ sensorMetadata: { time: '2026-11-05T09:30:00.000Z' }, sensorReport: [report('Temperature', { value: 31, uom: 'CEL', exception: 'ALARM_CONDITION' })] },
			{ sensorMetadata: { time: '2026-11-05T09:40:00.000Z' }, sensorReport: [report('RelativeHumidity', { value: 40, uom: 'A93' })] },
		];
		const file = write('warm.json', of({ action: 'ADD', bizStep: 'commissioning', quantityList: some('WARM', 8), sensorElementList: elements }));
		const { err, code, json } = await tracemark(['epcis', 'capture', file, '--key', key('factory'), '--json']);
		expect([err, code]).toEqual(['', 0]);
		expect(json.events[0].calls).toEqual(['Custody.commission', 'Custody.report_sensor', 'Custody.report_sensor', 'Evidence.anchor']);
		const readings: Json[] = json.openings.filter(({ text }: Json) => text.includes('sensorReport'));
		expect(readings).toHaveLength(2);
		/** The root over readings, each committed to with its salt. */
		const rootOf = (opened: Json[]): Hex => {
			const leaves = opened.map((each) => leafHash(blake2AsU8a(concat(unhex(each.salt), text(each.text)), 256)));
			return hex(new MerkleTree(leaves).root);
		};
		const [carton, factory] = [consignmentId(lotId(yarn, 'WARM'), 0), stage.w.org('factory').id];
		const words = await Promise.all([0, 1].map((seq) => stage.w.read<Json>('custody.sensorReports', carton, factory, seq)));
		expect(words[0]!.word).toMatchObject({ exception: { measurement: 'Temperature', exception: 'AlarmCondition' } });
		expect(words[1]!.word).toMatchObject({ readings: { root: rootOf(readings), count: 2 } });
		const colder = readings.map((each) => ({ ...each, text: each.text.replace('31', '21') }));
		expect(colder).not.toEqual(readings);
		expect(rootOf(colder)).not.toBe(rootOf(readings));

		const plan = write('warm.plan.json', (await tracemark(['epcis', 'plan', '--json', file])).out);
		const exported = await tracemark(['epcis', 'export', '--lot', `(01)${yarn}(10)WARM`, '--kept', plan]);
		expect([exported.err, exported.code]).toEqual(['', 0]);
		expect(exported.json.epcisBody.eventList[0].sensorElementList).toEqual(elements);
	});

	/** What declares an event wrong: the same event, with more. */
	const declaredWrong = (event: Json, reason: string, ...correctiveEventIDs: string[]): Json => ({
		...event,
		errorDeclaration: { declarationTime: '2026-11-06T09:00:00.000+01:00', reason, ...(correctiveEventIDs.length > 0 && { correctiveEventIDs }) },
	});

	it('that declares an event wrong declares it on the chain, and comes back with the event', async () => {
		const order = { bizTransactionList: [{ type: 'po', bizTransaction: 'urn:epc:id:gdti:9521001.00001.7' }] };
		const seen = (minute: number, quantity: number, more: Json = {}): Json => ({
			...when(minute), action: 'OBSERVE', bizStep: 'stocking', quantityList: some('WRONG', quantity), ...order, ...more,
		});
		const made = { action: 'ADD', bizStep: 'commissioning', quantityList: some('WRONG', 8) };
		const right = 'urn:uuid:0f6b1a52-6f0e-4a52-9a5e-2f7b5a1f0c11';
		const first = write('miscounted.json', of(made, seen(1, 5)));
		expect((await tracemark(['epcis', 'capture', first, '--key', key('factory')])).err).toBe('');
		const [, wrong] = await hashesOf(first);

		const second = write('counted.json', of(declaredWrong(seen(1, 5), 'incorrect_data', right), seen(2, 6, { eventID: right })));
		const [same, corrective] = await hashesOf(second);
		expect(same).toBe(wrong);
		const [lot, factory] = [lotId(yarn, 'WRONG'), stage.w.org('factory').id];
		const before = await stage.w.read<Json>('custody.observations', lot, factory, 0);
		// Nobody declares wrong what another recorded: it is evidence that somebody says so.
		const other = await tracemark(['epcis', 'capture', write('not-mine.json', of(declaredWrong(seen(1, 5), 'did_not_occur'))), '--key', key('importer'), '--json']);
		expect(other.json.events.map(({ calls }: Json) => calls)).toEqual([['Evidence.anchor']]);
		expect(await stage.w.read('custody.errorDeclarations', lot, factory, 'Observation', 0)).toBeNull();

		const { err, code, json } = await tracemark(['epcis', 'capture', second, '--key', key('factory'), '--json']);
		expect([err, code]).toEqual(['', 0]);
		expect(json.events.map(({ calls }: Json) => calls)).toEqual([['Custody.declare_error'], ['Custody.observe', 'Evidence.anchor']]);
		const digest = `0x${/;([0-9a-f]{64})/.exec(corrective!)![1]}`;
		expect(await stage.w.read('custody.errorDeclarations', lot, factory, 'Observation', 0)).toMatchObject({ reason: 'IncorrectData', corrective: digest });
		expect(await stage.w.read('custody.observations', lot, factory, 0)).toEqual(before);
		const again = await refused('epcis', 'capture', second, '--key', key('factory'));
		expect([again.code, again.out.match(/already on record/g)?.length]).toEqual([0, 2]);

		const errors = (document: Json) => document.epcisBody.eventList.map(({ errorDeclaration }: Json) => errorDeclaration);
		const wool = `(01)${yarn}(10)WRONG`;
		const bare = await tracemark(['epcis', 'export', '--lot', wool]);
		const [none, error, mended] = errors(bare.json);
		expect([none, mended]).toEqual([undefined, undefined]);
		expect(error).toEqual({ declarationTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/), reason: 'incorrect_data', correctiveEventIDs: [corrective] });
		expect(faultsOfExported(bare.out)).toEqual([]);

		const plan = write('counted.plan.json', (await tracemark(['epcis', 'plan', '--json', second])).out);
		const kept = await tracemark(['epcis', 'export', '--lot', wool, '--kept', plan]);
		expect([kept.err, kept.code]).toEqual(['', 0]);
		expect(errors(kept.json)).toEqual([undefined, JSON.parse(readFileSync(second, 'utf8')).epcisBody.eventList[0].errorDeclaration, undefined]);
		expect((await eventsOf(write('back.json', kept.out))).slice(1)).toEqual(await eventsOf(second));
		expect(faultsOfExported(kept.out)).toEqual([]);
	});

	it('that declares an event of its own wrong, which left no digest, declares it as well', async () => {
		const made = { ...when(0), action: 'ADD', bizStep: 'commissioning', quantityList: some('NEVER', 3) };
		// What declares it wrong stands first, and is played last.
		const file = write('unsent.json', of(declaredWrong(made, 'did_not_occur'), made));
		const { err, code, json } = await tracemark(['epcis', 'capture', file, '--key', key('factory'), '--json']);
		expect([err, code]).toEqual(['', 0]);
		expect(json.events.map(({ event, calls }: Json) => [event, calls])).toEqual([[2, ['Custody.commission']], [1, ['Custody.declare_error']]]);
		const carton = consignmentId(lotId(yarn, 'NEVER'), 0);
		const declared = await stage.w.read('custody.errorDeclarations', carton, stage.w.org('factory').id, 'Event', 1);
		expect(declared).toMatchObject({ reason: 'DidNotOccur', corrective: null });
		const exported = await tracemark(['epcis', 'export', '--lot', `(01)${yarn}(10)NEVER`]);
		expect([exported.err, exported.code]).toEqual(['', 0]);
		expect(exported.json.epcisBody.eventList.map(({ bizStep, errorDeclaration }: Json) => [bizStep, errorDeclaration.reason])).toEqual([
			['commissioning', 'did_not_occur'],
		]);
		expect(faultsOfExported(exported.out)).toEqual([]);
	});

	it('is recorded from XML and from a table as well', async () => {
		const xml = `<?xml version="1.0" encoding="UTF-8"?>
			<epcis:EPCISDocument xmlns:epcis="urn:epcglobal:epcis:xsd:2" schemaVersion="2.0" creationDate="2026-11-05T12:00:00Z">
				<EPCISBody><EventList><ObjectEvent>
					<eventTime>2026-11-05T10:30:00Z</eventTime>
					<eventTimeZoneOffset>+01:00</eventTimeZoneOffset>
					<action>ADD</action>
					<bizStep>https://ref.gs1.org/cbv/BizStep-commissioning</bizStep>
					<quantityList><quantityElement>
						<epcClass>urn:epc:class:lgtin:9521001.043022.XML-1</epcClass>
						<quantity>12</quantity>
					</quantityElement></quantityList>
				</ObjectEvent></EventList></EPCISBody>
			</epcis:EPCISDocument>`;
		const csv = `eventTime,action,bizStep,gtin,lot,quantity\n2026-11-05T11:30:00+01:00,ADD,commissioning,${yarn},CSV-1,7\n`;
		for (const [file, lot, pieces] of [
			[write('stock.xml', xml), 'XML-1', 12],
			[write('stock.csv', csv), 'CSV-1', 7],
		] as const) {
			const { err, code, json } = await tracemark(['epcis', 'capture', file, '--key', key('factory'), '--json']);
			expect([err, code]).toEqual(['', 0]);
			expect(json.events[0].calls).toContain('Custody.commission');
			expect(await stage.w.read('custody.lots', lotId(yarn, lot))).toMatchObject({ quantity: { pieces } });
		}
	});

	it('is kept as evidence where the chain refuses it, and played when the cause is mended', async () => {
		const late = withCheckDigit('0952100143023');
		const quantityList = [{ epcClass: 'urn:epc:class:lgtin:9521001.043023.LATE', quantity: 5 }];
		const bizTransactionList = [{ type: 'po', bizTransaction: 'urn:epc:id:gdti:9521001.00001.7' }];
		const file = write('late.json', of({ action: 'ADD', bizStep: 'commissioning', quantityList, bizTransactionList }));
		const stopped = await refused('epcis', 'capture', file, '--key', key('factory'));
		expect([stopped.code, stopped.err.includes('Custody.UnknownClass')]).toEqual([1, true]);
		const kept = await tracemark(['epcis', 'capture', file, '--key', key('factory'), '--or-evidence', '--json']);
		expect([kept.err, kept.code]).toEqual(['', 0]);
		expect(kept.json.events[0].calls).toEqual(['Evidence.anchor']);
		expect(kept.json.events[0].refused).toContain('UnknownClass');

		const table = write('late.csv', `gtin,hs\n${late},2022:520511\n`);
		expect((await tracemark(['lot', 'import', table, '--send', '--key', key('factory')])).code).toBe(0);
		const played = await tracemark(['epcis', 'capture', file, '--key', key('factory'), '--json']);
		expect([played.err, played.code]).toEqual(['', 0]);
		expect(played.json.events[0].calls).toEqual(['Custody.commission', 'Evidence.anchor']);
		const again = await refused('epcis', 'capture', file, '--key', key('factory'));
		expect(again.code).toBe(0);
		expect(again.out).toContain('already on record, block');
		// What somebody else records is not the factory's.
		const other = await tracemark(['epcis', 'capture', file, '--key', key('importer')]);
		expect(other.code).toBe(1);
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
	const list = (lot = 'L-1') => join(lists, `${gtin}-${lot}.lot.jsonl`);
	/** A class that nobody registered. */
	const stranger = withCheckDigit('0952199943021');

	beforeAll(async () => {
		[keeper, address] = await keep(list(), '--listen', '127.0.0.1:0', '--absence-for-all');
	});

	it('are traced from hand to hand', async () => {
		// What somebody photographed of the unit, and that a trader saw it although another holds it.
		const unit = logisticUnitId(sscc, 0);
		const [photo, about] = [write('unit.jpg', 'label'), write('unit.json', JSON.stringify({ subjects: [{ object: unit }] }))];
		const put = ['evidence', 'anchor', photo, '--kind', 'photograph', '--description', about, '--json', '--key', key('monitor')];
		const [{ digest }] = (await tracemark(put)).json.deposits;
		expect((await tracemark(['evidence', 'list', photo, '--key', key('monitor')])).code).toBe(0);
		const seen = { what: { Object: unit }, seq: 0, bizStep: 'Storing', disposition: 'InProgress', ...(await stage.occasion()) };
		await (await stage.w.send('trader', [['custody.observe', seen]])).final;

		const { code, err, json } = await tracemark(['trace', sscc, '--json']);
		expect(err).toBe('');
		expect(code).toBe(0);
		expect(json.objects[0].path.map(({ holder }: Json) => holder.name)).toEqual(['Anka Elektronik', 'Nordlicht Imports']);
		const [first, last] = json.objects[0].path;
		expect([first.untilBlock, last.untilBlock, first.ended]).toEqual([last.fromBlock, null, null]);
		expect(json.evidence).toMatchObject([{ digest, deposit: 0, kind: 'photograph', by: { name: 'Listing Watch' }, stands: true, revoked: false, about: unit }]);
		const what = expect.stringContaining('SEEN WHERE ANOTHER HELD IT (observation 0)');
		expect(json.incidents).toMatchObject([{ what, by: { name: 'Quickdeal Trading' }, object: unit, erroneous: null }]);
		const lot = await tracemark(['trace', `(01)${gtin}(10)L-1`, '--json']);
		expect(lot.json.objects).toHaveLength(2);
		const one = await tracemark(['trace', item('A'), '--keeper', address]);
		expect(one.out).toContain('Nordlicht Imports (DE, organisation');
		const plain = await tracemark(['trace', item('C'), '--list', list(), '--json']);
		expect(plain.json.objects[0].path.map(({ holder }: Json) => holder.name)).toEqual(['Anka Elektronik']);
	});

	it('without record are named, with what to do', async () => {
		const { code, err } = await refused('trace', `(01)${stranger}(21)A`);
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
		// A copied label leads to the same path: nobody said who has the item.
		const copied = await ask('A', '--keeper', address);
		expect([copied.code, copied.json.verdict, copied.json.holder.name]).toEqual([3, 'genuine-number', 'Nordlicht Imports']);
		// The other lot of the class is not shown.
		const half = await ask('Z', '--keeper', address);
		expect([half.code, half.json.verdict, half.json.absentFrom]).toEqual([3, 'not-provable', []]);
		expect(half.json.reason).toContain('lots of 3 items, and 6 of the class have serials');
		const [both, all] = await keep(list(), list('L-2'), '--listen', '127.0.0.1:0', '--absence-for-all');
		const unknown = await ask('Z', '--keeper', all);
		expect([unknown.code, unknown.json.verdict]).toEqual([1, 'unknown-serial']);
		expect(unknown.json.absentFrom).toEqual([`(01)${gtin}(10)L-1`, `(01)${gtin}(10)L-2`]);
		await stop(both);
	});

	it('are scanned without naming a keeper: it is the resolver on record with the owner of the class', async () => {
		const importer = String(stage.w.org('importer').id);
		const ca = await secure();
		const genuine = await tracemark(['scan', item('A'), '--holder', importer, '--keeper-ca', ca, '--json']);
		expect([genuine.code, genuine.json.verdict]).toEqual([0, 'genuine']);
		// Whoever stands between and shows a certificate of nobody's is no keeper.
		const between = await tracemark(['scan', item('A'), '--holder', importer, '--json']);
		expect([between.code, between.json.verdict]).toEqual([3, 'not-provable']);
		expect(between.json.reason).toContain(resolver.url);
		expect((await tracemark(['trace', item('A'), '--keeper-ca', ca])).out).toContain('Nordlicht Imports (DE, organisation');
		const nobody = await tracemark(['scan', `(01)${stranger}(21)A`]);
		expect(nobody.code).toBe(3);
		expect(nobody.out).toContain('has a resolver on record; name a keeper');
	});

	it('of a lot that is not on record are a question, and no lie of the keeper', async () => {
		const [labels, early] = [join(folder, 'early.labels.jsonl'), join(folder, 'early.lot.jsonl')];
		await tracemark(['lot', 'serials', '--gtin', gtin, '--lot', 'EARLY', '--count', '2', '--out', labels]);
		await tracemark(['lot', 'keep', labels, '--out', early]);
		const { serial } = JSON.parse(readFileSync(early, 'utf8').split('\n')[1]!);
		const { code, json } = await tracemark(['scan', item(serial), '--list', early, '--json']);
		expect([code, json.verdict]).toEqual([3, 'not-provable']);
		expect(json.reason).toContain('(10)EARLY');
	});

	it('are denied by the owner of the class, and by nobody else', async () => {
		const genesis = stage.node.api.genesisHash.toHex();
		const tokens = write('tokens.txt', `${'7c'.repeat(16)}\n`);
		const deny = (who: string, chain: string) =>
			keep(list(), '--listen', '127.0.0.1:0', '--absence-tokens', tokens, '--denials', chain, '--key', key(who));
		const [own, at] = await deny('factory', genesis);
		const denied = await tracemark(['scan', item('Z'), '--keeper', at, '--json']);
		expect(denied.err).toBe('');
		expect([denied.code, denied.json.verdict, denied.json.deniedBy.name]).toEqual([1, 'unknown-serial', 'Anka Elektronik']);
		// A serial that is on record is in some lot, whoever denies it.
		const known = await tracemark(['scan', item('P'), '--keeper', at, '--json']);
		expect([known.code, known.json.verdict]).toEqual([3, 'not-provable']);
		await stop(own);
		for (const [who, chain, why] of [
			['importer', genesis, 'another organisation'],
			['factory', `0x${'11'.repeat(32)}`, 'another chain'],
		] as const) {
			const [other, elsewhere] = await deny(who, chain);
			const { code, json } = await tracemark(['scan', item('Z'), '--keeper', elsewhere, '--json']);
			expect([code, json.verdict]).toEqual([3, 'not-provable']);
			expect(json.reason).toContain(why);
			await stop(other);
		}
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
	});
});

describe('a table of stock', () => {
	const class_ = (n: number) => withCheckDigit(`09521001${50_000 + n}`);
	const send = (table: string) => tracemark(['lot', 'import', table, '--lots', join(folder, 'old'), '--send', '--key', key('factory')]);

	it(`of ${RANGE} classes is sent in batches, and not sent again`, async () => {
		const lines = Array.from({ length: RANGE }, (_, n) => `${class_(n)},2022:640399\n`);
		const table = write('range.csv', `gtin,hs\n${lines.join('')}`);
		const sent = await send(table);
		expect([sent.err, sent.code]).toEqual(['', 0]);
		const count = (n: number) => n.toLocaleString('en');
		expect(sent.out).toBe(`${count(RANGE)} sent in ${Math.ceil(RANGE / 100)} extrinsics, 0 were on record already\n`);
		for (const n of [0, 1, Math.floor(RANGE / 2), RANGE - 1]) {
			expect(await stage.w.read('custody.classes', ascii(class_(n)))).toMatchObject({ owner: stage.w.org('factory').id });
		}
		expect((await send(table)).out).toContain(`0 sent in 0 extrinsics, ${count(RANGE)} were on record already`);
	}, Math.max(4, RANGE / 100) * 60_000);

	it('names the line that the chain refuses, and goes on when it is mended', async () => {
		const head = 'gtin,hs,lot,quantity,serial,made\n';
		const made = '2025-03-01T08:00:00+01:00';
		const good = [`${class_(9_000)},2022:640399,OLD-1,40,,${made}\n`, `${class_(9_001)},2022:640399,OLD-2,,A1,${made}\n`, `${class_(9_001)},,OLD-2,,A2,${made}\n`];
		const foreign = withCheckDigit('0952199950000');
		const failed = await send(write('mixed.csv', `${head}${good.join('')}${foreign},2022:640399,,,,\n`));
		expect(failed.code).toBe(1);
		expect(failed.err).toContain(`class ${foreign}: Custody.register_class: refused by the chain: Custody.PrefixNotHeld`);
		expect(failed.err).toContain('2 of 5 are on record');
		const mended = await send(write('mended.csv', `${head}${good.join('')}`));
		expect([mended.err, mended.code]).toEqual(['', 0]);
		expect(mended.out).toContain('2 sent in 1 extrinsics, 2 were on record already');
		// The list was written when the table was sent the first time: its root is the one on record.
		const list = readFileSync(join(folder, 'old', `${class_(9_001)}-OLD-2.lot.jsonl`), 'utf8').split('\n');
		expect(await stage.w.read('custody.lots', lotId(class_(9_001), 'OLD-2'))).toMatchObject({ root: JSON.parse(list[0]!).root });
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

	it('sell goods to one while another holds them: owner and holder are two', async () => {
		const code = `(01)${gtin}(10)W-2`;
		const [trader, importer] = ['trader', 'importer'].map((name) => String(stage.w.org(name).id)) as [string, string];
		expect((await as('factory', 'lot', 'commission', '--lot', code, '--quantity', '40')).err).toBe('');
		expect((await as('factory', 'lot', 'offer', code, '--to', importer)).code).toBe(0);
		expect((await as('importer', 'lot', 'accept', code)).code).toBe(0);
		// Who holds them for another has no title to sell, and nobody takes one that is not offered.
		const holder = await refused('lot', 'offer', code, '--title', '--to', trader, '--key', key('importer'));
		expect([holder.code, holder.err.includes('Custody.offer_title: refused by the chain: Custody.NotOwner')]).toEqual([1, true]);
		const early = await refused('lot', 'accept', code, '--title', '--key', key('trader'));
		expect([early.code, early.err.includes('Custody.accept_title: refused by the chain: Custody.NoTitleOffered')]).toEqual([1, true]);

		expect((await as('factory', 'lot', 'offer', code, '--title', '--to', trader)).err).toBe('');
		expect((await as('trader', 'lot', 'accept', code, '--title')).err).toBe('');
		const { json } = await tracemark(['trace', code, '--json']);
		const names = json.objects[0].path.map(({ holder, owner }: Json) => [holder.name, owner?.name ?? holder.name]);
		expect(names).toEqual([
			['Anka Elektronik', 'Anka Elektronik'],
			['Nordlicht Imports', 'Anka Elektronik'],
			['Nordlicht Imports', 'Quickdeal Trading'],
		]);
		const { out } = await tracemark(['trace', code]);
		expect(out).toMatch(/Nordlicht Imports \(DE, organisation \d+\).*belonged to Quickdeal Trading/);
		expect(await stage.w.read('custody.items', consignmentId(lotId(gtin, 'W-2'), 0))).toMatchObject({
			position: { held: { holder: Number(importer) } },
			owner: Number(trader),
		});
		// Whoever sold it has no more to sell.
		const again = await refused('lot', 'offer', code, '--title', '--to', importer, '--key', key('factory'));
		expect([again.code, again.err.includes('Custody.NotOwner')]).toEqual([1, true]);
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
		const told = async (...subject: string[]): Promise<string> => (await accepted(certified(stage.node, ...subject))).said;
		const ofRight = await told('--right', right);
		expect(ofRight).toContain(' kind of right: trade mark\n');
		expect(ofRight).toMatch(/ owner: .*Anka Elektronik/);
		expect(await told('--declaration', made.declaration)).toMatch(/ declarant: .*Nordlicht Imports/);
		expect(await told('--licence', made.licence)).toMatch(/ licensee: .*Nordlicht Imports/);
		expect(await told('--licence', String(revoked))).toMatch(/ end before its term: revoked .*, salted digest of the reasons 0x6666/);
	});

	it('are not certified under a storage item that the chain does not have', async () => {
		const issuer = ['--key', key('monitor'), '--url', stage.node.url.replace('ws://', 'http://')];
		const state = ['certificate', 'create', '--state', 'Custody.Units', '--state-key', '0x00', ...issuer];
		const { code, err } = await refused(...state, '--out', join(folder, 'never.json'));
		expect(code).toBe(2);
		expect(err).toContain('the chain has no storage item "Custody.Units"');
		expect(readdirSync(folder)).not.toContain('never.json');
	});
});
