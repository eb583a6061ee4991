/** Declarations: the form, the report, and what became of it. */
import { ascii, type Hex } from '../lib/bytes.ts';
import type { Included } from '../lib/chain.ts';
import type { Amount } from '../lib/epcis.ts';
import { eventOf, eventsOf, plain } from '../lib/events.ts';
import { HEADPHONES, quantity, type World } from './world.ts';

export interface Line {
	gtin: string;
	amount: Amount;
	/** Claims as the chain takes them. */
	goods: Record<string, unknown>[];
}

export interface Form {
	/** Key of the party represented. */
	represented?: string;
	importer: string;
	holder: string;
	/** Key of a member, or the tag of somebody outside. */
	seller: string | { keyVersion: number; tag: Hex };
	destination: string;
	/** Number in the customs system. */
	reference: string;
	lines: Line[];
}

/** The form as the chain takes it: with commitments in place of the reference and the values. */
export const sealed = (w: World, form: Form) => ({
	represented: form.represented === undefined ? null : w.org(form.represented).id,
	importer: w.org(form.importer).id,
	holder: w.org(form.holder).id,
	seller:
		typeof form.seller === 'string' ? { Member: w.org(form.seller).id } : { Outsider: form.seller },
	origin: ascii('TR'),
	destination: ascii(form.destination),
	reference: w.vault.commit(`reference ${form.reference}`, form.reference),
	lines: form.lines.map(({ gtin, amount, goods }, i) => ({
		gtin: ascii(gtin),
		hs: HEADPHONES,
		quantity: quantity(amount),
		// 71.43 euro apiece, with twelve decimals: an odd amount is found again.
		value: w.vault.commitAmount(
			`value of line ${i} of ${form.reference}`,
			('pieces' in amount ? BigInt(amount.pieces) : amount.micros) * 71_430_291_773_117n,
		),
		goods,
	})),
});

export type SealedForm = ReturnType<typeof sealed>;

/** What a contradiction means. */
export interface Finding {
	condition: string;
	nature: string;
	outcome: string;
}

/** A declaration's line, as report or as decision. */
export interface LineFacts {
	outcome: string;
	contradicted: string[];
	noRecord: string[];
	findings: Finding[];
}

interface RawLine {
	outcome: string;
	contradicted: number;
	noRecord: number;
	findings: Finding[];
}

/** By which instruction a report releases goods. */
interface StandingInstruction {
	authority: number;
	since: number;
	reference: string;
}

export interface Report {
	outcome: string;
	lines: LineFacts[];
	/** The instruction by which it would be released. */
	standingInstruction: StandingInstruction | null;
}

const facts = (w: World, raw: RawLine): LineFacts => ({
	outcome: raw.outcome,
	contradicted: w.conditions(raw.contradicted),
	noRecord: w.conditions(raw.noRecord),
	findings: raw.findings,
});

/** What lodging this form now would give. */
export const dryRun = async (w: World, declarant: string, form: SealedForm): Promise<Report> => {
	const report = await w.ask<{
		outcome: string;
		lines: RawLine[];
		standingInstruction: StandingInstruction | null;
	}>('customsApi.dryRun', w.org(declarant).id, form);
	return { ...report, lines: report.lines.map((line) => facts(w, line)) };
};

export interface Lodged {
	included: Included;
	declaration: number;
	outcome: string;
	lines: LineFacts[];
	/** Lines released in the extrinsic that lodged them. */
	released: number;
}

/** Lodges a form and reads what was decided in the same extrinsic. */
export const lodge = async (w: World, declarant: string, form: SealedForm): Promise<Lodged> => {
	const included = await w.send(declarant, [['customs.lodge', { form }]]);
	const lodged = eventOf(included.events, 'customs.Lodged');
	const lines = eventsOf(included.events, 'customs.LineDecided').map((event) =>
		facts(w, {
			outcome: plain(event, 'outcome'),
			contradicted: plain(event, 'contradicted'),
			noRecord: plain(event, 'noRecord'),
			findings: plain(event, 'findings'),
		}),
	);
	return {
		included,
		declaration: plain<number>(lodged, 'declaration'),
		outcome: plain<string>(lodged, 'outcome'),
		lines,
		released: eventsOf(included.events, 'customs.Released').length,
	};
};

/** Outcomes in the words of the trade. */
export const OUTCOME: Record<string, string> = {
	NoObjection: 'no objection',
	Documents: 'ask for documents',
	Examine: 'examine',
	SuspendProposed: 'suspension proposed',
};

/** A finding as an officer says it. By its condition, and by its nature where that makes a difference. */
const FINDINGS: Record<string, string> = {
	RightInForce: 'right lapsed',
	ManufactureAuthorised: 'made without a licence',
	ImportAuthorised: 'no licence to import',
	'ImportAuthorised ParallelTrade': 'genuine, but not licensed for here',
	'ImportAuthorised Contract': 'more than the licence allows',
	CustodyUnbroken: 'not with the holder declared',
	'CustodyUnbroken Data': 'hand-over not complete',
	'CustodyUnbroken OtherLaw': 'kept by an authority',
	QuantityMatches: 'quantity differs',
	NotHeldElsewhere: 'held by somebody else',
	NotClearedBefore: 'already cleared',
	NotEnded: 'already sold',
	'NotEnded OtherLaw': 'lost or stolen',
	GoodStanding: 'a party is suspended',
	IdentityProven: 'label does not prove the serial',
	'IdentityProven Data': 'goods of another class',
	NotRecalled: 'recalled',
};

export const plainFinding = ({ condition, nature }: Pick<Finding, 'condition' | 'nature'>): string =>
	FINDINGS[`${condition} ${nature}`] ?? FINDINGS[condition] ?? words(condition);

/** `NotHeldElsewhere` as people say it. */
export const words = (name: string): string =>
	name.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
