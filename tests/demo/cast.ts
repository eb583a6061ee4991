/** Who takes part. All names are invented. */
import { EpcisError, type Shipment } from '../lib/epcis.ts';
import { withCheckDigit } from '../lib/gs1.ts';
import type { RoleName } from '../lib/roles.ts';

export interface Role {
	key: string;
	name: string;
	country: string;
	roles: RoleName[];
	gln?: string;
	/** GS1 company prefixes that the council attests. */
	prefixes: string[];
	/** Offices for whose register it is accredited. */
	offices: string[];
	/** How many operator accounts it has. */
	operators: number;
	/** Where its documents can be asked for. */
	resolver?: string;
}

const role = (
	key: string,
	name: string,
	country: string,
	roles: RoleName[],
	more: Partial<Role> = {},
): Role => ({ key, name, country, roles, prefixes: [], offices: [], operators: 1, ...more });

const gln = (digits: string) => withCheckDigit(digits);

/** The cast of our own document. */
const cast = (): Role[] => [
	role('brand', 'Oriva Audio', 'NL', ['RightsHolder'], {
		gln: gln('952100100000'),
		resolver: 'https://resolver.oriva.example',
	}),
	role('office', 'Union IP Office', 'ES', ['IpOffice'], { offices: ['EM'] }),
	role('reader', 'Anatolia Registers', 'TR', ['RegisterReader'], { offices: ['TR'] }),
	role('factory', 'Anka Elektronik', 'TR', ['Manufacturer', 'Exporter'], {
		gln: gln('952100200000'),
	}),
	role('carrier', 'Meridian Freight', 'BG', ['Carrier'], { gln: gln('952100300000') }),
	role('warehouse', 'Elbe Storage', 'DE', ['Warehouse'], { gln: gln('952100400000') }),
	role('importer', 'Nordlicht Imports', 'DE', ['Importer', 'Distributor'], {
		gln: gln('952100500000'),
	}),
	role('broker', 'Kaiweg Brokers', 'DE', ['Broker']),
	role('customs', 'German Customs', 'DE', ['Customs'], { operators: 2 }),
	role('monitor', 'Listing Watch', 'IE', ['Monitor']),
	role('trader', 'Quickdeal Trading', 'DE', ['Trader']),
	// Only the twins need these two.
	role('carrier2', 'Balkan Road', 'BG', ['Carrier'], { gln: gln('952100600000') }),
	role('warehouse2', 'Isar Storage', 'DE', ['Warehouse'], { gln: gln('952100700000') }),
];

/** The prefix that a key was issued under: as a URN spells it, else seven digits. */
const prefixOf = (shipment: Shipment, key: string): string =>
	shipment.prefixes.get(key) ?? key.slice(1, 8);

/** The GTINs and, by the position of the packer among the parties, the SSCCs of a shipment. */
const keysOf = (shipment: Shipment) => {
	const gtins = new Set<string>();
	const ssccs = new Map<string, string>();
	let at = shipment.parties[0]!;
	let next = at;
	for (const step of shipment.steps) {
		if (step.act === 'commission') gtins.add(step.gtin);
		if (step.act === 'pack' && !ssccs.has(step.sscc)) ssccs.set(step.sscc, at);
		if (step.act === 'offer') next = step.to;
		if (step.act === 'accept') at = step.by ?? next;
	}
	return { gtins, ssccs };
};

/**
 * The cast for a shipment: those who possess the goods get the document's GLNs, in order, the first
 * as factory, the last as importer; the brand gets the prefixes of the GTINs, packers those of
 * their SSCCs.
 */
export const castFor = (shipment: Shipment): Role[] => {
	const all = cast();
	const find = (key: string) => all.find((role) => role.key === key)!;
	// A GLN of the document belongs to whoever the document gives it to.
	for (const each of all) if (each.gln && shipment.parties.includes(each.gln)) delete each.gln;
	const [maker, ...rest] = shipment.parties;
	const between = rest.slice(0, -1);
	find('factory').gln = maker!;
	find('importer').gln = rest.at(-1)!;
	for (const [i, party] of between.entries()) {
		const known = [find('carrier'), find('warehouse')][i];
		if (known) known.gln = party;
		else all.push(role(`carrier${i + 1}`, `Carrier ${i + 1}`, 'DE', ['Carrier', 'Warehouse'], { gln: party }));
	}
	const { gtins, ssccs } = keysOf(shipment);
	const brandPrefixes = new Set([...gtins].map((gtin) => prefixOf(shipment, gtin)));
	const give = (role: Role, prefix: string) => {
		if (!role.prefixes.includes(prefix)) role.prefixes.push(prefix);
	};
	for (const gtin of gtins) give(find('brand'), prefixOf(shipment, gtin));
	for (const [sscc, packer] of ssccs) {
		const prefix = prefixOf(shipment, sscc);
		if (brandPrefixes.has(prefix)) {
			throw new EpcisError(
				undefined,
				'parentID',
				`SSCC ${sscc} lies under the company prefix ${prefix} of the brand, but ${packer} packs it: ` +
					'a prefix belongs to one organisation',
			);
		}
		give(all.find((role) => role.gln === packer)!, prefix);
	}
	// For the twins, which have classes and logistic units of their own.
	give(find('brand'), TWIN_PREFIXES.brand);
	give(find('factory'), TWIN_PREFIXES.factory);
	return all;
};

/** Prefixes of the twins' keys. In our own document they are those of the shipment. */
export const TWIN_PREFIXES = { brand: '9521001', factory: '9521002' };
