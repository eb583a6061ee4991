/**
 * What a record of a register says, in plain words: each statement with its name. The words are those of the
 * Rust verifier. Whatever a value holds is said; a value that says more, or something else, is refused.
 */
import { type Bytes } from './bytes.ts';
import { sayCase } from './case.ts';
import * as exhibits from './exhibits.ts';
import { type Statement, type Subject } from './form.ts';
import * as keys from './keys.ts';
import { DAY, dayOf, optional, required, text, timeOf } from './read.ts';
import * as records from './records.ts';
import { refusal } from './refusal.ts';
import * as registers from './registers.ts';
import { type Scale } from './scale.ts';
import { type Proof } from './trie.ts';

/** The countries in the order of their bits (ISO 3166-1). */
const COUNTRIES =
	'ADAEAFAGAIALAMAOAQARASATAUAWAXAZBABBBDBEBFBGBHBIBJBLBMBNBOBQBRBSBTBVBWBYBZCACCCDCFCGCHCICKCLCMCN' +
	'COCRCUCVCWCXCYCZDEDJDKDMDODZECEEEGEHERESETFIFJFKFMFOFRGAGBGDGEGFGGGHGIGLGMGNGPGQGRGSGTGUGWGYHKHM' +
	'HNHRHTHUIDIEILIMINIOIQIRISITJEJMJOJPKEKGKHKIKMKNKPKRKWKYKZLALBLCLILKLRLSLTLULVLYMAMCMDMEMFMGMHMK' +
	'MLMMMNMOMPMQMRMSMTMUMVMWMXMYMZNANCNENFNGNINLNONPNRNUNZOMPAPEPFPGPHPKPLPMPNPRPSPTPWPYQARERORSRURW' +
	'SASBSCSDSESGSHSISJSKSLSMSNSOSRSSSTSVSXSYSZTCTDTFTGTHTJTKTLTMTNTOTRTTTVTWTZUAUGUMUSUYUZVAVCVEVGVI' +
	'VNVUWFWSYEYTZAZMZW';
/** The acts that a licence permits, in the order of their bits. */
const ACTIVITIES = [
	'manufacture',
	'import',
	'export',
	'transit',
	'stock',
	'offer',
	'distribute',
	'sell',
	'use',
	'reproduce',
	'adapt',
	'communicate to the public',
];
/** By what royalties are counted, in the order of their bits. */
const BASES = ['goods made', 'goods imported', 'declared values', 'periods'];
/** What the chain checks of a line, in the order of their bits. */
const CONDITIONS = [
	'right in force',
	'manufacture authorised',
	'import authorised',
	'custody unbroken',
	'quantity matches',
	'not held elsewhere',
	'not cleared before',
	'not ended',
	'good standing',
	'identity proven',
	'not recalled',
];

/** The names of the bits that are set. */
export const set = (layout: string, bits: number, names: readonly string[]): string => {
	if (bits >> names.length !== 0) throw refusal('UnknownLayout', layout);
	return names.filter((_, bit) => (bits >> bit) & 1).join(', ') || 'none';
};

const territories = (bits: Uint8Array): string => {
	const found: string[] = [];
	for (let bit = 0; bit < 8 * bits.length; bit++) {
		if ((((bits[bit >> 3] ?? 0) >> (bit & 7)) & 1) === 0) continue;
		const code = COUNTRIES.slice(2 * bit, 2 * bit + 2);
		if (code === '') throw refusal('UnknownLayout', 'territories');
		found.push(code);
	}
	return found.join(' ') || 'none';
};

const classOf = (of: registers.RightClass): string => {
	if (of.of !== 'IPC') return `${of.of} class ${of.class} (edition ${of.edition})`;
	const section = text('a class', of.section);
	const subclass = text('a class', of.subclass);
	return `IPC ${section}${String(of.class).padStart(2, '0')}${subclass}`;
};

/** A quantity in words. */
export const quantityOf = (quantity: registers.Quantity): string => {
	if ('pieces' in quantity) return `${quantity.pieces} pieces`;
	return `${quantity.micros} millionths of the unit ${text('a quantity', quantity.unit).replace(/ +$/, '')}`;
};

const duration = (milliseconds: bigint): string =>
	milliseconds % BigInt(DAY) === 0n ? `${milliseconds / BigInt(DAY)} days` : `${milliseconds} milliseconds`;

const basisOf = (basis: registers.Basis): string => {
	if ('proof' in basis) return `${basis.by}, proof ${basis.proof}`;
	if ('extract' in basis) return `extract of the register of ${dayOf(basis.asOf)}, ${basis.extract}`;
	return 'the office states it';
};

