import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { needs, officePath, pdfPages, validationErrors, validatorPath, type NamedFile } from '../golden/office.js';

/** The Word files that a spec has downloaded. */
export class Downloads {
  private readonly files: NamedFile[] = [];

  /** Takes a file, once however often it comes. */
  add(bytes: Buffer): void {
    if (this.files.some((file) => file.bytes.equals(bytes))) {
      return;
    }
    this.files.push({ name: `download${String(this.files.length + 1)}`, bytes });
  }

  /** The last cases of a spec: every file it has downloaded is valid by the Open XML SDK and opens in LibreOffice. */
  areSound(): void {
    const [validator, office] = [validatorPath(), officePath()];

    needs(validator, 'no Open XML SDK validator for this platform')('has downloaded valid Word files only', async () => {
      expect(this.files).not.toEqual([]);
      const folder = mkdtempSync(join(tmpdir(), 'bunan-downloads-'));
      try {
        for (const { name, bytes } of this.files) {
          const path = join(folder, `${name}.docx`);
          writeFileSync(path, bytes);
          expect(await validationErrors(validator ?? '', path, 'Office2019')).toEqual([]);
        }
      } finally {
        rmSync(folder, { recursive: true });
      }
    });

    needs(office, 'LibreOffice is not installed')('has downloaded Word files only that LibreOffice opens', () => {
      expect(this.files).not.toEqual([]);
      const pages = pdfPages(office ?? '', this.files);
      expect(this.files.filter(({ name }) => (pages.get(name) ?? 0) < 1)).toEqual([]);
    });
  }
}
