/** Certificates that are judged, and what the Rust verifier says of the same files. */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Bytes, type Hex } from '../../src/bytes.ts';
import { open } from '../../src/openings.ts';
import { Refusal } from '../../src/refusal.ts';
import { verify, verifyOriginal } from '../../src/verify.ts';

/** The Rust verifier, if it was built. */
export const CLI = process.env.TRACEMARK_CLI;

export interface Case {
	/** What was done to it. */
	label: string;
	text: Bytes;
	anchor?: Hex | undefined;
	original?: Bytes | undefined;
	salt?: Bytes | undefined;
	/** The file of openings. */
	openings?: Bytes | undefined;
	checkpoints?: Bytes[] | undefined;
}

/** What a verifier says: the command line's exit code and what it prints. */
export interface Said {
	exit: number;
	text: string;
}

/** What this verifier says, in the words of the command line. */
export const judge = ({ text, anchor, original, salt, openings, checkpoints }: Case): Said => {
	const refused = ({ isUnreadable, message }: Refusal): Said =>
		isUnreadable ? { exit: 2, text: message } : { exit: 1, text: `INVALID: ${message}` };
	const verdict = verify(text, anchor, checkpoints);
	if (!verdict.valid) return refused(verdict.refusal);
	const { report } = verdict;
	const wrong = original && verifyOriginal(report.certificate, original, salt);
	if (wrong) return refused(wrong);
	const opened = openings ? open(report.certificate, openings) : [];
	if (opened instanceof Refusal) return refused(opened);
	const fields = [...report.fields, ...opened].map(({ name, value, source }) => `[${source.padEnd(6)}] ${name}: ${value}`);
	return { exit: 0, text: fields.join('\n') };
};

const ran = (args: string[]): Promise<Said> =>
	new Promise((resolve, reject) => {
		execFile(CLI!, args, { maxBuffer: 64 << 20 }, (error, stdout) => {
			const exit = error ? error.code : 0;
			if (typeof exit !== 'number') return reject(error ?? new Error('the Rust verifier did not end'));
			// The statements end at an empty line.
			const end = stdout.indexOf('\n\n');
			resolve({ exit, text: (end < 0 ? stdout : stdout.slice(0, end)).trimEnd() });
		});
	});

/** Parsers describe what is no JSON or no certificate in words of their own. */
const comparable = ({ exit, text }: Said): string =>
	exit === 2
		? '2'
		: `${exit} ${text.replace(/(The file is no (?:certificate|checkpoint) of this version) \(.*\)\.$/s, '$1')}`;

/** The cases on which the two verifiers do not agree in every word; what this one says may be known already. */
export const disagreements = async (cases: Case[], said?: Said[]): Promise<string[]> => {
	const folder = mkdtempSync(join(tmpdir(), 'tracemark-verifier-'));
	const found: string[] = [];
	let next = 0;
	const worker = async () => {
		for (let index = next++; index < cases.length; index = next++) {
			const given = cases[index]!;
			const file = join(folder, `${index}.json`);
			writeFileSync(file, given.text);
			const args = ['certificate', 'verify', file];
			if (given.anchor) args.push('--genesis', given.anchor);
			if (given.original) {
				writeFileSync(`${file}.original`, given.original);
				args.push('--file', `${file}.original`);
			}
			for (const [option, content] of Object.entries({ salt: given.salt, openings: given.openings })) {
				if (!content) continue;
				writeFileSync(`${file}.${option}`, content);
				args.push(`--${option}`, `${file}.${option}`);
			}
			for (const [number, checkpoint] of given.checkpoints?.entries() ?? []) {
				writeFileSync(`${file}.checkpoint${number}`, checkpoint);
				args.push('--checkpoint', `${file}.checkpoint${number}`);
			}
			const [ours, theirs] = [said?.[index] ?? judge(given), await ran(args)];
			if (comparable(ours) !== comparable(theirs)) {
				found.push(`${given.label}\n  here: ${comparable(ours)}\n  Rust: ${comparable(theirs)}`);
			}
			rmSync(file);
		}
	};
	try {
		await Promise.all(cpus().map(worker));
	} finally {
		rmSync(folder, { recursive: true });
	}
	return found;
};

/** Said in plain sight, since a comparison that was left out is easily overlooked. */
export const sayIfLeftOut = (): void => {
	if (!CLI) console.warn('NOT COMPARED with the Rust verifier: name its binary in TRACEMARK_CLI');
};
