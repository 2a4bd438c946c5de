import { Backoff } from './backoff';

describe('Backoff', () => {
  it('doubles up to its most and starts again after a reset', () => {
    const backoff = new Backoff(100, 1_000, () => 1);
    expect(Array.from({ length: 6 }, () => backoff.next())).toEqual([100, 200, 400, 800, 1_000, 1_000]);
    backoff.reset();
    expect(backoff.next()).toBe(100);
  });

  it('never waits less than half', () => {
    const backoff = new Backoff(100, 1_000, () => 0);
    expect([backoff.next(), backoff.next()]).toEqual([50, 100]);
  });

  it('stays bounded however long the broker is away', () => {
    const backoff = new Backoff(100, 1_000, () => 1);
    for (let i = 0; i < 5_000; i++) expect(backoff.next()).toBeLessThanOrEqual(1_000);
  });
});
