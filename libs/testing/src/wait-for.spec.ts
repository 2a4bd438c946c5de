import { manualClock } from './manual-clock';
import { waitFor } from './wait-for';

describe('waitFor', () => {
  it('answers what the condition gives in the end, zero and empty text included', async () => {
    const gives = [undefined, null, false, 0];
    await expect(waitFor(() => gives.shift(), { what: 'a number', everyMs: 1 })).resolves.toBe(0);
  });

  it('takes an error of the condition as "not yet"', async () => {
    let looks = 0;
    const condition = () => {
      looks += 1;
      if (looks < 3) throw new Error('not yet');
      return looks;
    };
    await expect(waitFor(condition, { what: 'the third look', everyMs: 1 })).resolves.toBe(3);
  });

  it('says what did not happen and why', async () => {
    const refused = new Error('refused');
    const waiting = waitFor(() => Promise.reject(refused), { what: 'a connection', timeoutMs: 5, everyMs: 1 });
    await expect(waiting).rejects.toMatchObject({
      message: 'waited 5 ms in vain for: a connection',
      cause: refused,
    });
  });
});

describe('manualClock', () => {
  it('stands until it is moved', () => {
    const clock = manualClock(1_000);
    clock.advance(250);
    expect(clock.now()).toBe(1_250);
    clock.set(5);
    expect(clock.now()).toBe(5);
  });
});
