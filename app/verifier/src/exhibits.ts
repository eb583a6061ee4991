/** Groups of captures and physical exhibits, as the chain encodes them and in plain words. Every byte must be read. */
import { type Hex, hex } from './bytes.ts';
import { type Algorithm, within } from './form.ts';
import * as keys from './keys.ts';
import { nth, required, timeOf } from './read.ts';
import { oneOf } from './records.ts';
import { digest, type Quantity, quantity } from './registers.ts';
import { type Scale } from './scale.ts';
import { quantityOf, type Said } from './statements.ts';

/** Most acts of an exhibit that a certificate tells. */
const MAX_ACTS = 1_024;

const DISPOSALS = ['returned', 'destroyed', 'used up by an examination'] as const;

const hash = (scale: Scale): Hex => hex(scale.hash());
const disposal = (scale: Scale): string => oneOf(scale, DISPOSALS);

const capture = (scale: Scale) => ({
	org: scale.u32(),
	operator: scale.u32(),
	raw: digest(scale),
	deposit: scale.u32(),
	extract: hash(scale),
	block: scale.u32(),
	moment: scale.u64(),
});

const agreement = (scale: Scale) => ({ extract: hash(scale), block: scale.u32(), moment: scale.u64() });

/** A call to several organisations to capture one thing, and what came of it. */
export const group = (scale: Scale) => ({
	by: scale.u32(),
	operator: scale.u32(),
	subject: hash(scale),
	quorum: scale.u8(),
	size: scale.u8(),
	invited: scale.list((inner) => inner.u32()),
	block: scale.u32(),
	moment: scale.u64(),
	until: scale.u64(),
	captures: scale.list(capture),
	agreement: scale.option(agreement),
});

/** Where an exhibit stands: what is said of it, or to whom it is offered. */
type State = { said: string } | { offeredTo: number };
const state = (scale: Scale): State => {
	switch (scale.index(4)) {
		case 0:
			return { said: 'held' };
		case 1:
			return { offeredTo: scale.u32() };
		case 2:
			return { said: 'put back into what it was a sample of' };
		default:
			return { said: disposal(scale) };
	}
};

/** A physical thing in custody, or a sample of one. */
export const exhibit = (scale: Scale) => {
	const known = {
		by: scale.u32(),
		holder: scale.u32(),
		seal: scale.option(hash),
		quantity: quantity(scale),
		lot: scale.option(hash),
		object: scale.option(hash),
		sampleOf: scale.option((inner) => inner.u32()),
		state: state(scale),
		order: scale.option((inner) => ({ by: inner.u32(), disposal: disposal(inner) })),
		seq: scale.u32(),
	};
	// The head of the chain of its acts, each of which the state has.
	scale.hash();
	return known;
};

const sealed = (seal: Hex | undefined): string =>
	seal === undefined ? 'open' : `sealed under the salted digest ${seal}`;
const reasons = (ground: Hex): string => `salted digest of the reasons ${ground}`;
const pinned = (scale: Scale): string =>
	`${scale.u32()} by its act ${scale.u32()} after the head ${hash(scale)}`;

/** What was done with an exhibit, said once the names of organisations are known; it is read at once. */
type Act = (member: (org: number) => string) => string;

const registered = (scale: Scale): Act => {
	const [deposit, seal, amount]: [number, Hex, Quantity] = [scale.u32(), hash(scale), quantity(scale)];
	const [lot, object] = [scale.option(hash), scale.option(hash)];
	return () =>
		[
			`put on record, deposit of the record: ${nth(deposit)}`,
			quantityOf(amount),
			sealed(seal),
			...(lot === undefined ? [] : [`said to be of the lot ${lot}`]),
			...(object === undefined ? [] : [`said to be the object ${object}`]),
		].join(', ');
};

