import type { SectionTexts } from '@bunan/contracts';
import { PartialWriter, type PartialWriterOptions } from './partial-writer.js';

const text = (value: string): SectionTexts => ({ lead: [{ text: value }] });

function writerWith(save: PartialWriterOptions['save'], everyMs = 250): PartialWriter {
  return new PartialWriter({ save, onStop: () => undefined, everyMs: () => everyMs });
}

describe('PartialWriter', () => {
  it('saves the newest text when flushed, and only once', async () => {
    const saved: SectionTexts[] = [];
    const writer = writerWith((texts) => {
      saved.push(texts);
      return Promise.resolve(true);
    });
    writer.update(() => text('あ'));
    writer.update(() => text('あい'));
    await writer.flush();
    await writer.flush();
    expect(saved).toEqual([text('あい')]);
  });

  it('never saves twice at a time', async () => {
    let running = 0;
    let most = 0;
    const writer = writerWith(async () => {
      running += 1;
      most = Math.max(most, running);
      await Promise.resolve();
      running -= 1;
      return true;
    });
    for (const value of ['あ', 'い', 'う']) {
      writer.update(() => text(value));
      void writer.flush();
    }
    await writer.flush();
    expect(most).toBe(1);
  });

  it('says stop when the saving says so', async () => {
    let stops = 0;
    const writer = new PartialWriter({
      save: () => Promise.resolve(false),
      onStop: () => {
        stops += 1;
      },
      everyMs: () => 250,
    });
    writer.update(() => text('あ'));
    await writer.flush();
    expect(stops).toBe(1);
  });

  it('goes on after a saving that failed', async () => {
    const saved: SectionTexts[] = [];
    let fails = true;
    const writer = writerWith((texts) => {
      if (fails) {
        fails = false;
        return Promise.reject(new Error('connection lost'));
      }
      saved.push(texts);
      return Promise.resolve(true);
    });
    writer.update(() => text('あ'));
    await writer.flush();
    writer.update(() => text('い'));
    await writer.flush();
    expect(saved).toEqual([text('い')]);
  });

  it('saves nothing that was discarded', async () => {
    const saved: SectionTexts[] = [];
    const writer = writerWith((texts) => {
      saved.push(texts);
      return Promise.resolve(true);
    });
    writer.update(() => text('あ'));
    await writer.discard();
    expect(saved).toEqual([]);
  });

  describe('in time', () => {
    const saved: SectionTexts[] = [];
    const writer = () =>
      writerWith((texts) => {
        saved.push(texts);
        return Promise.resolve(true);
      }, 800);

    beforeEach(() => {
      jest.useFakeTimers();
      saved.length = 0;
    });
    afterEach(() => {
      jest.useRealTimers();
    });

    it('saves the first text at once and the next when its time has come', async () => {
      const growing = writer();
      growing.update(() => text('あ'));
      await jest.advanceTimersByTimeAsync(0);
      growing.update(() => text('あい'));
      await jest.advanceTimersByTimeAsync(799);
      expect(saved).toEqual([text('あ')]);
      await jest.advanceTimersByTimeAsync(1);
      expect(saved).toEqual([text('あ'), text('あい')]);
    });

    it('saves nothing while there is no text, so that the first words are saved at once', async () => {
      const growing = writer();
      const frames: readonly SectionTexts[] = [{}, { lead: [] }];
      for (const empty of frames) {
        growing.update(() => empty);
        await jest.advanceTimersByTimeAsync(0);
      }
      growing.update(() => text('あ'));
      await jest.advanceTimersByTimeAsync(0);
      expect(saved).toEqual([text('あ')]);
    });
  });
});
