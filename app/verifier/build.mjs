/** Builds the page as one file that needs nothing else: no server, no network. */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const at = (path) => fileURLToPath(new URL(path, import.meta.url));
const SCRIPT = '<script src="src/main.ts"></script>';
const sourceOf = (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** The page as text. */
export const page = async () => {
	const { outputFiles } = await build({
		entryPoints: [at('src/main.ts')],
		bundle: true,
		charset: 'ascii',
		format: 'iife',
		legalComments: 'none',
		minify: true,
		platform: 'browser',
		target: 'es2022',
		write: false,
	});
	// No text of the program may end the element that it stands in.
	const script = outputFiles[0].text.trim().replaceAll('</script', '<\\/script');
	const template = readFileSync(at('index.html'), 'utf8');
	const style = /<style>([\s\S]*?)<\/style>/.exec(template)[1];
	// The browser itself keeps the page from reaching anything.
	const policy = `default-src 'none'; script-src ${sourceOf(script)}; style-src ${sourceOf(style)}; form-action 'none'; base-uri 'none'`;
	return template
		.replace('<meta charset="utf-8">', `$&\n<meta http-equiv="Content-Security-Policy" content="${policy}">`)
		.replace(SCRIPT, () => `<script>${script}</script>`);
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
	mkdirSync(at('dist'), { recursive: true });
	const text = await page();
	writeFileSync(at('dist/verifier.html'), text);
	process.stdout.write(`dist/verifier.html: ${Math.ceil(text.length / 1024)} KiB\n`);
}
