/** The page: takes files and a hash, and shows the verdict. */
import { MAX_TEXT } from './form.ts';
import { open } from './openings.ts';
import { type Original, pageOf, unusable } from './page.ts';
import { refusal } from './refusal.ts';
import { readHash, type Verdict, verify, verifyOriginal } from './verify.ts';

const element = <E extends HTMLElement>(id: string, kind: new () => E): E => {
	const found = document.getElementById(id);
	if (!(found instanceof kind)) throw new Error(`the page has no ${id}`);
	return found;
};

const form = element('form', HTMLFormElement);
const certificate = element('certificate', HTMLInputElement);
const original = element('original', HTMLInputElement);
const salt = element('salt', HTMLInputElement);
const openings = element('openings', HTMLInputElement);
const genesis = element('genesis', HTMLInputElement);
const checkpoints = element('checkpoints', HTMLInputElement);
const result = element('result', HTMLElement);

/** Bytes of a salt. */
const SALT = 32;

const bytesOf = async (file: File) => new Uint8Array(await file.arrayBuffer());

const judged = async (file: File): Promise<string> => {
	const anchor = genesis.value.trim() === '' ? undefined : readHash(genesis.value);
	const mistyped = genesis.value.trim() !== '' && anchor === undefined;
	genesis.setAttribute('aria-invalid', String(mistyped));
	if (mistyped) return unusable('The genesis hash has not the form of one: it has 64 hexadecimal digits.');
	const since = await Promise.all([...(checkpoints.files ?? [])].map(bytesOf));
	// What is too large is not even read.
	const verdict: Verdict =
		file.size > MAX_TEXT ? { valid: false, refusal: refusal('TooLarge') } : verify(await bytesOf(file), anchor, since);
	if (!verdict.valid) return pageOf(verdict);
	const { certificate: judgedOne } = verdict.report;
	const [chosen, salting, opening] = [original, salt, openings].map(({ files }) => files?.[0]);
	if (salting && !chosen) return unusable('Choose the original that the salt belongs to, too.');
	if (salting && salting.size !== SALT) return unusable(`The file ${salting.name} is no salt, which has ${SALT} bytes.`);
	let about: Original | undefined;
	if (chosen) {
		const bytes = await bytesOf(chosen);
		about = { name: chosen.name, refusal: verifyOriginal(judgedOne, bytes, salting && (await bytesOf(salting))) };
	}
	return pageOf(verdict, about, opening && open(judgedOne, await bytesOf(opening)));
};

/** Which input a dropped file belongs to, by its name. */
const inputOf = (name: string): HTMLInputElement => {
	if (name.endsWith('.openings.json')) return openings;
	if (name.endsWith('.salt')) return salt;
	return name.endsWith('.json') ? certificate : original;
};

const show = async (): Promise<void> => {
	const file = certificate.files?.[0];
	let html: string;
	try {
		html = file ? await judged(file) : unusable('Choose a certificate first.');
	} catch (error) {
		html = unusable(`The files could not be judged: ${error instanceof Error ? error.message : String(error)}.`);
	}
	result.innerHTML = html;
	result.focus();
};

form.addEventListener('submit', (event) => {
	event.preventDefault();
	void show();
});

// A file that is dropped beside the form would replace the page.
document.addEventListener('dragover', (event) => {
	event.preventDefault();
	form.classList.add('over');
});

document.addEventListener('dragleave', () => form.classList.remove('over'));

document.addEventListener('drop', (event) => {
	event.preventDefault();
	form.classList.remove('over');
	for (const file of event.dataTransfer?.files ?? []) {
		const one = new DataTransfer();
		one.items.add(file);
		inputOf(file.name.toLowerCase()).files = one.files;
	}
	void show();
});

// A verdict must not stand beside other input than it is about.
form.addEventListener('input', () => result.replaceChildren());
