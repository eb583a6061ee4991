/**
 * Sets of roles. They are bits on the chain and its metadata does not name them, so the order of
 * `primitives/src/parties.rs` stands here again; a test compares.
 */
export const ROLES = [
	'RightsHolder',
	'Creator',
	'Manufacturer',
	'Supplier',
	'Exporter',
	'Distributor',
	'Broker',
	'Carrier',
	'PostalOperator',
	'Warehouse',
	'Importer',
	'Retailer',
	'Marketplace',
	'Trader',
	'PaymentProvider',
	'Customs',
	'MarketSurveillance',
	'Police',
	'Court',
	'IpOffice',
	'RegisterReader',
	'Gs1MemberOrganisation',
	'Laboratory',
	'Notary',
	'Monitor',
	'Arbitrator',
	'IndustryAssociation',
	'Representative',
	'CollectingSociety',
] as const;

export type RoleName = (typeof ROLES)[number];

/** The set of these roles. */
export const roleSet = (names: readonly RoleName[]): number =>
	names.reduce((set, name) => set | (1 << ROLES.indexOf(name)), 0);
