export { createKeyFile, MasterKeys, readMasterKeys } from './master-keys.js';
export { hashPassword, verifyPassword } from './password.js';
export { envelopeMark, Vault, VaultError, type SealableDocument } from './vault.js';
