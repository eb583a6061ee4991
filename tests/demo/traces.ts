/** Chapter 8: who held the genuine goods, and who is involved in the clones. */
import { expectSame, stamp, Unexpected } from '../lib/story.ts';
import type { Clones } from './clones.ts';
import { words } from './declare.ts';
import type { Shipper } from './shipper.ts';
import type { World } from './world.ts';

interface Segment {
	segment: { holder: number; from: number; until: number | null; fromBlock: number };
	authority: { permitted?: { licence?: number; owner?: null } | 'owner' } | string | null;
}

/** What a contradiction points to, by the name of its kind. */
type Reference = Partial<Record<'object' | 'organisation' | 'licence' | 'declaration' | 'right', string | number>>;

interface Involvement {
	party: { member?: number; outsider?: unknown };
	fact: string;
	act: string;
	at: number;
}

const basis = (authority: Segment['authority']): string => {
	// Who only held goods did nothing that a licence is asked for.
	if (authority === null) return 'held only, no licence asked';
	if (typeof authority === 'string') return words(authority);
	const { permitted } = authority;
	if (permitted === undefined) return words(Object.keys(authority)[0] ?? '');
	if (typeof permitted === 'object' && permitted.licence !== undefined) return `under licence ${permitted.licence}`;
	return 'as owner of the right';
};

export interface Traces {
	/** Names of the holders, the maker first. */
	holders: string[];
	bases: string[];
	origin: string;
	facts: string[];
	/** What the contradictions point to. */
	references: string[];
}

export const traces = async (w: World, shipper: Shipper, clones: Clones): Promise<Traces> => {
	const { story } = w;
	const { part } = clones;
	const segments = await w.ask<Segment[]>('custodyApi.trace', part.id, 0, 100);
	// Repacked in the same hands, goods begin a new segment; here only the hands count.
	const stays = segments.filter(({ segment }, i) => segment.holder !== segments[i - 1]?.segment.holder);
	const until = (i: number): number | null => {
		const next = segments.indexOf(stays[i + 1]!);
		return segments.at(next < 0 ? -1 : next - 1)!.segment.until;
	};
	/** The licence, where any segment of the stay rests on one. */
	const ground = (i: number): string => {
		const next = stays[i + 1];
		const own = segments.slice(segments.indexOf(stays[i]!), next ? segments.indexOf(next) : undefined);
		return basis(own.map(({ authority }) => authority).find((authority) => authority !== null) ?? null);
	};
	story.note(`The genuine item ${clones.serials[0]!.slice(0, 4)}… and its consignment: who held it, from when to when, on what ground`);
	story.table(
		['holder', 'from', 'until', 'block', 'ground'],
		stays.map(({ segment }, i) => {
			const end = until(i);
			return {
				cells: [
					w.nameOf(segment.holder),
					instant(segment.from),
					end === null ? 'now' : instant(end),
					`#${segment.fromBlock}`,
					ground(i),
				],
			};
		}),
	);
	const holders = stays.map(({ segment }) => w.nameOf(segment.holder));
	const bases = stays.map((_, i) => ground(i));
	const expected = shipper.shipment.parties.map((gln) => w.party(gln).name);
	expectSame('holders of the genuine goods', holders, expected);
	expectSame('end of the last stay', until(stays.length - 1), null);

	const liability = await w.ask<{ involvements: Involvement[]; references: Reference[] } | null>(
		'liabilityApi.involvements',
		clones.lodged.declaration,
		0,
	);
	if (!liability) throw new Unexpected('liability facts', 'some', null);
	const nameOf = ({ member }: Involvement['party']) => (member === undefined ? 'outsider, by tag' : w.nameOf(member));
	story.line();
	story.note(`Declaration ${clones.lodged.declaration}: where the chain of the clones breaks, and who acted after that. Facts, no verdict.`);
	story.table(
		['who', 'fact', 'act', 'recorded'],
		liability.involvements.map(({ party, fact, act, at }) => ({
			cells: [nameOf(party), words(fact), words(act), instant(at)],
			...(fact === 'Origin' && { mood: 'stopped' as const }),
		})),
	);
	const references = liability.references.map((reference) => {
		const [[kind, value]] = Object.entries(reference) as [[string, string | number]];
		if (kind === 'organisation') return w.nameOf(Number(value));
		return `${kind} ${typeof value === 'string' ? `${value.slice(0, 10)}…` : value}`;
	});
	story.detail(`the contradictions point to: ${references.join(', ')}`);
	const origin = liability.involvements.find(({ fact }) => fact === 'Origin');
	if (!origin) throw new Unexpected('origin of the break', 'named', liability.involvements);
	return {
		holders,
		bases,
		origin: nameOf(origin.party),
		references,
		facts: liability.involvements.map(({ party, fact, act }) => `${nameOf(party)}: ${fact} ${act}`),
	};
};

const instant = (moment: number): string => `${stamp(moment)}:${new Date(moment).toISOString().slice(17, 19)}`;
