import fc from 'fast-check';
import { json } from './format';
import { decodeReading } from './decode';

const context = { deviceOf: () => undefined };
const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => (Object.is(value, -0) ? 0 : value));
const factor = fc.stringMatching(/^w[0-9]{5}$/);

test('takes every reading of the contract as it was sent', () => {
  fc.assert(
    fc.property(
      fc.stringMatching(/^[A-Za-z0-9_-]{1,28}$/),
      fc.date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true }),
      fc.boolean(),
      fc.dictionary(factor, number, { minKeys: 1, maxKeys: 20 }),
      (monitor, date, receipt, values) => {
        const reading = decodeReading(
          Buffer.from(JSON.stringify({ monitor, at: date.toISOString(), receipt, values })),
        );
        expect(reading).toMatchObject({
          ok: true,
          value: { monitor, at: date.getTime(), receipt, period: 'realtime' },
        });
        const taken = reading.ok ? reading.value.values : {};
        expect(Object.entries(taken).map(([key, { value, flag }]) => [key, value, flag])).toEqual(
          Object.entries(values).map(([key, value]) => [key, value, 'N']),
        );
      },
    ),
  );
});

test('never throws, whatever the bytes or the JSON', () => {
  const bytes = fc.uint8Array({ maxLength: 200 }).map((list) => Buffer.from(list));
  const documents = fc.json().map((text) => Buffer.from(text));
  const nearly = fc
    .record(
      {
        monitor: fc.jsonValue(),
        at: fc.jsonValue(),
        period: fc.jsonValue(),
        receipt: fc.jsonValue(),
        values: fc.jsonValue(),
      },
      { requiredKeys: [] },
    )
    .map((document) => Buffer.from(JSON.stringify(document)));
  fc.assert(
    fc.property(fc.oneof(bytes, documents, nearly), (payload) => {
      const [packet, ...others] = json.decode(payload, context);
      expect(others).toEqual([]);
      expect(() => packet?.answer?.('bad-shape')).not.toThrow();
    }),
  );
});
