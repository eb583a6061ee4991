/** GS1's own documents and schema, which are other people's: they lie beside the checkout and not in it. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv, type ValidateFunction } from 'ajv';
import formats from 'ajv-formats';

/** The folder of the standard, the valid documents and the invalid ones. */
export const STANDARD =
	process.env.TRACEMARK_EPCIS_DATA ?? fileURLToPath(new URL('../../../shared/data/epcis', import.meta.url));

/** Whether it is there. Where it is not that is said in plain sight, since a skipped test is easily overlooked. */
export const hasStandard = (what: string): boolean => {
	const there = existsSync(STANDARD);
	if (!there) console.warn(`NOT CHECKED: ${what}; there is no ${STANDARD} (name it in TRACEMARK_EPCIS_DATA)`);
	return there;
};

let schema: ValidateFunction | undefined;

/** GS1's JSON schema of EPCIS 2.0. It must be there. */
const compiled = (): ValidateFunction => {
	if (schema) return schema;
	const ajv = new Ajv({ strict: false, allErrors: false });
	formats.default(ajv);
	schema = ajv.compile(JSON.parse(readFileSync(join(STANDARD, 'standard', 'EPCIS-JSON-Schema.json'), 'utf8')));
	return schema;
};

/** What GS1's JSON schema of EPCIS 2.0 has against a document, the first of it: nothing if it accepts the document. */
export const faultsOf = (document: unknown): string[] => {
	const validate = compiled();
	if (validate(document)) return [];
	return (validate.errors ?? []).slice(0, 3).map(({ instancePath, message }) => `${instancePath}: ${message}`);
};

/** The same of what `tracemark epcis export` made. Nothing either where the schema is not there, which is said. */
export const faultsOfExported = (document: string): string[] =>
	hasStandard("an exported document against GS1's schema of EPCIS 2.0") ? faultsOf(JSON.parse(document)) : [];
