/** Digital editions as a publisher keeps them: codes, their salts, and the tree over both. */
import { ascii, concat, type Hex, hex, text, u32, u64, unhex } from '../lib/bytes.ts';
import { editionId, saleCommitment } from '../lib/ids.ts';
import { codeLeaf, MerkleTree } from '../lib/merkle.ts';
import { drawCode, type LabelKey, signHidden, type Vault } from '../lib/secrets.ts';
import type { Possession } from './goods.ts';
import type { Call } from './world.ts';

/** What a buyer does with a code: as for the key under a label, and who sold it to him. */
export interface Activation extends Possession {
	/** Number of the member that recorded the sale for this token. */
	soldBy: number | null;
}

/** A code, and the salt of its leaf. */
export interface KeptCode {
	code: string;
	salt: Hex;
}

/** One edition of a class. */
export class Edition {
	readonly id: Hex;
	readonly codes: string[];
	readonly #keys: LabelKey[];
	readonly #salts: Uint8Array[];
	readonly #tree: MerkleTree;

	/** With so many codes that are drawn, or with those that were kept. */
	constructor(
		readonly vault: Vault,
		readonly gtin: string,
		readonly number: string,
		codes: number | KeptCode[],
	) {
		this.id = editionId(gtin, number);
		this.codes = typeof codes === 'number' ? Array.from({ length: codes }, drawCode) : codes.map(({ code }) => code);
		this.#keys = this.codes.map((code) => vault.codeKey(code));
		this.#salts = this.codes.map((_, i) => {
			const label = `salt of leaf ${i} of ${number}`;
			return typeof codes === 'number' ? vault.random(label) : vault.keep(label, unhex(codes[i]!.salt));
		});
		const edition = unhex(this.id);
		this.#tree = new MerkleTree(this.#keys.map(({ itemKey }, i) => codeLeaf(edition, itemKey, this.#salts[i]!)));
	}

	index(code: string): number {
		const index = this.codes.indexOf(code);
		if (index < 0) throw new Error(`no such code in edition ${this.number}`);
		return index;
	}

	issue(): Call {
		const subject = { Class: { gtin: ascii(this.gtin), number: ascii(this.number) } };
		return ['custody.issueEdition', { subject, codes: this.codes.length, root: hex(this.#tree.root) }];
	}

	/** A seller records that it sold a code to whoever has the token. */
	sale(code: string, seller: number, token: Hex): Call {
		const index = this.index(code);
		return ['custody.sellCode', { edition: this.id, index, commitment: saleCommitment(this.id, index, seller, token) }];
	}

	/** Whoever has a code uses it. Shows its public key and the salt of its leaf. */
	activation(code: string, { genesis, token, expiry, soldBy }: Activation): Call {
		const index = this.index(code);
		const [key, salt] = [this.#keys[index]!, this.#salts[index]!];
		this.vault.reveal(key.publicKey);
		this.vault.reveal(salt);
		const seller = soldBy === null ? Uint8Array.of(0) : concat(Uint8Array.of(1), u32(soldBy));
		const message = concat(
			text('tracemark/activation/v1'),
			unhex(genesis),
			unhex(this.id),
			u32(index),
			unhex(token),
			seller,
			u64(expiry),
		);
		const possession = { key: hex(key.publicKey), token, expiry, signature: hex(signHidden(key, message)) };
		const proof = { index, salt: hex(salt), path: this.#tree.path(index).map(hex) };
		return ['custody.activateCode', { edition: this.id, code: proof, soldBy, possession }];
	}

	/** Takes codes back. */
	withdrawal(codes: string[], ground: Hex): Call {
		const leaves = codes.map((code) => this.index(code)).sort((a, b) => a - b);
		return ['custody.withdrawCodes', { edition: this.id, codes: leaves, ground }];
	}
}
