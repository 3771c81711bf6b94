import type { DraftView } from '@bunan/contracts';
import { layoutProfile } from '@bunan/word';
import { brokenRules } from '../golden/word-rules.js';
import type { TestClient } from '../support/client.js';
import { Installation } from '../support/installation.js';
import { LIBRARY, libraryTemplate } from '../support/library.js';

/** Every document of the library from its sample to its Word file, with no other network than this machine. */
describe('the library', () => {
  let installation: Installation;
  let a1: TestClient;

  beforeAll(async () => {
    installation = await Installation.start();
    a1 = await installation.signedIn('a1');
  });
  afterAll(async () => {
    await installation.stop();
  });
  afterEach(async () => {
    await installation.expectSound('exact');
  });

  /** The draft when it is done, and what is against its Word file. */
  async function made(templateId: string, writer: 'model' | 'boilerplate'): Promise<{ draft: DraftView; broken: readonly string[] }> {
    const id = await a1.submit(templateId, {}, writer);
    const draft = await a1.ended(id);
    const file = await a1.get(`/api/drafts/${id}/docx`);
    return { draft, broken: brokenRules(file.bytes, layoutProfile('11pt')) };
  }

  describe.each(LIBRARY)('%s', (id) => {
    const { sections } = libraryTemplate(id);

    it('is made from boilerplate without a token', async () => {
      const { draft, broken } = await made(id, 'boilerplate');
      expect(draft).toMatchObject({ state: 'ready', tokens: { used: 0, reserved: 0 } });
      expect(broken).toEqual([]);
    });

    it('is written by the rehearsal model, or needs none', async () => {
      const { draft, broken } = await made(id, 'model');
      expect(draft.state).toBe('ready');
      expect(draft.tokens.used > 0).toBe(sections.length > 0);
      expect(draft.sections.filter(({ parts }) => parts.length === 0)).toEqual([]);
      expect(broken).toEqual([]);
    });
  });
});
