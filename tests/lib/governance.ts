/** Motions of the council. */
import type { ApiPromise } from '@polkadot/api';
import type { KeyringPair } from '@polkadot/keyring/types';
import { allOf, call, type Extrinsic, type Included, submit } from './chain.ts';
import { eventOf, plain } from './events.ts';

/**
 * Proposes the calls as one motion, has `threshold` of `seats` vote for it, and closes it. Fails if
 * the motion is carried but what it did was refused, unless `inner` is false.
 */
export const motion = async (
	api: ApiPromise,
	seats: KeyringPair[],
	calls: Extrinsic[],
	threshold = 2,
	{ inner = true }: { inner?: boolean } = {},
): Promise<Included> => {
	const [proposer] = seats;
	if (!proposer || seats.length < threshold) throw new Error('fewer seats than votes needed');
	const proposal = allOf(api, calls);
	const lengthBound = proposal.method.toU8a().length;
	const proposed = await submit(
		api,
		proposer,
		call(api, 'council.propose', { threshold, proposal, lengthBound }),
	);
	const index = plain<number>(eventOf(proposed.events, 'council.Proposed'), 'proposalIndex');
	const proposalHash = proposal.method.hash.toHex();
	const vote = () => call(api, 'council.vote', { proposal: proposalHash, index, approve: true });
	await Promise.all(seats.slice(0, threshold).map((seat) => submit(api, seat, vote())));
	const { weight } = await proposal.paymentInfo(proposer);
	return submit(
		api,
		proposer,
		call(api, 'council.close', {
			proposalHash,
			index,
			proposalWeightBound: weight,
			lengthBound,
		}),
		{ inner },
	);
};
