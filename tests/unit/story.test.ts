import { describe, expect, it } from 'vitest';
import { expectSame, Story, Unexpected } from '../lib/story.ts';

const write = (isTTY: boolean, tell: (story: Story) => void): string => {
	let text = '';
	tell(new Story({ isTTY, write: (more: string) => (text += more) }));
	return text;
};
const act = (story: Story) =>
	story.act({ block: 7, time: Date.UTC(2026, 10, 2, 9, 8, 7) }, 'Somebody', 'does something', 'done');

describe('the story', () => {
	it('says when, in which block, who, what and with which outcome', () => {
		expect(write(false, act)).toMatch(/^ {2}09:08:07 +#7 +Somebody +does something → done\n$/);
	});

	it('has colour only on a terminal', () => {
		expect(write(false, act)).not.toContain('\u001b');
		expect(write(true, act)).toContain('\u001b[32mdone');
	});

	it('aligns tables', () => {
		const rows = [{ cells: ['a', 'long cell', 'x'] }, { cells: ['longer', 'b', 'y'] }];
		const lines = write(false, (story) => story.table(['one', 'two', 'three'], rows)).split('\n');
		expect(lines[2]!.indexOf('x')).toBe(lines[3]!.indexOf('y'));
	});

	it('stops where an outcome differs', () => {
		expect(() => expectSame('outcome', { a: 1 }, { a: 1 })).not.toThrow();
		expect(() => expectSame('outcome', 'Examine', 'NoObjection')).toThrow(Unexpected);
		expect(() => expectSame('outcome', 'Examine', 'NoObjection')).toThrow(
			'outcome: expected NoObjection, got Examine',
		);
	});
});
