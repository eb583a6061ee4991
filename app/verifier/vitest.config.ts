import { defineConfig } from 'vitest/config';

export default defineConfig({
	test: {
		include: ['test/**/*.test.ts'],
		// A campaign of 100,000 mutations, each judged twice, takes half an hour.
		testTimeout: 60 * 60_000,
	},
});
