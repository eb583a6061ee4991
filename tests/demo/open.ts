/** `npx tsx demo/open.ts FOLDER [--with-network]`: the end of the story, for which there is no node any more. */
import { Story } from '../lib/story.ts';
import { openFolder } from './court.ts';

const WITH_NETWORK = '--with-network';
const words = process.argv.slice(2);
const [folder, ...others] = words.filter((word) => word !== WITH_NETWORK);
if (!folder || others.length > 0) {
	process.stderr.write(`name the folder that the story packed: npx tsx demo/open.ts FOLDER [${WITH_NETWORK}]\n`);
	process.exit(2);
}
const story = new Story();
story.chapter(12, 'Five years later, without node, chain and network');
try {
	openFolder(story, folder, words.includes(WITH_NETWORK));
} catch (error) {
	process.stderr.write(`\nUNEXPECTED: ${error instanceof Error ? error.message : error}\n`);
	process.exit(1);
}
