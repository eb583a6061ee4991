/** Prints what happens as a story: who did what, in which block, at what time, with which outcome. */
import type { Included } from './chain.ts';

/** Something came out differently from what the story says. */
export class Unexpected extends Error {
	constructor(what: string, expected: unknown, actual: unknown) {
		super(`${what}: expected ${show(expected)}, got ${show(actual)}`);
		this.name = 'Unexpected';
	}
}

const show = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** Fails unless both are the same value. */
export const expectSame = (what: string, actual: unknown, expected: unknown): void => {
	if (JSON.stringify(actual) !== JSON.stringify(expected)) throw new Unexpected(what, expected, actual);
};

/** Where a story is written to. */
export interface Paper {
	write: (text: string) => unknown;
	isTTY?: boolean;
	columns?: number;
}

type Style = 'bold' | 'dim' | 'green' | 'yellow' | 'red' | 'cyan';
const CODES: Record<Style, number> = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, cyan: 36 };

export type Mood = 'good' | 'stopped' | 'bad' | 'plain';
const COLOUR: Record<Mood, Style | undefined> = {
	good: 'green',
	stopped: 'yellow',
	bad: 'red',
	plain: undefined,
};

const TIME = 8;
const BLOCK = 6;
const WHO = 25;
const INDENT = TIME + BLOCK + WHO + 6;

export const clock = (moment: number): string => new Date(moment).toISOString().slice(11, 19);

/** `moment` to the minute, with the date. */
export const stamp = (moment: number): string =>
	new Date(moment).toISOString().slice(0, 16).replace('T', ' ');

export class Story {
	constructor(readonly paper: Paper = process.stdout) {}

	#style(style: Style | undefined, text: string): string {
		return style && this.paper.isTTY ? `\u001b[${CODES[style]}m${text}\u001b[0m` : text;
	}

	line(text = ''): void {
		this.paper.write(`${text}\n`);
	}

	title(text: string, ...below: string[]): void {
		this.line(this.#style('bold', text));
		for (const line of below) this.line(line);
	}

	chapter(number: number, text: string): void {
		this.line();
		const rule = '─'.repeat(Math.max(3, 92 - text.length - String(number).length));
		this.line(this.#style('cyan', `── ${number}. ${text} ${rule}`));
	}

	/** One act: the block's time and number, who, what, and what came of it. */
	act(included: Pick<Included, 'block' | 'time'>, who: string, what: string, outcome = '', mood: Mood = 'good'): void {
		const when = `  ${clock(included.time).padEnd(TIME)} ${`#${included.block}`.padStart(BLOCK)}  `;
		const result = outcome && ` → ${this.#style(COLOUR[mood], outcome)}`;
		this.line(`${this.#style('dim', when)}${this.#style('bold', who.padEnd(WHO))}  ${what}${result}`);
	}

	/** A line that belongs to the act above. */
	detail(text: string, mood: Mood = 'plain'): void {
		this.line(' '.repeat(INDENT - 2) + this.#style(COLOUR[mood], text));
	}

	note(text: string): void {
		this.line(this.#style('dim', `  ${text}`));
	}

	/** Says when a decision shown above became final. */
	async final(included: Included, what: string): Promise<void> {
		const after = await included.final;
		this.detail(`final: block #${included.block} (${what}) cannot be undone, ${(after / 1000).toFixed(1)} s later`, 'good');
	}

	table(heads: string[], rows: { cells: string[]; mood?: Mood }[]): void {
		const widths = heads.map((head, i) =>
			Math.max(head.length, ...rows.map(({ cells }) => cells[i]?.length ?? 0)),
		);
		const format = (cells: string[]) =>
			`  ${cells.map((cell, i) => (i === cells.length - 1 ? cell : cell.padEnd(widths[i]!))).join('  ')}`;
		this.line(this.#style('bold', format(heads)));
		this.line(this.#style('dim', `  ${widths.map((width) => '─'.repeat(width)).join('  ')}`));
		for (const { cells, mood } of rows) this.line(this.#style(mood && COLOUR[mood], format(cells)));
	}
}

/** A story that nobody reads. */
export const silence: Paper = { write: () => {} };
