import { FILE_NAME_HEADER, fileRows, type AttachedFile, type Problem } from '@bunan/contracts';
import { OCTETS } from '../../apps/api/src/openapi/route-description.js';
import type { TestClient } from './client.js';
import type { Answer } from './description.js';

/** A PDF as far as anybody looks into it, with words of the test's own. */
export function aPdf(words: string): Buffer {
  return Buffer.from(`%PDF-1.7\n${words}\n%%EOF\n`);
}

/** Sends a file, or something that is to be refused. */
export function sendFile<T = AttachedFile>(client: TestClient, name: string, content: Buffer, type = OCTETS): Promise<Answer<T>> {
  return client.post<T>('/api/files', content, { 'content-type': type, [FILE_NAME_HEADER]: encodeURIComponent(name) });
}

/** A file that was taken. */
export async function attached(client: TestClient, name = '会場図.pdf', content = aPdf('会場の図')): Promise<AttachedFile> {
  const { status, body } = await sendFile<AttachedFile & Problem>(client, name, content);
  if (status !== 201) {
    throw new Error(`sending a file answered ${String(status)}: ${JSON.stringify(body)}`);
  }
  return body;
}

/** Submits the form with every kind of field, with these files. @returns the draft's id */
export function submitWith(client: TestClient, files: readonly AttachedFile[], writer = 'boilerplate'): Promise<string> {
  return client.submit('all-kinds', { files: fileRows(files) }, writer);
}
