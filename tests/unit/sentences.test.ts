import { describe, expect, it } from 'vitest';
import { FORGED_TIME_STAMP, oneSentence, OTHER_FILE, oneVoteShortOf } from '../lib/sentences.ts';

const OTHER = 'INVALID: The file is not the original: its SHA-256 digest is another one.';

describe('one sentence', () => {
	it('is taken in the expected words, with the end of its line', () => {
		expect(oneSentence(`${OTHER}\n`, OTHER_FILE)).toBe(OTHER);
		expect(oneSentence('Verification: FAILED\n', FORGED_TIME_STAMP)).toBe('Verification: FAILED');
		const votes = 'INVALID: The votes for block 12 weigh 3, and 4 are needed.';
		expect(oneSentence(votes, oneVoteShortOf(4))).toBe(votes);
	});

	it.each([
		['nothing', '', OTHER_FILE],
		['two lines', `${OTHER}\n${OTHER}\n`, OTHER_FILE],
		['two sentences', `${OTHER} Ask the issuer.`, /./],
		['other words', 'INVALID: The file is another one.', OTHER_FILE],
		['two votes short', 'INVALID: The votes for block 12 weigh 2, and 4 are needed.', oneVoteShortOf(4)],
	])('is not what has %s', (_what, said, expected) => {
		expect(() => oneSentence(said, expected)).toThrow(/is not one sentence|is another sentence/);
	});
});
