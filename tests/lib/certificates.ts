/** Certificates that are made from a node, and what both verifiers say of them. */
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Case, disagreements, judge } from '../../app/verifier/test/lib/cases.ts';
import type { Hex } from './bytes.ts';
import { type Json, parsed } from './forgeries.ts';
import type { Node } from './node.ts';
import { done } from './tracemark.ts';

/** A certificate, judged from the genesis of its chain on. */
export type Certified = Case & { anchor: Hex; path: string };

/** A file's content. */
export const content = (path: string): Uint8Array<ArrayBuffer> => Uint8Array.from(readFileSync(path));

/** A certificate of what these options of `certificate create` name. */
export const certified = ({ api, url }: Node, ...subject: string[]): Certified => {
	const folder = mkdtempSync(join(tmpdir(), 'tracemark-certified-'));
	const [key, path] = ['issuer.key', 'certificate.json'].map((name) => join(folder, name)) as [string, string];
	writeFileSync(key, '//Notary', { mode: 0o600 });
	done('certificate', 'create', '--url', url.replace('ws:', 'http:'), ...subject, '--key', key, '--out', path);
	return { label: subject.join(' '), text: content(path), anchor: api.genesisHash.toHex(), path };
};

/** A certificate that both verifiers accept, and what both say of it, in the same words. */
export const accepted = async (given: Case): Promise<{ certificate: Json; said: string }> => {
	const { exit, text: said } = judge(given);
	const faults = [...(exit === 0 ? [] : [said]), ...(await disagreements([given]))];
	if (faults.length > 0) throw new Error(`${given.label}: ${faults.join('\n')}`);
	return { certificate: parsed(given.text), said };
};
