import { sectionProgress } from './section-progress.js';

const text = [{ text: '文' }];

describe('sectionProgress', () => {
  it('waits for everything before the first text', () => {
    expect(sectionProgress(['a', 'b'], {}, 'queued')).toEqual({ a: 'waiting', b: 'waiting' });
  });

  it('takes a section for done as soon as a later one has text', () => {
    expect(sectionProgress(['a', 'b', 'c'], { a: text, b: text }, 'writing')).toEqual({ a: 'done', b: 'writing', c: 'waiting' });
  });

  it('takes a section that was passed over for done', () => {
    expect(sectionProgress(['a', 'b'], { b: text }, 'writing')).toEqual({ a: 'done', b: 'writing' });
  });

  it.each(['ready', 'failed', 'stopped', 'cancelled'] as const)('has nothing to wait for in a draft that is %s', (state) => {
    expect(sectionProgress(['a', 'b'], { a: text }, state)).toEqual({ a: 'done', b: 'done' });
  });
});
