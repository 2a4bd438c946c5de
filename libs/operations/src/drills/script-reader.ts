import { Injectable } from '@nestjs/common';
import type { Drill } from '@cofferdam/domain';

/** What has become so far of each action that is expected after an inject, in the order of the scenario. */
type Outcomes = ReadonlyMap<string, readonly unknown[]>;
const NOTHING_KNOWN: Outcomes = new Map();

/** A drill's script beside what has become of it. */
@Injectable()
export class ScriptReader {
  /** @param outcomes what the score of the facts so far says; nothing is known of those that it leaves out */
  read(drill: Drill, outcomes: Outcomes = NOTHING_KNOWN): object[] {
    const carriedOut = new Map(drill.injected.map(({ inject, at }) => [inject, at]));
    return drill.scenario.injects.map(
      ({ id, title = null, at = null, when = null, from = null, to = null, ...rest }) => {
        const done = carriedOut.get(id);
        return {
          ...{ id, title, at, when, from, to, payload: rest.payload },
          state: done === undefined ? 'waiting' : 'carried-out',
          carriedOutAt: done === undefined ? null : new Date(done).toISOString(),
          expected: rest.expected.map((one, n) => ({ ...one, outcome: outcomes.get(id)?.[n] ?? null })),
        };
      },
    );
  }
}
