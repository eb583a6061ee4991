/**
 * What a client keeps to itself: salts, values, names. Whatever goes to the chain instead is made
 * here, so that all of it can be searched for afterwards.
 */
import { createHmac, randomBytes } from 'node:crypto';
import { blake2AsU8a } from '@polkadot/util-crypto';
import { concat, type Hex, hex, text } from './bytes.ts';
import { id } from './ids.ts';

export interface Secret {
	label: string;
	bytes: Uint8Array;
}

/** A number as a chain could have written it: little endian, without the zeros at the end. */
const littleEndian = (value: bigint): Uint8Array => {
	const bytes: number[] = [];
	for (let rest = value; rest > 0n; rest >>= 8n) bytes.push(Number(rest & 0xffn));
	return Uint8Array.from(bytes);
};

export class Vault {
	readonly #secrets: Secret[] = [];
	readonly #admissionKey = this.keep('key of the admission offices', randomBytes(32));

	/** All secrets so far. */
	get secrets(): readonly Secret[] {
		return this.#secrets;
	}

	/** Remembers bytes as secret. */
	keep(label: string, bytes: Uint8Array): Uint8Array {
		this.#secrets.push({ label, bytes });
		return bytes;
	}

	/** Fresh random bytes. */
	random(label: string, length = 32): Uint8Array {
		return this.keep(label, new Uint8Array(randomBytes(length)));
	}

	/** A salted commitment to a text. */
	commit(label: string, value: string): Hex {
		this.keep(label, text(value));
		return id('tracemark/commitment/v1', this.random(`salt of ${label}`), text(value));
	}

	/** A salted commitment to an amount with twelve decimals; also searched for as a number. */
	commitAmount(label: string, amount: bigint): Hex {
		this.keep(`${label}, as number`, littleEndian(amount));
		return this.commit(label, String(amount));
	}

	/** The tag of somebody outside, for whoever has the key of the admission offices. */
	tag(label: string, identifier: string): { keyVersion: number; tag: Hex } {
		this.keep(label, text(identifier));
		const mac = createHmac('sha256', this.#admissionKey).update(identifier).digest();
		return { keyVersion: 1, tag: hex(new Uint8Array(mac)) };
	}

	/** What lies hidden under a label, and the item key that its leaf is made with. */
	label(item: string): { secret: Uint8Array; itemKey: Uint8Array } {
		const secret = this.random(`label secret of ${item}`, 16);
		return { secret, itemKey: blake2AsU8a(concat(secret), 256) };
	}

	/** Gives up a secret: it was shown on purpose. */
	reveal(bytes: Uint8Array): void {
		const at = this.#secrets.findIndex((secret) => Buffer.compare(secret.bytes, bytes) === 0);
		if (at >= 0) this.#secrets.splice(at, 1);
	}
}
