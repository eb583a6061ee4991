/** Storage keys of the chain: pallet and item by `twox_128`, keys of maps by the hashers of each map. */
import { type Bytes, concat, type Hex, unhex, utf8 } from './bytes.ts';
import { type Algorithm, ALGORITHMS } from './form.ts';
import { blake2b128, twox128, twox64 } from './hash.ts';
import { encodeU32 } from './scale.ts';

const twoxConcat = (key: Uint8Array): Bytes => concat(twox64(key), key);
const blakeConcat = (key: Uint8Array): Bytes => concat(blake2b128(key), key);
const ofDigest = (algorithm: Algorithm, digest: Hex): Bytes =>
	blakeConcat(concat(Uint8Array.of(ALGORITHMS[algorithm].index), unhex(digest)));
const ofNumber = (number: number): Bytes => twoxConcat(encodeU32(number));

/** The first 32 bytes of all keys of a storage item. */
export const prefix = (pallet: string, item: string): Bytes => concat(twox128(utf8(pallet)), twox128(utf8(item)));

/** The chain's program. */
export const CODE = utf8(':code');
/** The authorities that vote on the blocks after this one. */
export const AUTHORITIES = prefix('Grandpa', 'Authorities');
/** The accounts of the council's seats. */
export const COUNCIL = prefix('Council', 'Members');
/** Name and version of the program that made the block. */
export const LAST_UPGRADE = prefix('System', 'LastRuntimeUpgrade');
/** Block time. */
export const NOW = prefix('Timestamp', 'Now');

/** The hash of an earlier block. */
export const blockHash = (block: number): Bytes => concat(prefix('System', 'BlockHash'), ofNumber(block));

/** The account that registered a GRANDPA key: by the key's type and its SCALE as bytes. */
export const keyOwner = (authority: Uint8Array): Bytes =>
	concat(prefix('Session', 'KeyOwner'), twoxConcat(concat(utf8('gran'), Uint8Array.of(32 << 2), authority)));

/** What is known of a validator. */
export const validator = (account: Uint8Array): Bytes => concat(prefix('Validators', 'Records'), blakeConcat(account));

/** An organisation. */
export const organisation = (org: number): Bytes => concat(prefix('Consortium', 'Organisations'), ofNumber(org));

/** The record of a digest: its first deposit. */
export const record = (algorithm: Algorithm, digest: Hex): Bytes =>
	concat(prefix('Evidence', 'Records'), ofDigest(algorithm, digest));

/** A later deposit of a digest. */
export const corroboration = (algorithm: Algorithm, digest: Hex, number: number): Bytes =>
	concat(prefix('Evidence', 'Corroborations'), ofDigest(algorithm, digest), ofNumber(number));

/** The revocation of a deposit. */
export const revocation = (algorithm: Algorithm, digest: Hex, number: number): Bytes =>
	concat(prefix('Evidence', 'Revocations'), ofDigest(algorithm, digest), ofNumber(number));

/** That an organisation revoked a deposit of a digest. */
export const revoker = (algorithm: Algorithm, digest: Hex, org: number): Bytes =>
	concat(prefix('Evidence', 'Revokers'), ofDigest(algorithm, digest), ofNumber(org));

/** A right. */
export const right = (id: Hex): Bytes => concat(prefix('IpRegistry', 'Rights'), unhex(id));

/** A licence. */
export const licence = (id: number): Bytes => concat(prefix('Licensing', 'Licences'), ofNumber(id));

/** A declaration. */
export const declaration = (id: number): Bytes => concat(prefix('Customs', 'Declarations'), ofNumber(id));

/** A line of a declaration. */
export const line = (declaration: number, number: number): Bytes =>
	concat(prefix('Customs', 'Lines'), ofNumber(declaration), ofNumber(number));

/** An object with a record of its own. */
export const item = (object: Hex): Bytes => concat(prefix('Custody', 'Items'), unhex(object));

