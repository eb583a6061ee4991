/** The command line `tracemark`, and the folder that it packs for a court. */
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The binary under test. */
const binary = (): string => {
	const path = process.env.TRACEMARK_CLI;
	if (!path) throw new Error('set TRACEMARK_CLI to the path of the binary tracemark');
	return path;
};

/** How a program ended, and what it said. */
export interface Said {
	exit: number | null;
	/** Standard output. */
	text: string;
	/** Standard error. */
	errors: string;
}

const run = (command: string, args: string[], options: { cwd?: string; env?: NodeJS.ProcessEnv } = {}): Said => {
	const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 16 << 20, ...options });
	if (error) throw error;
	return { exit: status, text: stdout, errors: stderr };
};

/** Runs `tracemark`. */
export const tracemark = (...args: string[]): Said => run(binary(), args);

/** Runs `tracemark`, which must succeed. */
export const done = (...args: string[]): string => {
	const { exit, text, errors } = tracemark(...args);
	if (exit !== 0) throw new Error(`tracemark ${args.slice(0, 2).join(' ')} ended with ${exit}: ${text}${errors}`);
	return text;
};

const VERIFIER = fileURLToPath(new URL('../../app/verifier', import.meta.url));

/** Builds the page that verifies in a browser from its source, as `npm run build` does. Gives its path. */
export const builtVerifier = (): string => {
	execFileSync(process.execPath, [join(VERIFIER, 'build.mjs')]);
	return join(VERIFIER, 'dist', 'verifier.html');
};

/** The commands that the recipe of a packed folder gives. */
export const recipeOf = (folder: string): string[] =>
	readFileSync(join(folder, 'README.txt'), 'utf8')
		.split('\n')
		.flatMap((line) => /^ {4}(\S.*)$/.exec(line)?.[1] ?? []);

/** The options by which this system lets `unshare` cut off the network. Root needs no user namespace. */
const NAMESPACES = ['-rn', '-n'].find((options) => spawnSync('unshare', [options, 'true']).status === 0);

/** Whether commands can be run without any network here. */
export const canCutOff = (): boolean => NAMESPACES !== undefined;

/**
 * Runs a command in a folder, as whoever opens it later and elsewhere: in a namespace of its own in which
 * there is no network, by a clock that is so many years ahead.
 */
export const offline = (folder: string, command: string, years = 0, cutOff = true): Said => {
	if (cutOff && NAMESPACES === undefined) {
		throw new Error('`unshare` cannot cut off the network here: permit user namespaces, or run as root');
	}
	const inside = cutOff ? ['unshare', NAMESPACES!] : [];
	const later = years > 0 ? ['faketime', '-f', `+${years}y`] : [];
	const words = [...inside, ...later, 'sh', '-c', command];
	// The folder's reader has a `tracemark` in the path.
	return run(words[0]!, words.slice(1), { cwd: folder, env: { ...process.env, PATH: `${dirname(binary())}:${process.env.PATH}` } });
};
