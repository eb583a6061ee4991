/** Chapters 11 and 12: one folder for the court, and what it is worth when chain and network are gone. */
import { randomBytes } from 'node:crypto';
import { copyFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hex } from '../lib/bytes.ts';
import { expectSame, type Story, Unexpected } from '../lib/story.ts';
import { Authority } from '../lib/timestamps.ts';
import { canCutOff, done, offline, recipeOf, type Said } from '../lib/tracemark.ts';
import { type Clones, LISTING } from './clones.ts';
import type { World } from './world.ts';

/** How many years later the folder is opened. */
const YEARS = 5;

/** Where the folder comes from, and where it goes. */
export interface Court {
	/** The node's address. */
	url: string;
	/** A path at which there is nothing yet. */
	folder: string;
}

/** Certifies what is on record of the counterfeits, and packs it with its original. */
export const packFolder = (w: World, clones: Clones, { url, folder }: Court): void => {
	const work = mkdtempSync(join(tmpdir(), 'tracemark-'));
	const at = (name: string): string => join(work, name);
	try {
		const issuer = w.org('monitor').name;
		writeFileSync(at('issuer.key'), hex(randomBytes(32)), { mode: 0o600 });
		copyFileSync(LISTING, at('listing.html'));
		const certificate = (name: string, ...subject: string[]): string => {
			const node = ['--url', url];
			done('certificate', 'create', ...node, ...subject, '--key', at('issuer.key'), '--issuer', issuer, '--out', at(name));
			w.story.detail(`certificates/${name}`);
			return at(name);
		};
		w.story.note(`${issuer} asks the node for certificates of what is on record, and signs each:`);
		const line = w.api.query.customs!.lines!.key(clones.lodged.declaration, 0);
		const certificates = [
			certificate('listing.json', '--file', at('listing.html'), '--media-type', 'text/html'),
			certificate('destruction.json', '--state', 'Customs.Lines', '--state-key', line),
		];
		// An authority of this story, as a qualified provider would do it.
		const authority = new Authority(at('authority'));
		const stamp = ['--timestamp', authority.stamp(at('listing.html')), '--timestamp-ca', authority.certificate];
		const genesis = ['--genesis', w.api.genesisHash.toHex()];
		const packed = done('evidence', 'pack', ...certificates, '--file', at('listing.html'), ...stamp, ...genesis, '--out', folder);
		w.story.note('They go into one folder: the captured page, both certificates for reading and for verifying, a time stamp,');
		w.story.note('the list of digests, forms for whoever declares under oath, and the recipe by which anybody checks it.');
		for (const text of packed.trimEnd().split('\n')) w.story.detail(text, 'good');
	} finally {
		rmSync(work, { recursive: true });
	}
};

/** Follows the recipe of a folder to the first step that fails, if there is one. */
const follow = (folder: string, cutOff: boolean): { steps: [command: string, said: Said][]; failed: Said | undefined } => {
	const steps: [string, Said][] = [];
	for (const command of recipeOf(folder)) {
		const said = offline(folder, command, YEARS, cutOff);
		steps.push([command, said]);
		if (said.exit !== 0) return { steps, failed: said };
	}
	return { steps, failed: undefined };
};

const PRICE = 'EUR 34.85';
const OTHER_PRICE = 'EUR 84.85';

/** Opens the folder as a court would, and then a copy in which a character was changed. */
export const openFolder = (story: Story, folder: string): void => {
	const cutOff = canCutOff();
	const [year] = offline(folder, 'date +%Y', YEARS, cutOff).text.split('\n');
	expectSame('the year by the clock', Number(year), new Date().getFullYear() + YEARS);
	story.note(`The clock says ${year}: the certificate of the time-stamp authority has expired. The recipe, step by step,`);
	story.note(
		cutOff
			? 'in a namespace without any network:'
			: 'on a system that permits no namespaces, so that the network could not be cut off:',
	);
	const { steps, failed } = follow(folder, cutOff);
	const rows = steps.map(([command, { exit, text, errors }]) => ({
		cells: [
			command.length > 56 ? `${command.slice(0, 55)}…` : command,
			exit === 0 ? 'accepted' : (text || errors).trim().split('\n').at(-1)!,
		],
		mood: exit === 0 ? ('good' as const) : ('bad' as const),
	}));
	story.table(['command', 'outcome'], rows);
	if (failed) throw new Unexpected('the recipe', 'followed to its end', failed.errors || failed.text);

	const work = mkdtempSync(join(tmpdir(), 'tracemark-'));
	try {
		const copy = join(work, 'copy');
		cpSync(folder, copy, { recursive: true });
		const page = join(copy, 'originals', 'listing.html');
		const text = readFileSync(page, 'utf8');
		expectSame('that the page names a price', text.includes(PRICE), true);
		writeFileSync(page, text.replace(PRICE, OTHER_PRICE));
		const list = offline(copy, 'sha256sum originals/listing.html', 0, cutOff).text;
		const sums = join(copy, 'SHA256SUMS');
		const others = readFileSync(sums, 'utf8').split('\n').filter((line) => !line.endsWith('  originals/listing.html'));
		writeFileSync(sums, `${list}${others.join('\n')}`);
		const { failed: refused } = follow(copy, cutOff);
		const verdict = refused?.text.trim() ?? '';
		story.note(`In a copy the page names ${OTHER_PRICE} instead of ${PRICE}, and the list of digests was made anew:`);
		story.detail(verdict, 'stopped');
		expectSame('verdict on the copy', verdict.startsWith('INVALID: The file is not the original'), true);
	} finally {
		rmSync(work, { recursive: true });
	}
};