const ACTS: ((scale: Scale) => Act)[] = [
	registered,
	(scale) => {
		const to = scale.u32();
		return (member) => `offered to ${member(to)}`;
	},
	(scale) => {
		const [from, seal] = [scale.u32(), hash(scale)];
		return (member) => `taken over from ${member(from)}, whole, ${sealed(seal)}`;
	},
	(scale) => {
		const ground = hash(scale);
		return () => `refused, ${reasons(ground)}`;
	},
	() => () => 'offer taken back',
	(scale) => {
		const ground = hash(scale);
		return () => `seal broken, ${reasons(ground)}`;
	},
	(scale) => {
		const seal = hash(scale);
		return () => `sealed anew, ${sealed(seal)}`;
	},
	(scale) => {
		const [sample, amount] = [scale.u32(), quantity(scale)];
		return () => `${quantityOf(amount)} taken as sample ${sample}`;
	},
	(scale) => {
		const [pin, amount, seal] = [pinned(scale), quantity(scale), hash(scale)];
		return () => `taken as a sample of exhibit ${pin}, ${quantityOf(amount)}, ${sealed(seal)}`;
	},
	(scale) => {
		const [pin, amount] = [pinned(scale), quantity(scale)];
		return () => `sample ${pin} put back, ${quantityOf(amount)} left of it`;
	},
	(scale) => {
		const [pin, amount] = [pinned(scale), quantity(scale)];
		return () => `put back into exhibit ${pin}, ${quantityOf(amount)} left of it`;
	},
	(scale) => {
		const [report, deposit] = [digest(scale), scale.u32()];
		return () => `examined, report ${report}, deposit of it: ${nth(deposit)}`;
	},
	(scale) => {
		const [how, ground] = [scale.option(disposal), hash(scale)];
		return () => `${how === undefined ? 'order taken back' : `ordered: ${how}`}, ${reasons(ground)}`;
	},
	(scale) => {
		const [how, by, report] = [disposal(scale), scale.u32(), hash(scale)];
		return (member) => `${how} as ${member(by)} ordered, salted digest of the report ${report}`;
	},
	(scale) => {
		const [from, seal, ground] = [scale.u32(), scale.option(hash), hash(scale)];
		return (member) => `taken over by an authority from ${member(from)}, ${sealed(seal)}, ${reasons(ground)}`;
	},
];

/** An act with an exhibit, and who did it when. */
export const act = (scale: Scale) => ({
	org: scale.u32(),
	operator: scale.u32(),
	block: scale.u32(),
	moment: scale.u64(),
	act: oneOf(scale, ACTS)(scale),
});

/** Says what a group of captures is, who captured what, and on what they agree. */
export const sayGroup = (said: Said, of: ReturnType<typeof group>): void => {
	said.add('opened by', said.member(of.by));
	said.add('operator of the opening', of.operator);
	said.add('opened', timeOf(of.moment));
	said.add('block of the opening', of.block);
	said.add('captures taken in before', timeOf(of.until));
	said.add('salted commitment to the address', of.subject);
	said.add('captures that agree', `${of.quorum} of at most ${of.size}`);
	for (const org of of.invited) said.add('invited', said.member(org));
	said.add('captures', of.captures.length);
	for (const [index, { org, operator, raw, deposit, extract, block, moment }] of of.captures.entries()) {
		const by = `by ${said.member(org)}, operator ${operator}`;
		const what = `${raw}, deposit of it: ${nth(deposit)}, extract ${extract}`;
		said.add(`capture ${index + 1}`, `${timeOf(moment)} in block ${block}, ${by}: ${what}`);
	}
	const { agreement: on } = of;
	said.add('agreement', on ? `${timeOf(on.moment)} in block ${on.block}, on the extract ${on.extract}` : 'none');
};

/** Says what an exhibit of a record is, who has it, and each act with it. */
export const sayExhibit = (
	said: Said,
	{ algorithm, digest: record, number }: { algorithm: Algorithm; digest: Hex; number: number },
	of: ReturnType<typeof exhibit>,
): void => {
	said.add('registered by', said.member(of.by));
	said.add('lies with', said.member(of.holder));
	said.add('seal', sealed(of.seal));
	said.add('quantity', quantityOf(of.quantity));
	said.add('said to be of the lot', of.lot);
	said.add('said to be the object', of.object);
	said.add('sample of exhibit', of.sampleOf);
	said.add('state', 'said' in of.state ? of.state.said : `offered to ${said.member(of.state.offeredTo)}`);
	said.add('order that stands', of.order && `${of.order.disposal}, by ${said.member(of.order.by)}`);
	said.add('acts', of.seq);
	within(of.seq, MAX_ACTS, 'acts with its exhibit');
	for (let seq = 1; seq <= of.seq; seq++) {
		const key = keys.exhibitAct(algorithm, record, number, seq);
		const entry = required('an act with an exhibit', key, act, said.proof);
		const by = `by ${said.member(entry.org)}, operator ${entry.operator}`;
		const done = entry.act((org) => said.member(org));
		said.add(`act ${seq}`, `${timeOf(entry.moment)} in block ${entry.block}, ${by}: ${done}`);
	}
};