const endOf = (end: registers.LicenceEnd): string => {
	switch (end.how) {
		case 'revoked':
			return `revoked ${timeOf(end.at)}, salted digest of the reasons ${end.ground}`;
		case 'surrendered':
			return `given up by the licensee ${timeOf(end.at)}`;
		case 'terminated': {
			const notice = `by notice given ${timeOf(end.givenAt)}`;
			return `terminated as of ${timeOf(end.at)} ${notice}, salted digest of the reasons ${end.ground}`;
		}
	}
};

/** An organisation by its name at the certified block. */
export const memberOf = (org: number, proof: Proof): string => {
	const found = optional('an organisation', keys.organisation(org), records.organisation, proof);
	return found ? `${text('an organisation', found.name)} (organisation ${org})` : `organisation ${org}`;
};

/** What was said so far. */
export class Said {
	readonly statements: Statement[] = [];

	constructor(readonly proof: Proof) {}

	/** Adds a statement, if there is something to say. */
	add(name: string, value: string | number | undefined): void {
		if (value !== undefined) this.statements.push({ name, value: String(value) });
	}

	member(org: number): string {
		return memberOf(org, this.proof);
	}

	party(party: registers.Party): string {
		return 'org' in party ? this.member(party.org) : `account ${party.account}`;
	}

	officer(officer: number, authority: number): string {
		return `officer ${officer} of ${this.member(authority)}`;
	}

	right(right: ReturnType<typeof registers.right>): void {
		this.add('kind of right', right.kind);
		this.add('office', right.office && text('a right', right.office));
		this.add('registration number', right.registration && text('a right', right.registration));
		for (const { owner, part } of right.owners) {
			const of = part === 1_000_000 ? 'the whole' : `${part} millionths`;
			this.add('owner', `${this.party(owner)}, ${of}`);
		}
		this.add('owned since', timeOf(right.ownedSince));
		this.add('licensed by', right.rule);
		this.add('territories', territories(right.territories));
		this.add('territories with dates of their own', right.designations);
		for (const one of right.classes) this.add('class', classOf(one));
		this.add('limitations', right.limitations);
		const { from, until } = right.term;
		this.add('term begins', dayOf(from));
		this.add('term ended by', until === undefined ? 'nothing' : dayOf(until));
		this.add('end on record', right.ended && `${right.ended.how}, as of ${dayOf(right.ended.asOf)}`);
		this.add('given up by its owner', right.surrendered === undefined ? undefined : timeOf(right.surrendered));
		this.add('attested by', this.member(right.attestedBy));
		this.add('basis of the attestation', basisOf(right.basis));
		this.add('attested', timeOf(right.attestedAt));
	}

	licence(licence: ReturnType<typeof registers.licence>): void {
		for (const right of licence.rights) this.add('licensed right', right);
		this.add('licensor', this.party(licence.licensor));
		this.add('licensee', this.member(licence.licensee));
		this.add('sublicence of', licence.parent === undefined ? undefined : `licence ${licence.parent}`);
		this.add('granted', timeOf(licence.grantedAt));
		this.terms(licence.terms);
		this.add('quantity left', licence.left && quantityOf(licence.left));
		this.add('end before its term', licence.ended && endOf(licence.ended));
		this.add('suspensions', licence.suspensions);
	}

	terms(terms: ReturnType<typeof registers.licence>['terms']): void {
		this.add('permitted acts', set('a licence', terms.activities, ACTIVITIES));
		this.add('territories', territories(terms.territories));
		const { from, until } = terms.term;
		this.add('term begins', timeOf(from));
		this.add('term ended by', until === undefined ? 'nothing' : timeOf(until));
		this.add('quantity in all', terms.quantity ? quantityOf(terms.quantity) : 'without limit');
		this.add('salted digest of the contract', terms.contract);
		const { products } = terms;
		if (products.are === 'all') this.add('goods', 'all');
		if (products.are === 'classes') for (const one of products.classes) this.add('goods', classOf(one));
		if (products.are === 'items') {
			for (const gtin of products.gtins) this.add('goods', `GTIN ${text('a licence', gtin)}`);
		}
		if (!terms.marketplaces) this.add('marketplaces', 'any');
		for (const org of terms.marketplaces ?? []) this.add('marketplaces', this.member(org));
		this.add('exclusivity', terms.exclusivity);
		this.add('levels of sublicences', terms.sublicensing);
		this.add('notice', duration(terms.notice));
		this.add('sell-off', duration(terms.sellOff));
		if (terms.royalties) {
			const { bases, period, rates, shortfall } = terms.royalties;
			this.add('royalties counted by', set('a licence', bases, BASES));
			this.add('royalty period', period === undefined ? undefined : duration(period));
			this.add('salted digest of the rates', rates);
			this.add('if a royalty is not paid in', shortfall);
		}
	}

