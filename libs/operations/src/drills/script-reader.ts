import { Injectable } from '@nestjs/common';
import type { Drill, ExpectationScore } from '@cofferdam/domain';
import type { Tx } from '@cofferdam/records';
import { DrillReporter } from './drill-reporter';

/** A drill's script beside what has become of it, as its score has it. */
@Injectable()
export class ScriptReader {
  constructor(private readonly reporter: DrillReporter) {}

  async read(tx: Tx, drill: Drill): Promise<object[]> {
    const { expectations } = await this.reporter.score(tx, drill);
    const outcomes = new Map(expectations.map((one) => [placeOf(one), one]));
    const carriedOut = new Map(drill.injected.map(({ inject, at }) => [inject, at]));
    return drill.scenario.injects.map(
      ({ id, title = null, at = null, when = null, from = null, to = null, ...rest }) => {
        const done = carriedOut.get(id);
        return {
          ...{ id, title, at, when, from, to, payload: rest.payload },
          state: done === undefined ? 'waiting' : 'carried-out',
          carriedOutAt: done === undefined ? null : new Date(done).toISOString(),
          expected: rest.expected.map((one, n) => {
            const { outcome, latency, by, incident } = outcomes.get(placeOf({ inject: id, n })) ?? UNSCORED;
            return { ...one, outcome, latency, by, incident };
          }),
        };
      },
    );
  }
}

const placeOf = ({ inject, n }: Pick<ExpectationScore, 'inject' | 'n'>): string => `${n} ${inject}`;
const UNSCORED = { outcome: 'waiting', latency: null, by: null, incident: null } as const;
