/** Events, and what calls within calls came to. */
import type { ApiPromise } from '@polkadot/api';
import type { DispatchError, EventRecord } from '@polkadot/types/interfaces';
import type { Codec } from '@polkadot/types/types';

/** A refusal by the chain, by the name that its metadata gives it. */
export class Refused extends Error {
	constructor(
		/** `pallet.Error`, or the kind of a refusal that is no pallet's. */
		readonly reason: string,
		readonly docs: string,
	) {
		super(docs ? `${reason}: ${docs}` : reason);
		this.name = 'Refused';
	}
}

/** Names a dispatch error by the metadata. */
export const refusal = (api: ApiPromise, error: DispatchError): Refused => {
	if (error.isModule) {
		const { section, name, docs } = api.registry.findMetaError(error.asModule);
		return new Refused(`${section}.${name}`, docs.join(' ').trim());
	}
	return new Refused(error.type, error.isNone ? '' : JSON.stringify(error.toHuman()));
};

/** Fields of an event by name. */
export type Fields = Record<string, Codec>;

/** Finds events by `pallet.Name` and gives their named fields. */
export const eventsOf = (records: EventRecord[], name: string): Fields[] =>
	records
		.filter(({ event }) => `${event.section}.${event.method}` === name)
		.map(({ event }) =>
			Object.fromEntries(event.data.map((value, i) => [event.data.names?.[i] ?? String(i), value])),
		);

/** As {@link eventsOf}, but there must be exactly one. */
export const eventOf = (records: EventRecord[], name: string): Fields => {
	const [first, ...others] = eventsOf(records, name);
	if (!first || others.length > 0) {
		const seen = records.map(({ event }) => `${event.section}.${event.method}`).join(', ');
		throw new Error(`expected one ${name} among: ${seen}`);
	}
	return first;
};

/** A field as plain value: numbers, strings, `{ camelCase: … }` for enums. */
export const plain = <T = unknown>(fields: Fields, name: string): T => {
	const value = fields[name];
	if (value === undefined) throw new Error(`no field ${name} among ${Object.keys(fields)}`);
	return value.toJSON() as T;
};

/** Events that carry the result of an inner call, and the field it is in. */
const INNER: Record<string, string> = {
	'utility.BatchInterrupted': 'error',
	'utility.ItemFailed': 'error',
	'utility.DispatchedAs': 'result',
	'proxy.ProxyExecuted': 'result',
	'multisig.MultisigExecuted': 'result',
	'council.Executed': 'result',
	'council.MemberExecuted': 'result',
	'whitelist.WhitelistedCallDispatched': 'result',
};

/** The refusal of an inner call, where the outer one succeeded. */
export const innerRefusal = (api: ApiPromise, records: EventRecord[]): Refused | undefined => {
	for (const [name, field] of Object.entries(INNER)) {
		for (const fields of eventsOf(records, name)) {
			const value = fields[field] as unknown as DispatchError & {
				isErr?: boolean;
				isOk?: boolean;
				asErr: DispatchError;
			};
			if (field === 'error') return refusal(api, value);
			if (value.isErr) return refusal(api, value.asErr);
		}
	}
	return undefined;
};
