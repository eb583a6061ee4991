/** Accounts of the development chain, all derived from the public development phrase. */
import { Keyring } from '@polkadot/keyring';
import type { KeyringPair } from '@polkadot/keyring/types';

const keyring = new Keyring({ type: 'sr25519', ss58Format: 42 });

/** The account at a derivation path of the development phrase. */
export const account = (path: string): KeyringPair => keyring.addFromUri(path, { name: path });

/** Controllers of the three seats of the `development` preset. Funded. */
export const council = (): KeyringPair[] => ['//Alice', '//Bob', '//Charlie'].map(account);

/** Funded accounts that belong to nobody in the consortium. */
export const outsiders = (): { dave: KeyringPair; eve: KeyringPair; ferdie: KeyringPair } => ({
	dave: account('//Dave'),
	eve: account('//Eve'),
	ferdie: account('//Ferdie'),
});

/** Who signs for an organisation. Suites keep theirs apart by `suite`. */
export const controllerOf = (suite: string, org: string): KeyringPair =>
	account(`//${suite}//${org}//controller`);

export const operatorOf = (suite: string, org: string, number = 1): KeyringPair =>
	account(`//${suite}//${org}//operator//${number}`);
