/** Chapters 11 and 12: one folder for the court, and what it is worth when chain and network are gone. */
import { randomBytes } from 'node:crypto';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hex } from '../lib/bytes.ts';
import { copyForged, forged, leaveOutHandOver, listAnew, oneVoteShort, otherEnd, parsed, swapHandOver } from '../lib/forgeries.ts';
import { FORGED_TIME_STAMP, MISSING_HAND_OVER, oneSentence, OTHER_FILE, oneVoteShortOf, SWAPPED_HAND_OVER } from '../lib/sentences.ts';
import { expectSame, type Story, Unexpected } from '../lib/story.ts';
import { Authority } from '../lib/timestamps.ts';
import { builtVerifier, canCutOff, done, offline, recipeOf, type Said } from '../lib/tracemark.ts';
import { type Clones, HEADERS, LISTING } from './clones.ts';
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

/**
 * Certifies what is on record of the counterfeits and of the genuine goods that they were copied from, and packs it with
 * its original.
 */
export const packFolder = (w: World, clones: Clones, { url, folder }: Court): void => {
	const work = mkdtempSync(join(tmpdir(), 'tracemark-'));
	const at = (name: string): string => join(work, name);
	try {
		const issuer = w.org('monitor').name;
		writeFileSync(at('issuer.key'), hex(randomBytes(32)), { mode: 0o600 });
		copyFileSync(LISTING, at('listing.html'));
		copyFileSync(HEADERS, at('listing.html.headers'));
		// An authority of this story, as a qualified provider would do it.
		const authority = new Authority(at('authority'));
		const token = authority.stamp(at('listing.html'));
		writeFileSync(at('operator.key'), `//${w.suite}//${w.org('monitor').key}//operator//1\n`, { mode: 0o600 });
		done('evidence', 'link-timestamp', at('listing.html'), token, '--key', at('operator.key'), '--url', url);
		w.story.note(`${issuer} has a time-stamp authority stamp the page, and links the token to the record of it.`);
		const certificate = (name: string, ...subject: string[]): string => {
			const node = ['--url', url];
			done('certificate', 'create', ...node, ...subject, '--key', at('issuer.key'), '--issuer', issuer, '--out', at(name));
			w.story.detail(`certificates/${name}`);
			return at(name);
		};
		w.story.note(`${issuer} asks the node for certificates of what is on record, and signs each:`);
		const line = w.api.query.customs!.lines!.key(clones.lodged.declaration, 0);
		const certificates = [
			certificate('listing.json', '--file', at('listing.html'), '--media-type', 'text/html', '--description', '--timeline'),
			certificate('headers.json', '--file', at('listing.html.headers'), '--media-type', 'text/plain', '--description', '--timeline'),
			certificate('destruction.json', '--state', 'Customs.Lines', '--state-key', line),
			certificate('history.json', '--trace', clones.part.id),
		];
		const captured = ['--capture', at('listing.html'), '--headers', at('listing.html.headers')];
		const stamp = ['--timestamp', token, '--timestamp-ca', authority.certificate];
		const others = ['--verifier', builtVerifier(), '--genesis', w.api.genesisHash.toHex(), '--out', folder];
		const packed = done('evidence', 'pack', ...certificates, ...captured, ...stamp, ...others);
		const readme = readFileSync(join(folder, 'README.txt'), 'utf8');
		expectSame('that the time stamp is linked on the chain', /^ {6}linked on chain .*listing\.json\)$/m.test(readme), true);
		w.story.note('They go into one folder: the captured page with its response headers, the certificates for reading and for');
		w.story.note('verifying, a time stamp, the page that verifies in a browser, the list of digests, forms for whoever declares');
		w.story.note('under oath, and the recipe by which anybody checks it.');
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

const decoded = (content: Uint8Array): string => new TextDecoder().decode(content);

/** What a forger does to a file of the folder, and how the verifier answers. */
interface Forgery {
	what: string;
	name: string;
	change: (content: Uint8Array) => Uint8Array;
	sentence: RegExp;
}

const FORGERIES: Forgery[] = [
	{
		what: `the captured page names ${OTHER_PRICE} instead of ${PRICE}`,
		name: 'captures/listing.html',
		change: (page) => {
			const text = decoded(page);
			expectSame('that the page names a price', text.includes(PRICE), true);
			return new TextEncoder().encode(text.replace(PRICE, OTHER_PRICE));
		},
		sentence: OTHER_FILE,
	},
	{
		what: 'two events of the history of the goods are swapped, one of them a hand-over',
		name: 'certificates/history.json',
		change: (text) => forged(text, swapHandOver),
		sentence: SWAPPED_HAND_OVER,
	},
	{
		what: 'a hand-over is left out of the history of the goods',
		name: 'certificates/history.json',
		change: (text) => forged(text, leaveOutHandOver),
		sentence: MISSING_HAND_OVER,
	},
	{
		// Of the one validator of a development chain no vote is left.
		what: 'one vote is missing of those that made the certified block final',
		name: 'certificates/listing.json',
		change: (text) => forged(text, ({ finality }) => (finality.justification = oneVoteShort(finality.justification))),
		sentence: oneVoteShortOf('\\d+'),
	},
	{
		what: 'the time stamp has another signature',
		name: 'timestamps/answer.tsr',
		change: otherEnd,
		sentence: FORGED_TIME_STAMP,
	},
];

/** Opens the folder as a court would, and then copies that a forger was at. Without a network, unless that is waived. */
export const openFolder = (story: Story, folder: string, withNetwork = false): void => {
	const cutOff = canCutOff();
	if (!cutOff && !withNetwork) {
		const advice = 'it is not: permit user namespaces, run this as root, or go on with the network by --with-network';
		throw new Unexpected('the network', 'cut off', advice);
	}
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
		story.note('In copies of the folder forgers changed a file, signed each certificate that they changed, and made the list of');
		story.note('digests anew, which is then no more the one that was sworn to. The same recipe, the answer of its first step that fails:');
		for (const [number, { what, name, change, sentence }] of FORGERIES.entries()) {
			const copy = join(work, `copy-${number}`);
			copyForged(folder, copy, name, change);
			listAnew(copy);
			const failed = follow(copy, cutOff).failed;
			if (!failed) throw new Unexpected(`the recipe when ${what}`, 'refused', 'accepted');
			story.note(`  ${what}:`);
			story.detail(oneSentence(failed.text, sentence), 'stopped');
		}
		const validators = parsed(readFileSync(join(folder, 'certificates', 'listing.json'))).operators.length;
		if (validators === 1) {
			story.note('A development chain has one validator: one vote short is none at all. Of four validators three must vote.');
		}
	} finally {
		rmSync(work, { recursive: true });
	}
};
