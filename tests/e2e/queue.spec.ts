import { randomUUID } from 'node:crypto';
import { openGenerationQueue, type GenerationQueueHandle } from '@bunan/jobs';
import { createTestDatabase, type TestDatabase } from '../support/database.js';

describe('the queue, as the programs’ own user', () => {
  let database: TestDatabase;
  let queue: GenerationQueueHandle;
  const errors: Error[] = [];

  beforeAll(async () => {
    database = await createTestDatabase();
    queue = openGenerationQueue({ databaseUrl: database.url, redisUrl: undefined, lockMs: 30_000 }, (error) => errors.push(error));
  });
  afterAll(async () => {
    await queue.close();
    await database.close();
  });

  const queued = () => database.owner.query<{ id: string }[]>('SELECT id FROM bullmq.job ORDER BY id');

  it('takes one job, and several at once before any was added alone', async () => {
    const several = [randomUUID(), randomUUID(), randomUUID()];
    await queue.addAll(several);
    const one = randomUUID();
    await queue.addAll([one]);
    expect((await queued()).map((job) => job.id)).toEqual([...several, one].toSorted());
    expect(errors).toEqual([]);
  });

  it('keeps one job a draft, however often it is added', async () => {
    const before = await queued();
    await queue.addAll(before.map((job) => job.id));
    await queue.addAll(before.slice(0, 1).map((job) => job.id));
    expect(await queued()).toEqual(before);
  });
});
