import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
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
	});
});
