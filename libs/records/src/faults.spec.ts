import { blamesData, isTransient } from './faults';

const withCode = (code: string) => Object.assign(new Error('x'), { code });

test.each(['57P01', '57P03', '08006', '40001', '40P01', '55P03', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE'])(
  '%s may pass',
  (code) => {
    expect(isTransient(withCode(code))).toBe(true);
    expect(blamesData(withCode(code))).toBe(false);
  },
);

test.each(['Connection terminated unexpectedly', 'Client has encountered a connection error and is not queryable'])(
  'a connection that broke without a code may pass: %s',
  (message) => expect(isTransient(new Error(message))).toBe(true),
);

test('none of several addresses answered: may pass', () => {
  expect(isTransient(new AggregateError([withCode('ECONNREFUSED')]))).toBe(true);
});

test.each(['22P05', '22003', '23502', '54000'])('%s is the data’s fault', (code) => {
  expect(blamesData(withCode(code))).toBe(true);
  expect(isTransient(withCode(code))).toBe(false);
});

test('a full disk, a missing table and a word of ours are neither', () => {
  for (const error of [withCode('53100'), withCode('42P01'), new Error('no'), null]) {
    expect([isTransient(error), blamesData(error)]).toEqual([false, false]);
  }
});
