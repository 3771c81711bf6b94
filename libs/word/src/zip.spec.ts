import { entryText, readZip, writeZip, zipEntry } from './zip.js';

describe('zip', () => {
  it('gives files back as they were written, Japanese names too', () => {
    const entries = [zipEntry('[Content_Types].xml', '<a/>'), zipEntry('書式/本文.xml', '𠮷'.repeat(1_000)), zipEntry('empty', '')];
    const read = readZip(writeZip(entries));
    expect(read.map(({ name }) => name)).toEqual(entries.map(({ name }) => name));
    expect(read.map(entryText)).toEqual(['<a/>', '𠮷'.repeat(1_000), '']);
  });

  it('writes the same bytes for the same files', () => {
    expect(writeZip([zipEntry('a', 'b')]).equals(writeZip([zipEntry('a', 'b')]))).toBe(true);
  });

  it('refuses what is no zip', () => {
    expect(() => readZip(Buffer.from('no zip'))).toThrow(RangeError);
  });
});
