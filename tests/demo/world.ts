/** The chain, who acts on it, and how that is told. */
import type { ApiPromise } from '@polkadot/api';
import type { KeyringPair } from '@polkadot/keyring/types';
import { controllerOf, council, operatorOf } from '../lib/accounts.ts';
import { ascii, type Hex } from '../lib/bytes.ts';
import { allOf, ask, call, type Extrinsic, type Included, names, readPlain, submit } from '../lib/chain.ts';
import type { Amount, EventTime } from '../lib/epcis.ts';
import { Vault } from '../lib/secrets.ts';
import { type Mood, type Story, stamp } from '../lib/story.ts';
import type { Role } from './cast.ts';

/** An organisation of the cast with its number on the chain and who signs for it. */
export interface Org extends Role {
	id: number;
	controller: KeyringPair;
	signers: KeyringPair[];
}

/** How an act is told. */
export interface Telling {
	outcome?: string;
	mood?: Mood;
	operator?: number;
	/** When and where the actor says that it happened. */
	claimed?: { time: EventTime; place?: string };
}

const claimedText = ({ time, place }: NonNullable<Telling['claimed']>): string => {
	const pad = (value: number) => String(Math.abs(value)).padStart(2, '0');
	const { moment, offset } = time;
	const zone = `${offset < 0 ? '-' : '+'}${pad(Math.trunc(offset / 60))}:${pad(offset % 60)}`;
	const where = place === undefined ? ', no place named' : ` at GLN ${place}`;
	return `it says: on ${stamp(moment + offset * 60_000)} ${zone}${where}`;
};

/** A call by name, with its arguments by name. */
export type Call = [name: string, args?: Record<string, unknown>];

export class World {
	readonly vault = new Vault();
	readonly #orgs = new Map<string, Org>();

	constructor(
		readonly api: ApiPromise,
		readonly story: Story,
		/** Keeps the accounts of this world apart from those of others on the same chain. */
		readonly suite = 'demo',
		/** Controllers of the council's seats. */
		readonly seats = council(),
	) {}

	/** Enters a member of the cast under the number that the chain gave it. */
	enter(role: Role, id: number): Org {
		const org = {
			...role,
			id,
			controller: controllerOf(this.suite, role.key),
			signers: Array.from({ length: role.operators }, (_, i) =>
				operatorOf(this.suite, role.key, i + 1),
			),
		};
		for (const key of [role.key, ...(role.also ?? [])]) this.#orgs.set(key, org);
		return org;
	}

	get orgs(): Org[] {
		return [...new Set(this.#orgs.values())];
	}

	/** Whether one organisation plays both. */
	same(one: string, other: string): boolean {
		return this.org(one) === this.org(other);
	}

	org(key: string): Org {
		const org = this.#orgs.get(key);
		if (!org) throw new Error(`nobody plays ${key}`);
		return org;
	}

	/** The organisation with this GLN. */
	party(gln: string): Org {
		const org = this.orgs.find((org) => org.gln === gln);
		if (!org) throw new Error(`nobody has the GLN ${gln}`);
		return org;
	}

	/** Name of the organisation with this number. */
	nameOf(id: number): string {
		return this.orgs.find((org) => org.id === id)?.name ?? `organisation ${id}`;
	}

	call([name, args]: Call): Extrinsic {
		return call(this.api, name, args);
	}

	/** Has an operator of `key` sign these calls as one, and waits for the block. */
	send(key: string, calls: Call[], operator = 0): Promise<Included> {
		const signer = this.org(key).signers[operator];
		if (!signer) throw new Error(`${key} has no operator ${operator}`);
		return submit(this.api, signer, allOf(this.api, calls.map((each) => this.call(each))));
	}

	/** As {@link send}, and tells it. */
	async act(
		key: string,
		calls: Call[],
		what: string,
		{ outcome = '', mood = 'good', operator = 0, claimed }: Telling = {},
	): Promise<Included> {
		const included = await this.send(key, calls, operator);
		this.story.act(included, this.signature(key, operator), what, outcome, mood);
		if (claimed) this.story.detail(claimedText(claimed));
		return included;
	}

	/** How a signer is called in the story. */
	signature(key: string, operator = 0): string {
		const { name, signers } = this.org(key);
		return signers.length > 1 ? `${name}, officer ${operator + 1}` : name;
	}

	read<T>(name: string, ...keys: unknown[]): Promise<T> {
		return readPlain<T>(this.api, name, ...keys);
	}

	async ask<T>(name: string, ...args: unknown[]): Promise<T> {
		return (await ask(this.api, name, ...args)).toJSON() as T;
	}

	/** The number that the next act on an object must name. */
	async seq(object: Hex): Promise<number> {
		const item = await this.read<{ seq: number } | null>('custody.items', object);
		if (!item) throw new Error(`custody has no object ${object}`);
		return item.seq;
	}

	/** Names of the customs conditions in a set. */
	conditions(set: number): string[] {
		return names(this.api, 'customs::Condition', set);
	}

	/** Block time now. */
	async now(): Promise<number> {
		return Number(await this.read<string | number>('timestamp.now'));
	}
}

// Arguments as the chain takes them.

export const quantity = (amount: Amount) =>
	'pieces' in amount
		? { Pieces: amount.pieces }
		: { Measured: { micros: amount.micros, unit: ascii(amount.unit) } };

export const eventTime = ({ moment, offset }: EventTime) => ({ moment, offset });

export const place = (gln?: string) => (gln === undefined ? null : ascii(gln));

export const HEADPHONES = { edition: 2022, code: ascii('851830') };

export const digest = (value: Hex) => ({ algorithm: 'Sha256', value });

/** CBV's `in_transit` as the enum spells it. Extensions, which are URIs, count as other. */
export const cbv = (name: string, fallback: string): string =>
	/^[a-z_]+$/.test(name)
		? name.split('_').map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('')
		: fallback;

/** Milliseconds of a day. */
export const DAY = 86_400_000;

/** Legal date of a moment: days since 1970. */
export const legalDate = (moment: number): number => Math.floor(moment / DAY);
