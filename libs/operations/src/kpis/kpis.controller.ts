import { Controller } from '@nestjs/common';
import {
  type Breach,
  type Figure,
  isIndicative,
  kpi,
  LONGEST_WINDOW_DAYS,
  seesPark,
  withinTarget,
} from '@cofferdam/domain';
import { LossChecks, type LossCheckRow, Records, type Tx } from '@cofferdam/records';
import { type Answer, answer } from '../http/answer';
import { Given, SignedIn } from '../http/given';
import type { Caller } from '../http/operator-request';
import { Problem } from '../http/problem';
import { Answers, type Given as GivenOf } from '../http/route';
import { Within } from '../http/within';
import { RegisterReader } from '../register/register-reader';
import { parksOf } from '../scope/parks';
import { courseOf, FiguresReader } from './figures-reader';
import { askLossCheck, listKpis, listLossChecks } from './kpis.routes';

const DAY_MS = 86_400_000;
const FIRST_DAY = '2000-01-01';
const LAST_DAY = '9999-12-31';

interface Span {
  readonly from: number;
  readonly to: number;
}

@Controller()
export class KpisController {
  constructor(
    private readonly records: Records,
    private readonly register: RegisterReader,
    private readonly figures: FiguresReader,
    private readonly checks: LossChecks,
  ) {}

  @Answers(listKpis)
  async list(@Given() { query }: GivenOf<typeof listKpis>, @SignedIn() { user }: Caller): Promise<unknown> {
    const scope = parksOf(user, query.park);
    const window = windowOf(query, await this.records.now());
    const { parks, asOf } = await this.records.snapshot(async (tx, seq) => {
      const all =
        query.park === undefined
          ? await this.register.parks(tx, user)
          : [await this.register.park(tx, user, query.park)];
      return { parks: all.filter(({ park }) => scope === '*' || scope.includes(park)), asOf: seq };
    });
    const items: unknown[] = [];
    const courses: unknown[] = [];
    for (const { park, document } of parks) {
      const found = await this.figures.of(document, window);
      const { from, counts, floods } = courseOf(found);
      items.push(...found.figures.map((figure) => view(park, figure, window)));
      courses.push({ park, from: iso(from), stepSeconds: 600, counts, floods: floods.map(viewFlood) });
    }
    return { items, courses, next: null, total: items.length, asOf };
  }

  @Answers(listLossChecks)
  lossChecks(@Given() { query }: GivenOf<typeof listLossChecks>, @SignedIn() { user }: Caller): Promise<unknown> {
    const parks = parksOf(user, query.park);
    return this.records.snapshot(async (tx, asOf) => {
      const days = { from: query.from ?? FIRST_DAY, to: query.to ?? LAST_DAY };
      const items = (await this.checks.list(tx, parks, days, query.limit)).map(viewCheck);
      return { items, next: null, total: items.length, asOf };
    });
  }

  @Answers(askLossCheck)
  async ask(
    @Given() { body }: GivenOf<typeof askLossCheck>,
    @SignedIn() { user }: Caller,
    @Within() tx: Tx,
  ): Promise<Answer> {
    if (!seesPark(user, body.park)) throw new Problem('not-found', `no park ${body.park} in your scope`);
    const { park } = await this.register.park(tx, user, body.park);
    await this.checks.ask(tx, [{ park, day: body.day }], user.username, true);
    return answer({ park, day: body.day }, {}, 202);
  }
}

const iso = (ms: number): string => new Date(ms).toISOString();

/** @throws Problem where it is turned round or too long */
function windowOf(query: { from?: number | undefined; to?: number | undefined }, now: number): Span {
  const to = query.to ?? now;
  const from = query.from ?? to - DAY_MS;
  if (from >= to) throw new Problem('bad-request', '`from` must be before `to`');
  if (to - from > LONGEST_WINDOW_DAYS * DAY_MS) {
    throw new Problem('bad-request', `at most ${LONGEST_WINDOW_DAYS} days at a time`);
  }
  return { from, to };
}

function view(park: string, { id, value, values, groups }: Figure, window: Span) {
  const { name, unit, target, formula, source } = kpi(id);
  return {
    ...{ id, park, name, value, values, groups, unit, target, withinTarget: withinTarget(id, value) },
    indicative: isIndicative(window),
    window: { from: iso(window.from), to: iso(window.to) },
    definition: { formula, source },
  };
}

const viewFlood = ({ from, to, peak }: Span & { readonly peak: number }) => ({ from: iso(from), to: iso(to), peak });

const viewMissed = ({ outlet, factor, rule, onset, clearedAt, value, limit, unit, severity }: Breach) => ({
  ...{ outlet, factor, rule, at: iso(onset), until: clearedAt === null ? null : iso(clearedAt) },
  ...{ value, limit, unit, severity },
});

const viewCheck = ({ at, missed, ...rest }: LossCheckRow) => ({
  ...rest,
  missed: missed.map(viewMissed),
  at: at === null ? null : iso(at),
});
