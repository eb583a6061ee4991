/**
 * Plays a document without a chain, before the first extrinsic: what this story cannot tell is an
 * {@link EpcisError}, and leaves nothing behind.
 */
import { EpcisError, type Shipment } from '../lib/epcis.ts';
import { Vault } from '../lib/secrets.ts';
import { castFor } from './cast.ts';
import { Shipper } from './shipper.ts';

/** What a declaration takes. */
const MOST_LINES = 20;
const MOST_CLAIMS = 100;

/** Fails unless the story can be told with this document. */
export const rehearse = async (shipment: Shipment): Promise<void> => {
	const fail = (event: number | undefined, field: string, why: string): never => {
		throw new EpcisError(event, field, why);
	};
	for (const step of shipment.steps) {
		if (step.act === 'commission' && !('pieces' in step.amount)) {
			fail(step.event, 'quantityList', 'goods by measure: this story counts its goods by the piece');
		}
	}
	const known = new Set(shipment.parties);
	const shipper = new Shipper(
		{
			vault: new Vault(),
			party: (gln) => (known.has(gln) ? { key: gln, name: gln, id: 0 } : fail(undefined, 'party', `nobody has ${gln}`)),
			act: async () => {},
			seq: async () => 0,
			read: async <T>() => null as T,
		},
		shipment,
	);
	await shipper.play();
	castFor(shipment);

	// What arrives is declared, line by line, and some of it is cloned.
	const importer = shipment.parties.at(-1);
	const units = shipper.outermost.filter((sscc) => shipper.holderOf(sscc) === importer);
	const loose = shipper.loose.filter((part) => shipper.holderOf(part) === importer);
	const parts = [...units.flatMap((sscc) => shipper.contents(sscc)), ...loose];
	if (parts.length === 0) fail(undefined, 'epcisBody.eventList', `no goods arrive at ${importer}, who is the last to be named`);
	if (!parts.some(({ lot }) => lot.tree)) {
		fail(undefined, 'epcisBody.eventList', 'no goods with serials arrive: there is nothing to clone in this story');
	}
	const lines = new Set(parts.map(({ lot }) => lot.gtin)).size;
	if (lines > MOST_LINES) fail(undefined, 'epcisBody.eventList', `${lines} classes, a declaration takes ${MOST_LINES}`);
	if (units.length + loose.length > MOST_CLAIMS) {
		fail(undefined, 'epcisBody.eventList', `more than ${MOST_CLAIMS} logistic units and consignments arrive`);
	}
};
