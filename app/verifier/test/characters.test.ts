/** A change of any character is refused: certificates of each kind, with characters replaced by other ones. */
import { expect, it } from 'vitest';
import { utf8 } from '../src/bytes.ts';
import { type Subject } from '../src/form.ts';
import { type Case, CLI, disagreements, judge, sayIfLeftOut } from './lib/cases.ts';
import { digest, digestSubject, leafSubject, TestChain, textBytes } from './lib/chain.ts';
import { event, trace } from './lib/custody.ts';
import { registered } from './lib/registers.ts';

sayIfLeftOut();

/** Bytes from one that is replaced to the next: each of the first certificate's, some of the others'. */
const step = (certificate: number): number => (certificate === 0 ? 1 : 29);
/** One in so many is judged by Rust too, in a process of its own. */
const COMPARED = 100;

const [zero, nine, a, f, z, capitalA, capitalZ] = utf8('09afzAZ') as unknown as number[];
/** Signs that would change the shape of the text, by signs of the same sort. */
const SIGNS = new Map(['+/', '{[', '}]', "\"'", ',:', ' -'].map((pair) => [...utf8(pair)] as [number, number]));

/** One that could stand there as well, so that as much as possible of the text stays well formed. */
const other = (byte: number): number => {
	if (byte === nine) return zero!;
	if (byte === f) return a!;
	if (byte === z) return a! + 1;
	if (byte === capitalZ) return capitalA!;
	const isWithin = (first: number, last: number) => byte >= first && byte < last;
	if (isWithin(zero!, nine!) || isWithin(a!, z!) || isWithin(capitalA!, capitalZ!)) return byte + 1;
	return SIGNS.get(byte) ?? utf8('+')[0]!;
};

it('of a certificate of any kind makes it another one', async () => {
	const chain = new TestChain(1, [4, 4, 5], 8);
	const subjects: [string, Subject][] = [
		['digest', digestSubject(digest(20, 0))],
		['leaf', leafSubject(20, 2, 1)],
		...['right 0', 'licence 1', 'declaration 0', 'group 0', 'exhibit 0'].map((label): [string, Subject] => [label, registered(label)]),
		['trace', trace('unit')],
		['event', event('pallet', 4)],
	];
	const compared: Case[] = [];
	const said = new Set<number>();
	let judged = 0;
	for (const [which, [name, subject]] of subjects.entries()) {
		const genuine = textBytes(chain.certify(subject));
		expect(judge({ label: name, text: genuine, anchor: chain.genesis }), name).toMatchObject({ exit: 0 });
		for (let at = which % step(which); at < genuine.length; at += step(which)) {
			const text = genuine.with(at, other(genuine[at]!));
			const forgery: Case = { label: `${name}, byte ${at}`, text, anchor: chain.genesis };
			const { exit } = judge(forgery);
			expect(exit, forgery.label).toBeGreaterThan(0);
			said.add(exit);
			if (judged++ % COMPARED === 0) compared.push(forgery);
		}
	}
	expect([...said].toSorted()).toEqual([1, 2]);
	expect(judged).toBeGreaterThan(10_000);
	expect(compared.length).toBeGreaterThan(100);
	if (CLI) expect(await disagreements(compared)).toEqual([]);
	console.info(`${judged} certificates with another character refused; ${CLI ? compared.length : 0} of them compared with the Rust verifier`);
});
