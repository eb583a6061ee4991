/** A time-stamp authority (RFC 3161) of its own, whose certificate is valid for a month. */
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const CONFIGURATION = new URL('../fixtures/tsa.cnf', import.meta.url);

const EC = '-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes';

export class Authority {
	readonly #folder: string;

	/** Keeps its keys in a folder, which must not exist. */
	constructor(folder: string) {
		this.#folder = folder;
		mkdirSync(folder);
		copyFileSync(CONFIGURATION, join(this.#folder, 'tsa.cnf'));
		writeFileSync(join(this.#folder, 'index.txt'), '');
		this.#sh(`openssl req -x509 ${EC} -days 7300 -subj /CN=Root -keyout root.key -out root.pem -config tsa.cnf -extensions root
			openssl req -new ${EC} -subj /CN=TSA -keyout tsa.key -out tsa.csr -config tsa.cnf
			openssl ca -batch -config tsa.cnf -extensions tsa -in tsa.csr -out tsa.pem -days 30`);
	}

	/** Its root's certificate. */
	get certificate(): string {
		return join(this.#folder, 'root.pem');
	}

	/** Its answer about a file: the path of a token. */
	stamp(file: string): string {
		this.#sh(`openssl ts -query -data '${file}' -sha256 -cert -out query.tsq -config tsa.cnf
			openssl ts -reply -queryfile query.tsq -config tsa.cnf -section stamps -out answer.tsr`);
		return join(this.#folder, 'answer.tsr');
	}

	#sh(script: string): void {
		const { status, stderr } = spawnSync('sh', ['-e', '-c', script], { cwd: this.#folder, encoding: 'utf8' });
		if (status !== 0) throw new Error(`the time-stamp authority does not work: ${stderr}`);
	}
}
