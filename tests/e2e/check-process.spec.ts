import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { Problem, TemplateCheck, VersionView } from '@bunan/contracts';
import type { TestClient } from '../support/client.js';
import { Installation } from '../support/installation.js';
import { libraryTemplate } from '../support/library.js';
import { addCurators } from '../support/people.js';
import { until } from '../support/program.js';

const LETTER = libraryTemplate('tsuchi-taigai');

const TOO_LONG = [expect.objectContaining({ path: '', message: expect.stringContaining('時間がかかりすぎます') })];

/** Processes that a process has begun and that have not ended. */
function childrenOf(pid: number): number[] {
  const all = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return all.filter((each) => statusOf(each).includes(`\nPPid:\t${String(pid)}\n`)).map(Number);
}

function statusOf(pid: string): string {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return /^State:\s+Z/m.test(status) ? '' : status;
  } catch {
    return '';
  }
}

/** Whether a process is computing at this moment. */
function isBusy(pid: number): boolean {
  return /^State:\s+R/m.test(statusOf(String(pid)));
}

describe('the process that checks definitions', () => {
  let installation: Installation;
  let curator: TestClient;
  let content: VersionView['content'];

  beforeAll(async () => {
    installation = await Installation.start({ workers: 0 });
    await addCurators(installation.database.owner);
    curator = await installation.signedIn('curator');
    const input = { id: 'checked', name: '試しの通知', group: '通知・案内', copyOf: LETTER.id };
    ({ content } = (await curator.post<VersionView>('/api/curation/templates', input)).body);
  });
  afterAll(async () => {
    await installation.stop();
  });
  afterEach(async () => {
    await installation.expectSound('exact');
  });

  const checked = (change: object) => curator.post<TemplateCheck & Problem>('/api/curation/checks', { content: { ...content, ...change } });

  /** A definition whose test has an answer that takes longer than a check may. */
  const slow = (purpose: string) => {
    const { answers } = LETTER.sample;
    const test = {
      id: 'slow',
      name: '遅い試験',
      answers,
      answer: { lead: '一'.repeat(100_000) },
      expect: [{ that: 'present', section: 'lead' }],
    };
    return { purpose, tests: [test] };
  };

  /** The process that checks; there is never more than one. */
  function checkers(): number[] {
    const pids = childrenOf(installation.api.pid);
    expect(pids.length).toBeLessThanOrEqual(1);
    return pids;
  }

  /** Ends the process that checks as if by itself; done when the one that began it knows. */
  async function endByItself(): Promise<void> {
    for (const pid of checkers()) {
      process.kill(pid, 'SIGKILL');
      await until('its end is known', () => !existsSync(`/proc/${String(pid)}`));
    }
  }

  async function expectSoundCheck(purpose: string): Promise<void> {
    const { status, body } = await checked({ purpose });
    expect([status, body.faults]).toEqual([200, []]);
    expect(checkers()).toHaveLength(1);
  }

  it('ends a definition that takes too long, and takes nobody else’s time', async () => {
    const begunAt = performance.now();
    const over = new AbortController();
    const check = checked(slow('時間のかかる用途です。')).finally(() => {
      over.abort();
    });
    const waits: number[] = [];
    const approver = await installation.signedIn('approver');
    while (!over.signal.aborted) {
      const askedAt = performance.now();
      expect((await approver.get('/api/session')).status).toBe(200);
      waits.push(performance.now() - askedAt);
    }
    expect((await check).body.faults).toEqual(TOO_LONG);
    expect(performance.now() - begunAt).toBeLessThan(30_000);
    expect(Math.max(...waits)).toBeLessThan(2_500);
    await expectSoundCheck('次の用途です。');
  });

  it('blames the definition that takes all the memory', async () => {
    await expectSoundCheck('普通の用途です。');
    const before = checkers();
    const check = checked(slow('大きすぎる用途です。'));
    await until('the definition is being checked', () => before.every(isBusy));
    // The signal with which V8 ends a process that has no more memory.
    for (const pid of before) {
      process.kill(pid, 'SIGABRT');
    }
    expect((await check).body.faults).toEqual(TOO_LONG);
    await expectSoundCheck('そのあとの用途です。');
    expect(checkers()).not.toEqual(before);
  });

  it('blames no definition when it ends by itself', async () => {
    await expectSoundCheck('一度目の用途です。');
    await endByItself();
    await expectSoundCheck('二度目の用途です。');
  });

  it('blames no definition when it does not begin, and leaves nothing behind', async () => {
    let answer;
    do {
      await endByItself();
      const check = checked({ purpose: '三度目の用途です。' });
      await until('it is being begun', () => checkers().length === 1);
      await endByItself();
      answer = await check;
      // It may have begun, and answered, before it was ended.
    } while (answer.status === 200);
    expect([answer.status, answer.body.code]).toEqual([503, 'service.unavailable']);
    expect(checkers()).toEqual([]);
    await expectSoundCheck('四度目の用途です。');
  });
});
