/**
 * What a client keeps to itself: salts, values, names. Whatever goes to the chain instead is made
 * here, so that all of it can be searched for afterwards.
 */
import { createHmac, randomBytes } from 'node:crypto';
import { blake2AsU8a, ed25519PairFromSeed, ed25519Sign } from '@polkadot/util-crypto';
import { type Hex, hex, text, unhex } from './bytes.ts';
import { id } from './ids.ts';

export interface Secret {
	label: string;
	bytes: Uint8Array;
}

/** What lies hidden under the label of an item, and what its leaf has of it. */
export interface LabelKey {
	/** The secret itself: the seed of a pair of keys. */
	seed: Uint8Array;
	publicKey: Uint8Array;
	/** The digest of the public key. */
	itemKey: Uint8Array;
}

/** What the key under a label signs: whoever can has the item. */
export const signHidden = ({ seed }: LabelKey, message: Uint8Array): Uint8Array =>
	ed25519Sign(message, ed25519PairFromSeed(seed));

/** What characters of a code are drawn from: 32 that are not misread. */
const CODE_CHARACTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** So many of them are 130 bits. */
const CODE_LENGTH = 26;

/** Draws an activation code that nobody guesses. */
export const drawCode = (): string =>
	Array.from(randomBytes(CODE_LENGTH), (byte) => CODE_CHARACTERS[byte % CODE_CHARACTERS.length]).join('');

/** The seed that a code stands for. */
export const codeSeed = (code: string): Uint8Array => unhex(id('tracemark/activation-code/v1', text(code)));

/** A number as a chain could have written it: little endian, without the zeros at the end. */
const littleEndian = (value: bigint): Uint8Array => {
	const bytes: number[] = [];
	for (let rest = value; rest > 0n; rest >>= 8n) bytes.push(Number(rest & 0xffn));
	return Uint8Array.from(bytes);
};

/** Fewest characters of a serial that is searched for. */
const SEARCHABLE_SERIAL = 8;

export class Vault {
	readonly #secrets: Secret[] = [];
	#guessable = 0;
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

	/** Remembers the serial of an item, unless it is so short that its bytes stand anywhere by chance. */
	keepSerial(serial: string): void {
		if (serial.length >= SEARCHABLE_SERIAL) this.keep(`serial ${serial}`, text(serial));
		else this.#guessable += 1;
	}

	/** How many serials were too short to be kept. */
	get guessable(): number {
		return this.#guessable;
	}

	/** A salted commitment to a text. Its telling `parts` are searched for as well as the whole. */
	commit(label: string, value: string, parts: string[] = []): Hex {
		this.keep(label, text(value));
		for (const part of parts) {
			if (!value.includes(part)) throw new Error(`${label}: ${part} is no part of it`);
			this.keep(`${label}: ${part}`, text(part));
		}
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

	/**
	 * A key to hide under a label. All of it is secret: the item key until a claim shows it, the public
	 * key until a proof of possession does, and the seed for ever.
	 */
	labelKey(item: string): LabelKey {
		const seed = this.random(`seed under the label of ${item}`);
		const publicKey = this.keep(`public key of ${item}`, ed25519PairFromSeed(seed).publicKey);
		const itemKey = this.keep(`item key of ${item}`, blake2AsU8a(publicKey, 256));
		return { seed, publicKey, itemKey };
	}

	/**
	 * The key that an activation code is the seed of, by the rule of `docs/editions.md`. The code stays
	 * secret, and the public key until the code is used.
	 */
	codeKey(code: string): LabelKey {
		this.keep(`code ${code}`, text(code));
		const seed = this.keep(`seed of code ${code}`, codeSeed(code));
		const publicKey = this.keep(`public key of code ${code}`, ed25519PairFromSeed(seed).publicKey);
		return { seed, publicKey, itemKey: blake2AsU8a(publicKey, 256) };
	}

	/** A rate in per cent with six decimals at most, also searched for as a number with 18 decimals. */
	keepRate(label: string, percent: string): string {
		const [whole = '', decimals = ''] = percent.split('.');
		this.keep(`${label}, as number`, littleEndian(BigInt(whole + decimals.padEnd(6, '0')) * 10n ** 10n));
		this.keep(label, text(percent));
		return percent;
	}

	/** Gives up a secret: it was shown on purpose. */
	reveal(bytes: Uint8Array): void {
		const at = this.#secrets.findIndex((secret) => Buffer.compare(secret.bytes, bytes) === 0);
		if (at >= 0) this.#secrets.splice(at, 1);
	}
}
