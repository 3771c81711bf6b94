import type { SectionTexts } from '@bunan/contracts';
import { PartialWriter } from './partial-writer.js';

const text = (value: string): SectionTexts => ({ lead: [{ text: value }] });

describe('PartialWriter', () => {
  it('saves the newest text when flushed, and only once', async () => {
    const saved: SectionTexts[] = [];
    const writer = new PartialWriter(
      (texts) => {
        saved.push(texts);
        return Promise.resolve(true);
      },
      () => undefined,
    );
    writer.update(() => text('あ'));
    writer.update(() => text('あい'));
    await writer.flush();
    await writer.flush();
    expect(saved).toEqual([text('あい')]);
  });

  it('never saves twice at a time', async () => {
    let running = 0;
    let most = 0;
    const writer = new PartialWriter(
      async () => {
        running += 1;
        most = Math.max(most, running);
        await Promise.resolve();
        running -= 1;
        return true;
      },
      () => undefined,
    );
    for (const value of ['あ', 'い', 'う']) {
      writer.update(() => text(value));
      void writer.flush();
    }
    await writer.flush();
    expect(most).toBe(1);
  });

  it('says stop when the saving says so', async () => {
    let stops = 0;
    const writer = new PartialWriter(
      () => Promise.resolve(false),
      () => {
        stops += 1;
      },
    );
    writer.update(() => text('あ'));
    await writer.flush();
    expect(stops).toBe(1);
  });

  it('goes on after a saving that failed', async () => {
    const saved: SectionTexts[] = [];
    let fails = true;
    const writer = new PartialWriter(
      (texts) => {
        if (fails) {
          fails = false;
          return Promise.reject(new Error('connection lost'));
        }
        saved.push(texts);
        return Promise.resolve(true);
      },
      () => undefined,
    );
    writer.update(() => text('あ'));
    await writer.flush();
    writer.update(() => text('い'));
    await writer.flush();
    expect(saved).toEqual([text('い')]);
  });

  it('saves nothing that was discarded', async () => {
    const saved: SectionTexts[] = [];
    const writer = new PartialWriter(
      (texts) => {
        saved.push(texts);
        return Promise.resolve(true);
      },
      () => undefined,
    );
    writer.update(() => text('あ'));
    await writer.discard();
    expect(saved).toEqual([]);
  });
});
