import type { HealthView } from '@bunan/contracts';
import type { TestClient } from '../support/client.js';
import { Installation } from '../support/installation.js';
import { until } from '../support/program.js';

const FIRST = 'keiko';
const SECOND = 'yobi';

/** Failures in a row after which calls go to the second provider: FAILURES_TO_OPEN of libs/llm. */
const FAILURES = 3;

/** Longer than the tries of one draft take, short enough to wait for. */
const PAUSE_MS = 4_000;

describe('a second provider', () => {
  let installation: Installation;
  let a1: TestClient;

  beforeAll(async () => {
    const patient = { LLM_FIRST_BYTE_TIMEOUT_MS: '110000', LLM_IDLE_TIMEOUT_MS: '110000', LLM_TOTAL_TIMEOUT_MS: '120000' };
    const fallback = {
      LLM_FALLBACK_PAUSE_MS: String(PAUSE_MS),
      LLM_FALLBACK_TOKENIZER: 'unknown',
      LLM_FALLBACK_OUTPUT_PARAM: 'max_tokens',
    };
    installation = await Installation.start({ providers: 2, env: { LLM_RETRY_BASE_MS: '50', ...patient, ...fallback } });
    a1 = await installation.signedIn('a1');
  });
  afterAll(async () => {
    await installation.stop();
  });
  beforeEach(async () => {
    await installation.model.reset();
    await installation.fallback.reset();
    await installation.rebase();
  });
  // Each case leaves the first provider in use.
  afterEach(async () => {
    await installation.model.reset();
    await untilFirstIsUsed();
  });

  const ready = async (): Promise<string> => {
    const draft = await a1.ended(await a1.submit());
    expect(draft.state).toBe('ready');
    return draft.id;
  };
  const models = async (id: string) => (await installation.reservations(id)).map(({ model }) => model);
  /** Drafts are asked for until the first provider writes one: every one of them becomes ready. */
  const untilFirstIsUsed = () =>
    until('the first provider is used again', async () => {
      const used = await models(await ready());
      return used.length === 1 && used[0] === FIRST;
    });
  const modelHealth = async () => {
    const { body } = await a1.get<HealthView>('/health');
    return body.parts.find(({ name }) => name === 'model')?.status;
  };

  it('takes the calls when the first fails again and again; each try has a reservation of its own, as its provider counts', async () => {
    await installation.model.always({ do: 'status', status: 500 });
    const id = await ready();
    const tries = await installation.reservations(id);
    expect(tries.map(({ model }) => model)).toEqual([...Array.from({ length: FAILURES }, () => FIRST), SECOND]);
    expect(tries.slice(0, FAILURES).every(({ state, reserved, settled }) => state === 'settled_estimated' && settled === reserved)).toBe(
      true,
    );
    const [cost, ...others] = tries.map(({ reserved }) => reserved).toReversed();
    expect(cost).toBeGreaterThan(Math.max(...others));
    expect((await installation.fallback.meter()).requests).toBe(1);
    const [call] = await installation.fallback.calls();
    expect(call?.body).toMatchObject({ model: SECOND, store: false, stream: true });
    expect(call?.body).toHaveProperty('max_tokens');
    await installation.expectSound('at least');
  });

  it('writes the drafts that follow without asking the first, but for one call after each pause', async () => {
    await installation.model.always({ do: 'status', status: 503 });
    await ready();
    const from = performance.now();
    const { requests } = await installation.model.meter();
    expect(requests).toBe(FAILURES);
    const used = await Promise.all((await Promise.all(Array.from({ length: 8 }, ready))).map(models));
    const pauses = Math.floor((performance.now() - from) / PAUSE_MS) + 1;
    expect(used.flat().filter((model) => model === FIRST).length).toBeLessThanOrEqual(pauses);
    expect(used.every((each) => each.at(-1) === SECOND)).toBe(true);
    await until('the first has been tried once more, and a draft is written all the same', async () => {
      await ready();
      return (await installation.model.meter()).requests > requests;
    });
    await installation.expectSound('at least');
  });

  it('is left when the one call that tries the first succeeds; meanwhile all others go on', async () => {
    await installation.model.always({ do: 'status', status: 500 });
    await ready();
    await installation.model.reset();
    await installation.model.always({ do: 'hold', after: 3 });
    const waiting: string[] = [];
    await until('one call tries the first', async () => {
      waiting.push(await a1.submit());
      return (await installation.model.meter()).held === 1;
    });
    const others = await Promise.all(Array.from({ length: 4 }, ready));
    expect(await Promise.all(others.map(models))).toEqual(others.map(() => [SECOND]));
    expect((await installation.model.meter()).requests).toBe(1);
    await installation.model.always({ do: 'answer' });
    await installation.model.release();
    const states = await Promise.all(waiting.map(async (id) => (await a1.ended(id)).state));
    expect(new Set(states)).toEqual(new Set(['ready']));
    expect(await models(await ready())).toEqual([FIRST]);
    await installation.expectSound('at least');
  });

  it('stays away where the first refuses the call itself: that is no illness', async () => {
    await installation.model.always({ do: 'status', status: 400 });
    for (let draft = 0; draft <= FAILURES; draft += 1) {
      const ended = await a1.ended(await a1.submit());
      expect(ended).toMatchObject({ state: 'failed', failure: { code: 'refused' } });
      expect(await models(ended.id)).toEqual([FIRST]);
    }
    expect((await installation.fallback.meter()).requests).toBe(0);
    await installation.expectSound('exact');
  });

  it('keeps /health well while the first is away, once it is in use', async () => {
    await until('the model is well', async () => (await modelHealth()) === 'ok');
    await installation.rehearsal.end();
    const tries = await installation.reservations(await ready());
    expect(tries.map(({ state, model }) => [state, model])).toEqual([
      ...Array.from({ length: FAILURES }, () => ['released', FIRST]),
      ['settled', SECOND],
    ]);
    await until('the model is well by the second', async () => (await modelHealth()) === 'ok');
    await installation.rehearsal.start();
    await untilFirstIsUsed();
    await installation.expectSound('at least');
  });
});
