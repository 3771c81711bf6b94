import { createSecretKey, randomBytes } from 'node:crypto';
import { MasterKeys } from './master-keys.js';
import { envelopeMark, Vault, VaultError } from './vault.js';

const masterKey = (id: string) => ({ id, key: createSecretKey(randomBytes(32)) });
const oldKey = masterKey('k1');
const vault = new Vault(new MasterKeys([oldKey]));

const ID = '11111111-1111-4111-8111-111111111111';
const OTHER = '22222222-2222-4222-8222-222222222222';

describe('envelopeMark', () => {
  it('is the same for the same envelope and another for another one of the same text', () => {
    const document = vault.createDocument(ID);
    const [first, second] = [vault.seal(document, 'answers', 1, '本文'), vault.seal(document, 'answers', 1, '本文')];
    expect(envelopeMark(Buffer.from(first))).toBe(envelopeMark(first));
    expect(envelopeMark(second)).not.toBe(envelopeMark(first));
  });
});

describe('Vault', () => {
  const document = vault.createDocument(ID);
  const sealed = vault.seal(document, 'answers', 3, '髙﨑 𠮷田 葛\u{E0100}');

  it('opens what it sealed, character by character', () => {
    expect(vault.open(document, 'answers', 3, sealed)).toBe('髙﨑 𠮷田 葛\u{E0100}');
  });

  it('opens it in another process that has the same key file', () => {
    expect(new Vault(new MasterKeys([oldKey])).open(document, 'answers', 3, sealed)).toBe('髙﨑 𠮷田 葛\u{E0100}');
  });

  it('never gives the same bytes twice', () => {
    expect(vault.seal(document, 'answers', 3, 'x').equals(vault.seal(document, 'answers', 3, 'x'))).toBe(false);
  });

  it('opens bytes as they were', () => {
    const bytes = Buffer.from([0, 255, 0xd8, 0, 10]);
    const held = vault.sealBytes(document, 'file', 0, bytes);
    expect(vault.openBytes(document, 'file', 0, held).equals(bytes)).toBe(true);
    expect(held.includes(bytes)).toBe(false);
  });

  it('does not show the text', () => {
    expect(vault.seal(document, 'title', 0, 'secret').includes('secret')).toBe(false);
  });

  it.each([
    ['another document', () => vault.open(vault.createDocument(OTHER), 'answers', 3, sealed)],
    ['another document with this key', () => vault.open({ ...document, id: OTHER }, 'answers', 3, sealed)],
    ['another kind', () => vault.open(document, 'partial', 3, sealed)],
    ['another version', () => vault.open(document, 'answers', 2, sealed)],
    ['cut bytes', () => vault.open(document, 'answers', 3, sealed.subarray(0, -1))],
    ['no bytes', () => vault.open(document, 'answers', 3, Buffer.alloc(0))],
    ['another form', () => vault.open(document, 'answers', 3, Buffer.concat([Buffer.of(9), sealed.subarray(1)]))],
    ['a key file without the key', () => new Vault(new MasterKeys([masterKey('k2')])).open(document, 'answers', 3, sealed)],
    ['a key of the same name', () => new Vault(new MasterKeys([masterKey('k1')])).open(document, 'answers', 3, sealed)],
  ])('does not open with %s', (_, open) => {
    expect(open).toThrow(VaultError);
  });

  it('does not open when any single bit has changed', () => {
    for (let index = 0; index < sealed.length; index += 1) {
      const changed = Buffer.from(sealed);
      changed[index] = (changed[index] ?? 0) ^ 1;
      expect(() => vault.open(document, 'answers', 3, changed)).toThrow(VaultError);
    }
  });

  it('opens what an older master key wrapped, and wraps with the newer one', () => {
    const rotated = new Vault(new MasterKeys([masterKey('k2'), oldKey]));
    expect(rotated.open(document, 'answers', 3, sealed)).toContain('髙﨑');
    expect(rotated.createDocument(OTHER).wrappedKey.subarray(1, 3).toString()).toBe('k2');
  });

  it('has equal fingerprints for equal texts only', () => {
    expect(vault.fingerprint('a').equals(vault.fingerprint('a'))).toBe(true);
    expect(vault.fingerprint('a').equals(vault.fingerprint('b'))).toBe(false);
    expect(vault.fingerprint('a').equals(new Vault(new MasterKeys([masterKey('k1')])).fingerprint('a'))).toBe(false);
  });
});
