/** GS1's own documents, which are other people's: they lie beside the checkout and not in it. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The folder of the standard, the valid documents and the invalid ones. */
export const STANDARD =
	process.env.TRACEMARK_EPCIS_DATA ?? fileURLToPath(new URL('../../../shared/data/epcis', import.meta.url));

/** Whether it is there. Where it is not that is said in plain sight, since a skipped test is easily overlooked. */
export const hasStandard = (what: string): boolean => {
	const there = existsSync(STANDARD);
	if (!there) console.warn(`NOT CHECKED: ${what}; there is no ${STANDARD} (name it in TRACEMARK_EPCIS_DATA)`);
	return there;
};
