/** The whole story, told on one chain. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { ApiPromise } from '@polkadot/api';
import { EpcisError, readShipment, type Shipment, shiftTo } from '../lib/epcis.ts';
import { type Scan, scanChain } from '../lib/scan.ts';
import { expectSame, type Story, stamp, Unexpected } from '../lib/story.ts';
import { castFor, twinPrefixes } from './cast.ts';
import * as chapters from './chapters.ts';
import { type Clones, stopClones } from './clones.ts';
import { type Court, packFolder } from './court.ts';
import type { Lodged } from './declare.ts';
import { rehearse } from './rehearse.ts';
import { type Traces, traces } from './traces.ts';
import { type Row, twins } from './twins.ts';
import { World } from './world.ts';

export const OUR_DOCUMENT = fileURLToPath(new URL('../fixtures/shipment.epcis.json', import.meta.url));

/** Reads a document from a file. Its faults are told as {@link EpcisError}s. */
export const load = (file: string): Shipment => {
	let json: unknown;
	try {
		json = JSON.parse(readFileSync(file, 'utf8'));
	} catch (error) {
		throw new EpcisError(undefined, file, (error as Error).message);
	}
	return readShipment(json);
};

export interface Told {
	genuine: Lodged;
	clones: Clones;
	traces: Traces;
	rows: Row[];
	scan: Scan;
	world: World;
	/** How long it took, milliseconds. */
	took: number;
}

export const tell = async (
	api: ApiPromise,
	story: Story,
	document: Shipment,
	file: string,
	court?: Court,
): Promise<Told> => {
	await rehearse(document);
	const began = Date.now();
	const w = new World(api, story);
	const version = api.runtimeVersion;
	story.title(
		'Genuine goods cross a border, counterfeits stop there',
		`  chain ${api.runtimeChain}, runtime ${version.specName} ${version.specVersion}; times are block times, UTC`,
	);

	story.chapter(1, 'The council admits the members');
	await chapters.admit(w, castFor(document));
	story.chapter(2, 'The right: claimed by the brand, attested by the office');
	await chapters.rights(w);
	story.chapter(3, 'Licences: to make, to import');
	await chapters.licences(w, document);
	story.chapter(4, `From the document ${file}: goods are made, packed, and handed over`);
	const shipment = shiftTo(document, (await w.now()) - 30_000);
	story.note(
		`${shipment.steps.length} events, moved in time so that the last was at ${stamp(shipment.last)}. Each hand-over is signed by both. ` +
			'What the parties say of time and place stands beside the block time.',
	);
	const shipper = await chapters.ship(w, shipment);
	story.chapter(5, 'Before the border');
	await chapters.instruct(w);
	await chapters.mandate(w, 'importer', 'broker');
	story.chapter(6, 'The genuine goods at the border');
	const genuine = await chapters.declareGenuine(w, shipper);
	story.chapter(7, 'The counterfeits at the border');
	const clones = await stopClones(w, shipper);
	story.chapter(8, 'The traces');
	const traced = await traces(w, shipper, clones);
	story.chapter(9, 'Twins: one fact changed');
	const rows = await twins(w, twinPrefixes(document));
	const wrong = rows.filter(({ asExpected }) => !asExpected);
	if (wrong.length > 0) {
		throw new Unexpected('twins', 'all as their rule says', wrong.map(({ twin }) => twin.fact));
	}
	await Promise.all(rows.map(({ lodged }) => lodged.included.final));
	story.detail('all of these decisions are final', 'good');

	story.chapter(10, 'What the chain does not know');
	const gtin = shipper.lots[0]!.gtin;
	const scan = await scanChain(api, w.vault.secrets, gtin);
	story.note(
		`Searched for ${w.vault.secrets.length.toLocaleString('en')} secrets of this story (salts, values, prices, rates, names, addresses, serials, label secrets and item keys) in ` +
			`${scan.blocks} blocks with their events and ${scan.keys.toLocaleString('en')} keys, ${Math.round(scan.bytes / 1024).toLocaleString('en')} KiB:`,
	);
	if (w.vault.guessable > 0) {
		story.note(`${w.vault.guessable} serials have fewer than 8 characters: anybody can guess them, so they are no secrets to search for.`);
	}
	for (const { secret, where } of scan.hits.slice(0, 20)) story.detail(`${secret}: in ${where}`, 'bad');
	if (scan.hits.length > 0) throw new Unexpected('hits', 0, scan.hits.length);
	for (const [source, count] of Object.entries(scan.control)) {
		if (count === 0) throw new Unexpected(`the search in ${source}`, `finds the public GTIN ${gtin}`, 'nothing');
	}
	const lastBlock = Math.max(...rows.map(({ lodged }) => lodged.included.block));
	expectSame('that the search covers the last declaration', scan.head >= lastBlock, true);
	const { bodies, events, state } = scan.control;
	story.detail(`0 hits (the same search finds the public GTIN in ${bodies} bodies, ${events} events, ${state} places of state)`, 'good');
	const operators = await chapters.checkAccounts(w);
	story.detail(`all ${operators} operators acted without a balance of their own; seats, controllers and operators are different accounts`, 'good');

	if (court) {
		story.chapter(11, 'One folder for the court');
		packFolder(w, clones, court);
	}

	const took = Date.now() - began;
	const stopped = rows.filter(({ lodged }) => lodged.released === 0).length;
	story.line();
	story.title('Summary');
	for (const text of [
		`genuine: declaration ${genuine.declaration} released in block #${genuine.included.block}, in the extrinsic that lodged it`,
		`counterfeits: declaration ${clones.lodged.declaration} contradicted in ${clones.lodged.lines[0]!.contradicted.length} conditions, suspended, destroyed; origin on record: ${traced.origin}`,
		`twins: ${stopped} stopped, each for its one fact; ${rows.length - stopped} released, the lawful one among them`,
		`secrets on the chain: ${scan.hits.length}`,
		`took ${Math.round(took / 1000)} s`,
	]) {
		story.line(`  ${text}`);
	}
	return { genuine, clones, traces: traced, rows, scan, world: w, took };
};
