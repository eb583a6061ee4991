/** What the recipe of a folder answers to what forgers do: one sentence for each, in these words. */

/** The answer when another file stands for the original, by a pixel or by a price. */
export const OTHER_FILE = /^INVALID: The file is not the original: its SHA-256 digest is another one\.$/;
/** The answer when a hand-over of goods stands where the next one was. */
export const SWAPPED_HAND_OVER = /^INVALID: Event \d+ of object 0x[0-9a-f]{64} is told twice or in another order\.$/;
/** The answer when a hand-over of goods is left out. */
export const MISSING_HAND_OVER = /^INVALID: The history lacks event \d+ of object 0x[0-9a-f]{64}\.$/;
/** The answer when a hand-over between authority sets is swapped or left out: others vote for the next one, or as another set. */
export const FOREIGN_VOTE =
	/^INVALID: (The votes for block \d+ come from an authority that does not belong to set \d+|A vote for block \d+ bears no signature that is valid in authority set \d+)\.$/;
/** The answer when one vote is missing of those that are needed. */
export const oneVoteShortOf = (needed: number | string): RegExp =>
	new RegExp(`^INVALID: The votes for block \\d+ weigh ${typeof needed === 'number' ? needed - 1 : '\\d+'}, and ${needed} are needed\\.$`);
/** The answer of `openssl ts -verify` when the time stamp is forged. */
export const FORGED_TIME_STAMP = /^Verification: FAILED$/;

/** What a program said, if it is one sentence in one line, in the expected words. */
export const oneSentence = (said: string, expected: RegExp): string => {
	const text = said.trimEnd();
	const sentences = text.split(/[.!?](?:\s|$)/).filter((part) => part.trim() !== '');
	if (text.includes('\n') || sentences.length !== 1) throw new Error(`is not one sentence: ${text}`);
	if (!expected.test(text)) throw new Error(`is another sentence than ${expected}: ${text}`);
	return text;
};
