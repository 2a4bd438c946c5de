import { CLASSES, LANGUAGES, MESSAGE_KINDS, SEVERITIES, TIERS } from '@cofferdam/domain';
import fc from 'fast-check';
import type { TextFacts } from './facts';

/** Half past eight in Shanghai on 24 November. */
export const HALF_PAST_EIGHT = Date.UTC(2026, 10, 24, 0, 30);

/** A red toxic incident that the park's desk is to acknowledge. */
export const factsOf = (over: Partial<TextFacts> = {}): TextFacts => ({
  ...{ kind: 'duty', class: 'actual', drill: null, severity: 'red', toxic: true, tier: 'park' },
  ...{ park: { zh: '示范化工园区', en: 'Demo Park' }, timezone: 'Asia/Shanghai', number: 'INC-1124-03' },
  ...{ outlet: { zh: '华源总排口', en: 'Huayuan main outlet' }, factor: { zh: '化学需氧量', en: 'COD' } },
  ...{ value: 210, limit: 50, unit: 'mg/L', dueAt: HALF_PAST_EIGHT, actor: null, data: {} },
  ...{ possibleRepeat: false, language: 'zh-CN', link: null },
  ...over,
});

/** Texts with all that a park file or a person may put into a name: emoji, control and bidirectional characters, marks. */
const nasty = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc
    .array(
      fc.constantFrom(
        '\ud83d\ude00',
        '\ud800',
        '\n',
        '\u202e',
        '【演练】',
        '[TEST]',
        '<at user_id="all">',
        '排口',
        'x',
      ),
      {
        maxLength: 30,
      },
    )
    .map((parts) => parts.join('')),
);
const orNull = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(value, { nil: null });
const named = fc.record({ zh: nasty, en: nasty });

/** Any facts at all, of every kind of message. */
export const anyFacts: fc.Arbitrary<TextFacts> = fc.record({
  kind: fc.constantFrom(...MESSAGE_KINDS),
  class: fc.constantFrom(...CLASSES),
  drill: orNull(fc.constant('d1')),
  severity: fc.constantFrom(...SEVERITIES),
  toxic: fc.boolean(),
  tier: orNull(fc.constantFrom(...TIERS)),
  park: named,
  timezone: fc.constantFrom('Asia/Shanghai', 'UTC', 'Nowhere/Land'),
  number: orNull(fc.integer({ min: 1, max: 99 }).map((n) => `INC-1124-${n}`)),
  outlet: orNull(named),
  factor: orNull(named),
  value: orNull(fc.double()),
  limit: orNull(fc.double()),
  unit: fc.oneof(fc.constantFrom('mg/L', 'ug/L', ''), nasty),
  dueAt: orNull(fc.double()),
  actor: orNull(nasty),
  data: fc.dictionary(
    fc.constantFrom(
      'reason',
      'trigger',
      'act',
      'requestedBy',
      'due',
      'n',
      'to',
      'from',
      'note',
      'missed',
      'forced',
      'digest',
    ),
    fc.oneof(nasty, fc.integer(), fc.boolean(), fc.constant(null), fc.dictionary(fc.string(), nasty)),
  ),
  possibleRepeat: fc.boolean(),
  language: fc.constantFrom(...LANGUAGES),
  link: orNull(fc.integer({ min: 10, max: 400 }).map((n) => `https://console.example/${'i'.repeat(n)}`)),
});