/** A stay of an object. */
export const span = (object: Hex, number: number): Bytes =>
	concat(prefix('Custody', 'Spans'), unhex(object), ofNumber(number));

/** How many attestations a digest has. */
export const attestations = (algorithm: Algorithm, digest: Hex): Bytes =>
	concat(prefix('Evidence', 'AttestationCount'), ofDigest(algorithm, digest));

/** What was attested about a digest. */
export const attestation = (algorithm: Algorithm, digest: Hex, number: number): Bytes =>
	concat(prefix('Evidence', 'Attestations'), ofDigest(algorithm, digest), ofNumber(number));

/** How many acts other than deposits a digest has. */
export const actCount = (algorithm: Algorithm, digest: Hex): Bytes =>
	concat(prefix('Evidence', 'ActCount'), ofDigest(algorithm, digest));

/** An act about a digest other than a deposit. */
export const act = (algorithm: Algorithm, digest: Hex, number: number): Bytes =>
	concat(prefix('Evidence', 'Acts'), ofDigest(algorithm, digest), ofNumber(number));

/** How many holds a digest had, and how many are in force. */
export const holdCount = (algorithm: Algorithm, digest: Hex): Bytes =>
	concat(prefix('Evidence', 'HoldCounts'), ofDigest(algorithm, digest));

/** A hold of a digest. */
export const hold = (algorithm: Algorithm, digest: Hex, number: number): Bytes =>
	concat(prefix('Evidence', 'Holds'), ofDigest(algorithm, digest), ofNumber(number));

/** The batches under whose roots a leaf was opened. */
export const batchesOf = (algorithm: Algorithm, digest: Hex): Bytes =>
	concat(prefix('Evidence', 'BatchesOf'), ofDigest(algorithm, digest));

/** What replaces a digest, as an organisation says. */
export const supersession = (algorithm: Algorithm, digest: Hex, org: number): Bytes =>
	concat(prefix('Evidence', 'Supersessions'), ofDigest(algorithm, digest), ofNumber(org));

/** A group of captures. */
export const captureGroup = (id: number): Bytes => concat(prefix('Evidence', 'CaptureGroups'), ofNumber(id));

/** An exhibit of the record of a digest, or a sample of one. */
export const exhibit = (algorithm: Algorithm, digest: Hex, number: number): Bytes =>
	concat(prefix('Evidence', 'Exhibits'), ofDigest(algorithm, digest), ofNumber(number));

/** An act with an exhibit. */
export const exhibitAct = (algorithm: Algorithm, digest: Hex, number: number, seq: number): Bytes =>
	concat(prefix('Evidence', 'ExhibitActs'), ofDigest(algorithm, digest), ofNumber(number), ofNumber(seq));

/** A case as what evidence is about, by the commitment to it. */
const aboutCase = (commitment: Hex): Bytes => blakeConcat(concat(Uint8Array.of(5), unhex(commitment)));

/** How many deposits are listed under a case. */
export const listingCount = (commitment: Hex): Bytes =>
	concat(prefix('Evidence', 'ListingCount'), aboutCase(commitment));

/** A deposit that is listed under a case. */
export const listing = (commitment: Hex, number: number): Bytes =>
	concat(prefix('Evidence', 'Listings'), aboutCase(commitment), ofNumber(number));

/** The organisation that an account belongs to. */
export const affiliation = (account: Hex): Bytes =>
	concat(prefix('Consortium', 'Affiliations'), blakeConcat(unhex(account)));

/** A time stamp that an organisation linked to a digest. */
export const timeStamp = (algorithm: Algorithm, digest: Hex, org: number, number: number): Bytes =>
	concat(prefix('Evidence', 'TimeStamps'), ofDigest(algorithm, digest), ofNumber(org), ofNumber(number));

/** What an organisation undertook as keeper of the original of a digest. */
export const keeper = (algorithm: Algorithm, digest: Hex, org: number): Bytes =>
	concat(prefix('Evidence', 'Keepers'), ofDigest(algorithm, digest), ofNumber(org));
