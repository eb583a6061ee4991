/** Who takes part. All names are invented. */
import { EpcisError, type Goods, type Shipment } from '../lib/epcis.ts';
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
	/** Whose parts it plays as well. */
	also?: string[];
}

export const role = (
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

/** The prefix that a key was issued under: as a URN spells it for this key or another, else seven digits. */
const prefixOf = (shipment: Shipment, key: string): string => {
	const own = shipment.prefixes.get(key);
	if (own) return own;
	// GTIN-14 and SSCC begin with a digit before the prefix.
	const body = key.slice(1);
	const spelt = [...shipment.prefixes.values()].filter((prefix) => body.startsWith(prefix));
	return spelt.sort((one, other) => other.length - one.length)[0] ?? body.slice(0, 7);
};

/** The company prefixes of a shipment: those of its classes, and of each packer's logistic units. */
const prefixesOf = (shipment: Shipment) => {
	const classes = new Set<string>();
	const packers = new Map<string, { packer: string; event: number }>();
	const holders = new Map<string, string>();
	const [maker] = shipment.parties;
	const offers = new Map<string, string>();
	const keyOf = (goods: Goods) => (goods.kind === 'logistic unit' ? goods.sscc : goods.gtin);
	for (const step of shipment.steps) {
		if (step.act === 'commission') classes.add(prefixOf(shipment, step.gtin));
		if (step.act === 'offer') for (const goods of step.goods) offers.set(keyOf(goods), step.to);
		if (step.act === 'accept') {
			for (const goods of step.goods) holders.set(keyOf(goods), offers.get(keyOf(goods)) ?? step.by ?? maker!);
		}
		if (step.act === 'unpack') {
			const holder = holders.get(step.sscc) ?? maker!;
			for (const goods of step.goods) holders.set(keyOf(goods), holder);
			if (step.goods.length === 0) {
				const packed = shipment.steps.find((each) => each.act === 'pack' && each.sscc === step.sscc);
				if (packed?.act === 'pack') for (const goods of packed.goods) holders.set(keyOf(goods), holder);
			}
		}
		if (step.act !== 'pack') continue;
		const packer = (step.goods[0] && holders.get(keyOf(step.goods[0]))) ?? maker!;
		const prefix = prefixOf(shipment, step.sscc);
		const known = packers.get(prefix);
		if (known && known.packer !== packer) {
			throw new EpcisError(
				step.event,
				'parentID',
				`${known.packer} and ${packer} both pack under the company prefix ${prefix}: it belongs to one organisation`,
			);
		}
		if (!known) packers.set(prefix, { packer, event: step.event });
		if (!holders.has(step.sscc)) holders.set(step.sscc, packer);
	}
	return { classes, packers };
};

const overlap = (one: string, other: string): boolean => one.startsWith(other) || other.startsWith(one);

/**
 * Company prefixes for the twins, which have classes and logistic units of their own, and for a brand
 * that is no member: none of them lies under a prefix of the document, or the other way round.
 */
export const twinPrefixes = (shipment: Shipment): { brand: string; factory: string; stranger: string } => {
	const { classes, packers } = prefixesOf(shipment);
	const taken = [...classes, ...packers.keys()];
	// Under GS1's prefix 952, for demonstrations, and 951.
	const free = [952, 951]
		.flatMap((block) => Array.from({ length: 90 }, (_, i) => `${block}${9_990 - 10 * i}`))
		.filter((prefix) => !taken.some((other) => overlap(prefix, other)));
	const [brand, factory, stranger] = free;
	if (!stranger) throw new EpcisError(undefined, 'epcisBody.eventList', 'its company prefixes leave no room for the twins');
	return { brand: brand!, factory: factory!, stranger };
};

/**
 * The cast for a shipment: those who possess the goods get the document's GLNs, in order, the first
 * as factory, the last as importer; the brand gets the prefixes of the GTINs, packers those of
 * their SSCCs. A factory that packs under the prefix of the brand is the brand.
 */
export const castFor = (shipment: Shipment): Role[] => {
	let all = cast();
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

	const { classes, packers } = prefixesOf(shipment);
	const ours = [...classes];
	const ownBrand = [...packers].some(([prefix, { packer }]) => packer === maker && ours.some((each) => overlap(each, prefix)));
	if (ownBrand) {
		const [brand, factory] = [find('brand'), find('factory')];
		Object.assign(brand, {
			country: factory.country,
			roles: [...brand.roles, ...factory.roles],
			gln: factory.gln,
			also: ['factory'],
		});
		all = all.filter((role) => role !== factory);
	}
	const held = new Map(ours.map((prefix) => [prefix, find('brand')]));
	for (const [prefix, { packer, event }] of packers) {
		const owner = all.find((role) => role.gln === packer)!;
		for (const [other, holder] of held) {
			if (!overlap(prefix, other) || holder === owner) continue;
			throw new EpcisError(
				event,
				'parentID',
				`${packer} packs under the company prefix ${prefix}, but ${other} is of ${holder.name}: a prefix belongs to one organisation`,
			);
		}
		held.set(prefix, owner);
	}
	const twins = twinPrefixes(shipment);
	held.set(twins.brand, find('brand'));
	held.set(twins.factory, ownBrand ? find('brand') : find('factory'));
	for (const [prefix, holder] of held) {
		// What is under a prefix that the same organisation holds needs no attestation of its own.
		if (![...held.keys()].some((other) => other !== prefix && prefix.startsWith(other))) holder.prefixes.push(prefix);
	}
	return all;
};
