import type { Condition, Digest, Episode, Order } from '@cofferdam/domain';

export const ONSET = Date.UTC(2026, 0, 1);
export const orderOf = (n: number): Order => [`${ONSET}-${n}`, 0];

/** A breach of the COD limit at an outlet, as a rule engine would tell it. */
export const breach = (outlet: string, n: number, more: Partial<Condition> = {}): Condition => ({
  kind: 'condition',
  key: {
    ...{ class: 'actual', drill: null, park: 'demo', subject: { kind: 'outlet', id: outlet }, outlet },
    ...{ factor: 'w01018', rule: 'cod-instant' },
  },
  ...{ order: orderOf(n), episode: 1, onset: ONSET, clearedAt: null, phase: 'abnormal', quality: 'good' },
  ...{ severity: 'yellow', severityMax: 'yellow', peak: 60, value: 60, unit: 'mg/L', limit: 50, ratio: 1.2 },
  ...{ limitSource: 'GB 31571-2015 T2', sampleAt: ONSET, ruleKind: 'limit', ruleVersion: 1, toxic: false },
  ...{ explain: 'COD 60 mg/L exceeds 50 mg/L', late: false, previous: [] },
  ...more,
});

export const back = (outlet: string, n: number, more: Partial<Condition> = {}): Condition =>
  breach(outlet, n, { phase: 'normal', clearedAt: ONSET + 1_000, value: 30, ...more });

export const past = (episode: number): Episode => ({
  ...{ episode, onset: ONSET + episode * 1_000, clearedAt: ONSET + episode * 1_000 + 500 },
  ...{ peak: 60, severityMax: 'yellow' },
});

export const digestOf = (outlet: string, n: number, conditions: Condition[]): Digest => ({
  ...{ kind: 'digest', class: 'actual', drill: null, park: 'demo', outlet, order: orderOf(n) },
  ...{ at: ONSET + 60_000, conditions },
});
