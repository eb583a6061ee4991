import { defineConfig } from 'vitest/config';

const minute = 60_000;

/** Suites by purpose. Those against a node start their own and need `TRACEMARK_NODE`. */
const suite = (name: string, timeout: number) => ({
	test: {
		name,
		include: [`${name}/**/*.test.ts`],
		testTimeout: timeout,
		hookTimeout: 4 * minute,
	},
});

export default defineConfig({
	test: {
		// One node at a time: block production of a second suffers on a busy machine.
		fileParallelism: false,
		projects: [
			suite('unit', minute),
			suite('dev', 2 * minute),
			suite('journeys', 8 * minute),
			suite('network', 8 * minute),
		],
	},
});