	declaration(id: number, declaration: ReturnType<typeof registers.declaration>): void {
		const { represented, seller } = declaration;
		this.add('declarant', this.member(declaration.declarant));
		this.add('operator of the declarant', declaration.operator);
		this.add('represented', represented === undefined ? undefined : this.member(represented));
		this.add('importer', this.member(declaration.importer));
		this.add('holder', this.member(declaration.holder));
		this.add(
			'seller',
			'org' in seller ? this.member(seller.org) : `no member, tag ${seller.tag} under key version ${seller.version}`,
		);
		this.add('origin', text('a declaration', declaration.origin));
		this.add('destination', text('a declaration', declaration.destination));
		this.add('salted commitment to the reference number', declaration.reference);
		this.add('lodged', timeOf(declaration.lodgedAt));
		this.add('block of the lodging', declaration.lodgedIn);
		this.add('lines', declaration.lines);
		for (let number = 0; number < declaration.lines; number++) {
			this.line(number, required('a line', keys.line(id, number), registers.line, this.proof));
		}
	}

	line(number: number, line: ReturnType<typeof registers.line>): void {
		const add = (what: string, value: string) => this.add(`line ${number}, ${what}`, value);
		const gtin = text('a line', line.gtin);
		const code = text('a line', line.code);
		add('goods', `GTIN ${gtin}, HS ${code} (edition of ${line.edition}), ${quantityOf(line.quantity)}`);
		add('salted commitment to the value', line.value);
		for (const { which, detained } of line.goods) add('known to custody', `${which}${detained ? ', detained' : ''}`);
		for (const unit of line.unknown) add('not known to custody', `unit ${unit}`);
		const { decision, status } = line;
		add('advice of the check', decision.advice);
		add('contradicted', set('a line', decision.contradicted, CONDITIONS));
		add('nothing on record of', set('a line', decision.noRecord, CONDITIONS));
		add('not asked', set('a line', decision.notApplicable, CONDITIONS));
		add('nature of the contradictions', set('a line', decision.natures, registers.NATURES));
		for (const reference of decision.references) {
			add('contradicted by', 'org' in reference ? this.member(reference.org) : reference.other);
		}
		if ('suspension' in status && status.suspension) {
			const { authority, officer, nature, evidence, at } = status.suspension;
			const by = this.officer(officer, authority);
			add('release suspended', `${timeOf(at)} by ${by}, who suspected ${nature}`);
			for (const of of evidence) add('evidence of the suspicion', of);
		}
		if ('order' in status) {
			const { authority, officer, ground, document, at } = status.order;
			const by = this.officer(officer, authority);
			add('order to destroy', `${timeOf(at)} by ${by}, on ${ground}, document ${document}`);
		}
		add('status', this.status(status));
	}

	status(status: registers.LineStatus): string {
		switch (status.is) {
			case 'lodged':
				return 'waits for an officer';
			case 'released':
				return `released ${timeOf(status.at)} ${this.release(status.by)}`;
			case 'suspended':
				return 'suspended';
			case 'ordered':
				return 'destruction ordered';
			case 'destroyed':
				return `destroyed ${timeOf(status.at)}, confirmed by officer ${status.confirmedBy}`;
			case 'withdrawn':
				return `withdrawn ${timeOf(status.at)} by operator ${status.by} of the declarant`;
		}
	}

	release(by: registers.ReleaseGround): string {
		if ('officer' in by) return `by ${this.officer(by.officer, by.authority)}`;
		const authority = this.member(by.authority);
		return `by the standing instruction of ${authority} given ${timeOf(by.since)}, digest ${by.reference}`;
	}
}

/** What the record of `subject` says, or nothing if it is none of a register. */
export const statementsOf = (subject: Subject, value: Bytes | undefined, proof: Proof): Statement[] | undefined => {
	const said = new Said(proof);
	const read = <T>(what: string, layout: string, shape: (scale: Scale) => T): T => {
		if (!value) throw refusal('NotOnRecord', what);
		return records.decode(layout, value, shape);
	};
	if ('right' in subject) said.right(read('right', 'a right', registers.right));
	else if ('licence' in subject) said.licence(read('licence', 'a licence', registers.licence));
	else if ('declaration' in subject) {
		said.declaration(subject.declaration.id, read('declaration', 'a declaration', registers.declaration));
	} else if ('group' in subject) {
		exhibits.sayGroup(said, read('group of captures', 'a group of captures', exhibits.group));
	} else if ('exhibit' in subject) {
		exhibits.sayExhibit(said, subject.exhibit, read('exhibit', 'an exhibit', exhibits.exhibit));
	} else if ('case' in subject) sayCase(said, subject.case.commitment, value);
	else return undefined;
	return said.statements;
};
