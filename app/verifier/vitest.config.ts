import { defineConfig } from 'vitest/config';

export default defineConfig({
	test: {
		include: ['test/**/*.test.ts'],
		// A campaign of 100,000 mutations, each judged by both verifiers, takes hours on a busy machine.
		testTimeout: (process.env.MUTATIONS || process.env.FC_RUNS ? 12 : 1) * 60 * 60_000,
	},
});
