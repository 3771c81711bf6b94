import type { EstimateView } from '@bunan/contracts';
import { Installation } from '../support/installation.js';

describe('a model with a short context', () => {
  it('is sent nothing that it cannot read; the clerk is told before and after', async () => {
    const installation = await Installation.start({ env: { LLM_CONTEXT_TOKENS: '3000' } });
    const a1 = await installation.signedIn('a1');
    const answers = await a1.sample('kaigiroku');
    const { body } = await a1.post<EstimateView>('/api/estimates', { templateId: 'kaigiroku', answers });
    expect([body.isTooLong, body.worstTokens > 3_000]).toEqual([true, true]);
    const long = await a1.ended(await a1.submit('kaigiroku'));
    expect(long).toMatchObject({ state: 'failed', failure: { code: 'too-long' } });
    expect(long.failure?.message).toMatch(/^資料が長く、AIが一度に読めません。/);
    expect((await installation.model.meter()).requests).toBe(0);
    expect(await installation.reservations(long.id)).toEqual([]);
    expect((await a1.ended(await a1.submit())).state).toBe('ready');
    await installation.expectSound('exact');
    await installation.stop();
  });
});
