import { randomUUID } from 'node:crypto';
import { prepareCall } from '@bunan/drafts';
import { QuotaLedger } from '@bunan/quota';
import { sampleAnswers } from '@bunan/template-engine';
import { tokenCounter } from '@bunan/tokens';
import type { DataSource } from 'typeorm';
import { Books, asSpent, idOf } from '../support/books.js';
import type { TestClient } from '../support/client.js';
import { Installation } from '../support/installation.js';
import { libraryTemplate } from '../support/library.js';

const limits = { model: 'keiko', counter: tokenCounter('o200k_base'), contextTokens: 128_000 };

/** How often each template is used, and how far its answers spread: length = usual × e^(spread × normal). */
const WORKLOAD = [
  { id: 'tsuchi-taigai', share: 0.5 },
  { id: 'shimin-kaito', share: 0.35 },
  { id: 'kaigiroku', share: 0.15 },
] as const;
const SPREAD = 0.35;

/** Numbers from 0 to 1 that are the same in every run (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

interface Job {
  readonly templateId: (typeof WORKLOAD)[number]['id'];
  /** Length of the answer that the model wants to give, tokens. */
  readonly answerTokens: number;
}

function jobs(count: number, seed: number): Job[] {
  const random = seeded(seed);
  return Array.from({ length: count }, () => {
    const place = random();
    const [first, second, third] = WORKLOAD;
    const templateId = place < first.share ? first.id : place < first.share + second.share ? second.id : third.id;
    return { templateId, answerTokens: Math.round(libraryTemplate(templateId).usualAnswerTokens * Math.exp(SPREAD * normal(random))) };
  });
}

/** An answer of a template's sections with so many tokens, give or take a few. */
function answerOf({ templateId, answerTokens }: Job): string {
  const { prompt } = prepareCall(libraryTemplate(templateId), sampleAnswers(libraryTemplate(templateId)), { limits, past: null });
  const textOf = (length: number) =>
    JSON.stringify(
      Object.fromEntries(prompt.sectionIds.map((id, index) => [id, index === 0 ? 'お知らせします。'.repeat(length) : 'なし'])),
    );
  const perPiece = limits.counter.count('お知らせします。'.repeat(100)) / 100;
  const frame = limits.counter.count(textOf(1));
  return textOf(Math.max(1, Math.round((answerTokens - frame) / perPiece)));
}

/** Settles calls as if they had been made before: what the limits of the calls to come are taken from. */
async function addHistory(owner: DataSource, past: readonly Job[]): Promise<void> {
  const ledger = new QuotaLedger(owner);
  const [person] = await owner.query<{ id: string; departmentId: string }[]>(
    `SELECT id, department_id AS "departmentId" FROM person WHERE login = 'a2'`,
  );
  for (const { templateId, answerTokens } of past) {
    const template = libraryTemplate(templateId);
    const call = prepareCall(template, sampleAnswers(template), { limits, past: null });
    const reservation = await ledger.reserve({
      ...{ draftId: randomUUID(), personId: person?.id ?? '', departmentId: person?.departmentId ?? '' },
      ...{ tokens: call.worstTokens, templateId, model: 'keiko', origin: 'draft' },
    });
    const id = idOf(reservation);
    await ledger.markCalling(id);
    const used = call.inputTokens + Math.min(answerTokens, call.maxAnswerTokens);
    await owner.query('SELECT quota_settle($1, $2, false, $3, $4, $5, $6)', [
      ...[id, used, call.inputTokens, used - call.inputTokens, call.mostAnswerTokens, call.sentBytes],
    ]);
  }
}

function quantile(numbers: readonly number[], share: number): number {
  return numbers.toSorted((a, b) => a - b)[Math.max(0, Math.ceil(numbers.length * share) - 1)] ?? 0;
}

describe('tight reservations', () => {
  let installation: Installation;
  let a1: TestClient;
  const before = jobs(200, 1);
  const replay = jobs(200, 2);

  beforeAll(async () => {
    installation = await Installation.start({ workers: 1, env: { WORKER_CONCURRENCY: '1' } });
    await addHistory(installation.database.owner, before);
    await installation.rebase();
    a1 = await installation.signedIn('a1');
  });
  afterAll(async () => {
    await installation.stop();
  });

  /** Runs a job: the one call that it makes gets the answer that the model wants to give. */
  const run = async (job: Job) => {
    await installation.model.next({ do: 'answer', text: answerOf(job) });
    const draft = await a1.ended(await a1.submit(job.templateId));
    const [reservation, ...more] = await installation.reservations(draft.id);
    expect(more).toEqual([]);
    return { ...job, truncated: draft.truncated, reserved: reservation?.reserved ?? 0, used: reservation?.settled ?? 0 };
  };

  it('of 200 seeded jobs: the median reserves at most 1.6 times what it uses, none below the p95 before is cut', async () => {
    const results = [];
    for (const job of replay) {
      results.push(await run(job));
    }
    const p95 = (id: string) =>
      quantile(
        before.flatMap((job) => (job.templateId === id ? [job.answerTokens] : [])),
        0.95,
      );
    const ratios = results.map(({ reserved, used }) => reserved / used);
    expect(quantile(ratios, 0.5)).toBeLessThanOrEqual(1.6);
    expect(results.filter((job) => job.truncated && job.answerTokens <= p95(job.templateId))).toEqual([]);
    expect(results.every(({ reserved, used }) => used <= reserved)).toBe(true);
    // The replay means something only if some answers are longer than all but one in twenty before.
    expect(results.some((job) => job.answerTokens > p95(job.templateId))).toBe(true);
    await installation.expectSound('exact');
  }, 300_000);
});

describe('the history of calls', () => {
  let books: Books;

  beforeAll(async () => {
    books = await Books.open(9_000_000);
  });
  afterAll(async () => {
    expect(await books.close()).toEqual([]);
  });

  const settle = async (answerTokens: number, changes: Parameters<Books['aCall']>[0] = {}) => {
    const id = idOf(await books.ledger.reserve(books.aCall(changes)));
    await books.ledger.markCalling(id);
    await books.programs.query('SELECT quota_settle($1, $2, false, 100, $3, 1000, 400)', [id, 100 + answerTokens, answerTokens]);
  };
  const past = () => new QuotaLedger(books.programs).pastCalls('kaigiroku', 'keiko');

  it('knows nothing of fewer than 20 calls, of another model, another template, or of continuations', async () => {
    for (let call = 0; call < 19; call += 1) {
      await settle(100);
    }
    await settle(900, { model: 'other' });
    await settle(900, { templateId: 'shimin-kaito' });
    await settle(900, { origin: 'continuation' });
    const failed = idOf(await books.ledger.reserve(books.aCall()));
    await books.ledger.markCalling(failed);
    await books.ledger.settle(failed, asSpent(999), books.programs.manager);
    expect(await past()).toBeNull();
  });

  it('takes the middle and the p95 of the newest 200, and the most tokens a byte', async () => {
    await settle(500);
    expect(await past()).toEqual({ usualShare: 0.1, mostShare: 0.1, tokensPerByte: (100 / 400) * 1.1 });
    for (let call = 0; call < 200; call += 1) {
      await settle(call < 180 ? 200 : 700);
    }
    expect(await past()).toMatchObject({ usualShare: 0.2, mostShare: 0.7 });
  });
});
