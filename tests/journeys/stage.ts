/** Where a journey is played: a node, by default a development node of its own, with a cast that the council admitted. */
import type { KeyringPair } from '@polkadot/keyring/types';
import type { Role } from '../demo/cast.ts';
import { admit } from '../demo/chapters.ts';
import { acceptance, attestationOf, claimOf, offerOf } from '../demo/forms.ts';
import { type Call, eventTime, legalDate, World } from '../demo/world.ts';
import { account, outsiders } from '../lib/accounts.ts';
import type { Hex } from '../lib/bytes.ts';
import { allOf, call, type Included, submit } from '../lib/chain.ts';
import { eventOf, plain, Refused } from '../lib/events.ts';
import { trademarkId } from '../lib/ids.ts';
import { type Authorisation, mayThey, type Question, type Terms } from '../lib/licences.ts';
import { type Node, startDev } from '../lib/node.ts';
import { owner, registered } from '../lib/rights.ts';
import { difference } from '../lib/state.ts';
import { silence, Story } from '../lib/story.ts';
import { seatsOf } from '../lib/validators.ts';

/** The smallest part of a token that amounts are written in: twelve decimals. */
export const TOKEN = 10n ** 12n;

export class Stage {
	private constructor(
		readonly node: Node,
		readonly w: World,
	) {}

	static async open(name: string, cast: Role[], at?: Node): Promise<Stage> {
		const node = at ?? (await startDev());
		const w = new World(node.api, new Story(silence), name, await seatsOf(node.api));
		await admit(w, cast);
		return new Stage(node, w);
	}

	close(): Promise<void> {
		return this.node.stop();
	}

	/** Somebody who belongs to no organisation. */
	person(name: string): KeyringPair {
		return account(`//${this.w.suite}//person//${name}`);
	}

	/** Has an account sign these calls as one. */
	by(signer: KeyringPair, ...calls: Call[]): Promise<Included> {
		return submit(this.w.api, signer, allOf(this.w.api, calls.map((each) => this.w.call(each))));
	}

	/** Gives each of these accounts so many tokens. */
	async endow(accounts: KeyringPair[], tokens: bigint): Promise<void> {
		const gifts = accounts.map(({ address }) =>
			call(this.w.api, 'balances.transferKeepAlive', { dest: address, value: tokens * TOKEN }),
		);
		await submit(this.w.api, outsiders().dave, allOf(this.w.api, gifts));
	}

	/** What an account has, free and on hold. */
	async balance({ address }: KeyringPair): Promise<{ free: bigint; held: bigint }> {
		const { data } = await this.w.read<{ data: { free: string | number; reserved: string | number } }>('system.account', address);
		return { free: BigInt(data.free), held: BigInt(data.reserved) };
	}

	/** Of whom a mark is: its holder claims it, the office attests it. Gives the right. */
	async mark(number: string, holder: string, office: string, countries: readonly string[], classes: unknown[]): Promise<Hex> {
		const { w } = this;
		const today = legalDate(await w.now());
		const extent = { countries: [...countries], classes, term: { from: today - 900, until: today + 2_700 } };
		const right = trademarkId(number);
		await w.send(holder, [claimOf(registered('TradeMark', number), extent)]);
		await w.send(office, [attestationOf(right, owner(w.org(holder).id), extent)]);
		return right;
	}

	/** When and where something happens that happens now, nowhere in particular. */
	async occasion() {
		return { place: null, time: eventTime({ moment: await this.w.now(), offset: 60 }) };
	}

	/** An object goes from hand to hand: each holder offers, the next accepts. */
	async handOver(object: Hex, ...hands: string[]): Promise<void> {
		const { w } = this;
		for (const [i, to] of hands.slice(1).entries()) {
			await w.send(hands[i]!, [['custody.offer', { object, seq: await w.seq(object), to: w.org(to).id, until: null, ...(await this.occasion()) }]]);
			await w.send(to, [['custody.accept', { object, seq: await w.seq(object), ...(await this.occasion()) }]]);
		}
	}

	/** Why the chain refuses an act, and which entries of ours differ afterwards: none should. */
	async refusal(key: string, ...calls: Call[]): Promise<{ reason: string; changed: string[] }> {
		const { api } = this.w;
		const best = async () => (await api.rpc.chain.getBlockHash()).toHex();
		const before = await best();
		const reason = await this.w.send(key, calls).then(
			() => 'none',
			(error: unknown) => {
				if (error instanceof Refused) return error.reason;
				throw error;
			},
		);
		return { reason, changed: await difference(api, before, await best()) };
	}

	/** The licensor offers, the licensee accepts. Gives the number of the licence. */
	async license(
		licensor: string,
		licensee: string,
		rights: Hex[],
		terms: Omit<Terms, 'contract'>,
		parent: number | null = null,
	): Promise<number> {
		const { w } = this;
		const contract = w.vault.commit(`contract of ${licensor} and ${licensee}`, `${licensee} may ${terms.activities} in ${terms.countries}`);
		const offered = await w.send(licensor, [offerOf(w, rights, licensee, { ...terms, contract }, parent)]);
		const licence = plain<number>(eventOf(offered.events, 'licensing.Offered'), 'licence');
		await w.send(licensee, [acceptance(licence)]);
		return licence;
	}

	/** May the organisation that plays `party` do this? Now, unless a moment is given. */
	may({ party, ...question }: Omit<Question, 'party'> & { party: string }): Promise<Authorisation> {
		return mayThey(this.w.api, { ...question, party: this.w.org(party).id });
	}
}

/** A number that JSON wrote as text where it is large. */
export const amount = (value: string | number): bigint => BigInt(value);
