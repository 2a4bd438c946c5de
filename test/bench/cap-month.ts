import {
  advance,
  type Advance,
  type CapMessage,
  chainFacts,
  type IncidentChain,
  isOver,
  newChain,
} from '@cofferdam/cap';
import type { Severity, Timeline, User } from '@cofferdam/domain';
import { ACT_NAMES, Life, PARK, type Place } from '../../libs/cap/src/incident/life.fixture';

const MINUTE = 60_000;
export const MONTH_MS = 30 * 24 * 60 * MINUTE;

/** Numbers between 0 and 1 that are the same for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

type Random = () => number;
type Act = (typeof ACT_NAMES)[number];
const pick = <T>(random: Random, from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;

const WHO: readonly User['role'][] = ['unit', 'enterprise', 'park', 'basin', 'admin'];
const PLACES: readonly Place[] = ['main', 'rain', 'plant', 'river'];
const FACTORS = ['w01018', 'w21003', 'w21016', 'w20122', 'w01001'] as const;

/** Most are light: half blue, one in twenty red. */
function colour(random: Random): Severity {
  const at = random();
  if (at < 0.5) return 'blue';
  if (at < 0.8) return 'yellow';
  return at < 0.95 ? 'orange' : 'red';
}

const hour = (random: Random) => ({
  ...{ severity: colour(random), where: pick(random, PLACES), factor: pick(random, FACTORS) },
});

/** From seconds to hours: people are quick at first, and nights are long. */
const pause = (random: Random): number => Math.round(500 + random() ** 4 * 8 * 60 * MINUTE);

const both = (zh: string, en: string) => ({ zh, en });
const warning = (id: string) => ({
  ...{ id, headline: both('请勿靠近河道', 'Keep away from the river') },
  ...{ description: both('上游排口异常。', 'Water above is abnormal.'), areas: [both('下游', 'Downstream')] },
  instruction: both('请勿取水。', 'Draw no water.'),
});

/** Where what is said is kept. */
export interface Keeping {
  readonly number: (timeline: Timeline, now: number) => Promise<number>;
  readonly earlier: (chain: IncidentChain) => Promise<readonly CapMessage[]>;
  readonly keep: (told: Advance) => Promise<void>;
}

/** One incident from its first alarm until it is over, or the month is. */
export class CapLife {
  private now: number;
  private readonly life: Life;
  private chain: IncidentChain | null = null;

  constructor(
    id: string,
    private readonly timeline: Timeline,
    opens: number,
    private readonly ends: number,
    private readonly random: Random,
    private readonly keeping: Keeping,
  ) {
    this.now = opens;
    this.life = new Life(id, PARK, hour(random), opens, timeline);
  }

  async run(): Promise<IncidentChain | null> {
    await this.say();
    const happenings = 3 + Math.floor(this.random() * 12);
    for (let n = 0; n < happenings; n += 1) {
      if (!(await this.wait(pause(this.random)))) return this.chain;
      this.happen(n);
      await this.say();
    }
    // Nearly all are over some time; the others go on and are renewed until the month ends.
    if (this.random() < 0.98) await this.end();
    while (await this.wait(60 * MINUTE)) if (this.chain !== null && isOver(chainFacts(this.chain))) break;
    return this.chain;
  }

  private async end(): Promise<void> {
    const last: readonly Act[] =
      this.random() < 0.15 ? ['resume', 'mark-false'] : ['resume', 'start-measure', 'contain', 'close'];
    for (const act of last) {
      this.life.live({ act, who: 'admin' }, this.now);
      await this.say();
      await this.wait(1 + Math.floor(this.random() * 40 * MINUTE));
    }
    if (this.timeline.class === 'exercise' && this.chain) this.chain = { ...this.chain, exerciseOver: true };
    await this.say();
    await this.wait(2 * MINUTE);
  }

  private happen(n: number): void {
    const { random, life, now } = this;
    const what = random();
    if (what < 0.25) life.live({ alarm: hour(random) }, now);
    else if (what < 0.95) life.live({ act: pick(random, ACT_NAMES), who: pick(random, WHO) }, now);
    else if (this.chain && !isOver(chainFacts(this.chain))) {
      this.chain = { ...this.chain, warning: this.chain.warning === null ? warning(`${life.id}-${n}`) : null };
    }
  }

  /** @returns false where the month is over */
  private async wait(ms: number): Promise<boolean> {
    const until = Math.min(this.now + ms, this.ends);
    while (this.chain !== null && this.chain.lookAt !== null && this.chain.lookAt <= until) {
      this.now = Math.max(this.now, this.chain.lookAt);
      await this.say();
    }
    this.now = until;
    return until < this.ends;
  }

  private async say(): Promise<void> {
    const { life, now, keeping } = this;
    this.chain ??= newChain(life.view, await keeping.number(this.timeline, now), now);
    const chain = { ...this.chain, latest: life.view };
    const around = { park: PARK, alarms: life.alarms, domain: 'example.cn', consoleUrl: 'https://example.cn' };
    const told = advance(chain, await keeping.earlier(chain), around, now);
    await keeping.keep(told);
    this.chain = told.chain;
  }
}
