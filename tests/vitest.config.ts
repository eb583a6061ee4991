import { defineConfig } from 'vitest/config';

const minute = 60_000;

/**
 * Suites by purpose, one group after the other. Those against a node start their own and need `TRACEMARK_NODE`.
 * Two files of a group run at once: a node waits for its next block most of the time.
 */
const suite = (name: string, groupOrder: number, timeout: number, maxWorkers = 2) => ({
	test: {
		name,
		include: [`${name}/**/*.test.ts`],
		maxWorkers,
		sequence: { groupOrder },
		testTimeout: timeout,
		hookTimeout: 4 * minute,
	},
});

export default defineConfig({
	test: {
		projects: [
			suite('unit', 0, minute),
			suite('dev', 1, 2 * minute),
			suite('journeys', 1, 8 * minute),
			// Four validators at once: a second network beside them would starve both.
			suite('network', 2, 8 * minute, 1),
		],
	},
});
