import { chmodSync, mkdtempSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createKeyFile, readMasterKeys } from './master-keys.js';

const newFile = () => join(mkdtempSync(join(tmpdir(), 'keys-')), 'vault.key');

describe('key file', () => {
  it('is made with mode 600 and read again', () => {
    const file = newFile();
    createKeyFile(file);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readMasterKeys(file).current.key.symmetricKeySize).toBe(32);
  });

  it('is never made over an older one', () => {
    const file = newFile();
    createKeyFile(file);
    expect(() => {
      createKeyFile(file);
    }).toThrow(/EEXIST/);
  });

  it('is refused when others can read it', () => {
    const file = newFile();
    createKeyFile(file);
    chmodSync(file, 0o644);
    expect(() => readMasterKeys(file)).toThrow('chmod 600');
  });

  it.each(['', 'k1', 'k1 AAAA', 'K1 ' + 'A'.repeat(43) + '='])('is refused when it holds %p', (content) => {
    const file = newFile();
    writeFileSync(file, content, { mode: 0o600 });
    expect(() => readMasterKeys(file)).toThrow('鍵');
  });
});
