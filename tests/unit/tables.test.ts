import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ROYALTY_BASES } from '../lib/licences.ts';
import { kindSet, RIGHT_KINDS } from '../lib/rights.ts';
import { ROLES, roleSet } from '../lib/roles.ts';
import { COUNTRIES, EUROPEAN_UNION, territories } from '../lib/territories.ts';

const source = (file: string) =>
	readFileSync(new URL(`../../primitives/src/${file}`, import.meta.url), 'utf8');
const between = (text: string, from: string, to: string) => text.split(from)[1]!.split(to)[0]!;

describe('tables that clients repeat', () => {
	it('countries stand in the order of the chain', () => {
		const codes = (text: string) => [...text.matchAll(/\*b"([A-Z]{2})"/g)].map(([, code]) => code);
		const rust = source('territory.rs');
		expect(COUNTRIES).toEqual(codes(between(rust, 'pub const COUNTRIES', '\n];')));
		expect(EUROPEAN_UNION).toEqual(codes(between(rust, 'const EUROPEAN_UNION', '\n];')));
		expect(EUROPEAN_UNION).toHaveLength(27);
	});

	it('a set has a bit for each of its countries', () => {
		expect(territories(['AD'])).toBe(`0x01${'00'.repeat(31)}`);
		expect(territories(['ZW'])).toBe(`0x${'00'.repeat(31)}01`);
		expect(() => territories(['XX'])).toThrow('no country XX');
	});

	it('roles stand in the order of the chain', () => {
		const rust = between(source('parties.rs'), 'pub enum Role {', '\n}');
		const names = [...rust.matchAll(/^\t(\w+) = (\d+),/gm)];
		expect(names.map(([, name]) => name)).toEqual([...ROLES]);
		expect(names.map(([, , number]) => Number(number))).toEqual(ROLES.map((_, i) => i));
		expect(roleSet(['RightsHolder', 'Manufacturer'])).toBe(5);
		expect(roleSet(['CollectingSociety'])).toBe(2 ** 28);
	});

	it('kinds of right stand in the order of the chain', () => {
		const rust = between(source('rights/mod.rs'), 'pub enum RightKind {', '\n}');
		expect([...rust.matchAll(/^\t(\w+),/gm)].map(([, name]) => name)).toEqual([...RIGHT_KINDS]);
		expect(kindSet()).toBe(1023);
		expect(kindSet(['Patent', 'TradeMark'])).toBe(17);
	});

	it('bases of royalties stand in the order of the chain', () => {
		const rust = between(source('apis.rs'), 'pub enum RoyaltyBasis {', '\n}');
		const bases = [...rust.matchAll(/^\t(\w+) = (\d+),/gm)];
		expect(bases.map(([, name]) => name)).toEqual([...ROYALTY_BASES]);
		expect(bases.map(([, , number]) => Number(number))).toEqual(ROYALTY_BASES.map((_, i) => i));
	});
});
