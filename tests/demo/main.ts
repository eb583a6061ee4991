/** `npx tsx demo/main.ts --url ws://127.0.0.1:9944 [--epcis FILE] [--folder PATH]` */
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { connect } from '../lib/chain.ts';
import { EpcisError } from '../lib/epcis.ts';
import { Refused } from '../lib/events.ts';
import { Story, Unexpected } from '../lib/story.ts';
import { load, OUR_DOCUMENT, tell } from './tell.ts';

const HELP = `Tells the main job on a running development node: genuine goods cross a border,
counterfeits stop there.

  npx tsx demo/main.ts --url ws://127.0.0.1:9944 [--epcis FILE] [--folder PATH]

  --url URL      WebSocket address of a fresh development node
  --epcis FILE   EPCIS 2.0 JSON document to ship instead of our own: commissioning, packing,
                 shipping to a possessing party, receiving or accepting, unpacking, and anything
                 observed in between
  --folder PATH  where a folder for the court goes, with the program that TRACEMARK_CLI names
  --help         this text

Ends with 0 if everything came out as the story says, with 1 if anything differed, with 2 if it
was called wrongly or the document cannot be played.
`;

/** Gives the exit code. */
const main = async (args: string[]): Promise<number> => {
	let values: { url?: string | undefined; epcis?: string | undefined; folder?: string | undefined; help?: boolean | undefined };
	try {
		({ values } = parseArgs({
			args,
			options: {
				url: { type: 'string' },
				epcis: { type: 'string' },
				folder: { type: 'string' },
				help: { type: 'boolean' },
			},
		}));
	} catch (error) {
		process.stderr.write(`${(error as Error).message}\n\n${HELP}`);
		return 2;
	}
	if (values.help) {
		process.stdout.write(HELP);
		return 0;
	}
	if (!values.url || !/^wss?:\/\/./.test(values.url) || !URL.canParse(values.url)) {
		process.stderr.write(`--url ${values.url ? 'is no WebSocket address' : 'is missing'}.\n\n${HELP}`);
		return 2;
	}
	const story = new Story();
	try {
		const file = values.epcis ?? OUR_DOCUMENT;
		const document = load(file);
		const api = await connect(values.url);
		try {
			const court = values.folder === undefined ? undefined : { url: values.url, folder: values.folder };
			await tell(api, story, document, basename(file), court);
		} finally {
			await api.disconnect();
		}
		return 0;
	} catch (error) {
		return fail(error);
	}
};

const fail = (error: unknown): number => {
	const tell = (text: string) => process.stderr.write(`\n${text}\n`);
	if (error instanceof EpcisError) {
		tell(`The document cannot be played: ${error.message}`);
		return 2;
	}
	if (error instanceof Unexpected) tell(`UNEXPECTED: ${error.message}`);
	else if (error instanceof Refused) tell(`UNEXPECTED: the chain refused a call: ${error.message}`);
	else tell(`FAILED: ${error instanceof Error ? (process.env.DEBUG ? error.stack : error.message) : error}`);
	return 1;
};

process.exit(await main(process.argv.slice(2)));
