import { Logger } from '@nestjs/common';
import { CircuitBreaker, ModelDoor, type ProviderSign } from '@bunan/llm';
import { tokenCounter } from '@bunan/tokens';
import { ModelProviders, type ModelProvider } from './model-providers.js';

const PAUSE_MS = 30_000;

/** A provider to which nothing is sent. */
function aProvider(model: string): ModelProvider {
  const deadlines = { firstByteMs: 1, idleMs: 1, totalMs: 1 };
  const door = new ModelDoor({ baseUrl: 'http://127.0.0.1:9/v1', apiKey: 'key', model, outputParam: 'max_tokens', deadlines });
  return { door, limits: { model, counter: tokenCounter('o200k_base'), contextTokens: 1_000 } };
}

describe('ModelProviders', () => {
  const [first, second] = [aProvider('first'), aProvider('second')];
  let nowMs = 0;

  const withFallback = () => {
    const breaker = new CircuitBreaker({ failuresToOpen: 3, pauseMs: PAUSE_MS, now: () => nowMs });
    return new ModelProviders(first, { provider: second, breaker });
  };
  /** Where calls go, one after the other, that end like this. */
  const calls = (providers: ModelProviders, ...signs: readonly ProviderSign[]): string[] =>
    signs.map((sign) => {
      const { provider, end } = providers.choose();
      end(sign);
      return provider.limits.model;
    });

  beforeAll(() => {
    Logger.overrideLogger(false);
  });

  it('has only the first, however ill, where there is no fallback', () => {
    const providers = new ModelProviders(first);
    expect(new Set(calls(providers, ...Array.from({ length: 20 }, () => 'ill' as const)))).toEqual(new Set(['first']));
    expect(providers.inUse).toBe(first);
    expect(providers.all).toEqual([first]);
  });

  it('goes to the fallback after three failures, whatever becomes of the calls there', () => {
    const providers = withFallback();
    expect(calls(providers, 'ill', 'ill', 'ill', 'ill', 'well', 'none')).toEqual(['first', 'first', 'first', 'second', 'second', 'second']);
    expect(providers.inUse).toBe(second);
    expect(providers.all).toEqual([first, second]);
  });

  it('tries the first with one call after the pause; the others still go to the fallback', () => {
    const providers = withFallback();
    calls(providers, 'ill', 'ill', 'ill');
    nowMs += PAUSE_MS;
    const trial = providers.choose();
    expect([trial.provider, providers.choose().provider, providers.inUse]).toEqual([first, second, second]);
    trial.end('well');
    expect(providers.inUse).toBe(first);
    expect(calls(providers, 'well')).toEqual(['first']);
  });

  it('keeps the place of a call that was not made for the next one', () => {
    const providers = withFallback();
    calls(providers, 'ill', 'ill', 'ill');
    nowMs += PAUSE_MS;
    expect(calls(providers, 'none', 'ill', 'none')).toEqual(['first', 'first', 'second']);
  });
});
