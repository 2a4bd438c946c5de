import { type AlarmView, dayOf, type JournalEvent } from '@cofferdam/domain';
import { type Installation, type Place, waitFor } from '@cofferdam/testing';
import { queryHistory } from '../bench/results';
import type { Acknowledged, Expected } from './campaign';

/** What is wrong, seen from outside: every figure should be 0. */
export interface Reconciled {
  readonly lost: number;
  readonly missed: number;
  readonly twice: number;
  readonly wrongOnset: number;
  readonly seqGaps: number;
  readonly seqRepeats: number;
}

/** Waits until all readings are in history (or no longer come), then compares what was sent with what there is. */
export async function reconcile(
  installation: Installation,
  places: readonly Place[],
  acknowledged: readonly Acknowledged[],
  expected: readonly Expected[],
): Promise<Reconciled> {
  const influx = installation.env['INFLUX_URL'] ?? '';
  const missing = async () => missingFrom(await stored(influx), acknowledged);
  await waitFor(async () => (await missing()) === 0, { what: 'history', timeoutMs: 60_000, everyMs: 500 }).catch(
    () => null,
  );
  const episodes = async () => compareEpisodes(await journal(installation), places, expected);
  await waitFor(async () => (await episodes()).missed === 0, { what: 'alarms', timeoutMs: 30_000, everyMs: 500 }).catch(
    () => null,
  );
  const events = await journal(installation);
  const seqs = events.map(({ seq }) => seq);
  return {
    lost: await missing(),
    ...compareEpisodes(events, places, expected),
    seqGaps: seqs.filter((seq, i) => i > 0 && seq > (seqs[i - 1] ?? 0) + 1).length + (seqs[0] === 1 ? 0 : 1),
    seqRepeats: seqs.length - new Set(seqs).size,
  };
}

async function stored(influx: string): Promise<Map<string, Set<number>>> {
  const rows = await queryHistory(influx, 'SELECT "w01018" FROM reading GROUP BY "monitor"');
  return new Map(
    rows.map(({ tags, values }) => [tags?.['monitor'] ?? '', new Set(values.map(([at]) => at as number))]),
  );
}

export function missingFrom(history: ReadonlyMap<string, ReadonlySet<number>>, sent: readonly Acknowledged[]): number {
  return sent.filter(({ monitor, at }) => !history.get(monitor)?.has(at)).length;
}

export const storedReadings = stored;

async function journal(installation: Installation): Promise<JournalEvent[]> {
  const events: JournalEvent[] = [];
  for (;;) {
    const after = events.at(-1)?.seq ?? 0;
    const { body } = await installation.call<{ items: JournalEvent[] }>(`/journal?after=${after}&limit=500`);
    if (body.items.length === 0) return events;
    events.push(...body.items);
  }
}

/** Every expected episode was raised once, with its onset; none was raised twice. */
function compareEpisodes(events: readonly JournalEvent[], places: readonly Place[], expected: readonly Expected[]) {
  const monitorOf = new Map(places.map(({ park, outlet, monitor }) => [`${park}/${outlet}`, monitor]));
  const raised = new Map<string, number>();
  const onsets = new Map<string, Set<number>>();
  for (const { type, data } of events) {
    if (type !== 'alarm.raised') continue;
    const alarm = data as AlarmView;
    if (alarm.ruleKind !== 'limit') continue;
    const monitor = monitorOf.get(`${alarm.park}/${alarm.outlet}`) ?? '';
    const key = `${monitor}/${alarm.episode}`;
    raised.set(key, (raised.get(key) ?? 0) + 1);
    onsets.set(monitor, (onsets.get(monitor) ?? new Set()).add(Date.parse(alarm.raisedAt)));
  }
  const known = new Set(expected.map(({ monitor, onset }) => `${monitor}@${onset}`));
  const found = [...onsets].flatMap(([monitor, times]) => [...times].map((time) => `${monitor}@${time}`));
  return {
    missed: expected.filter(({ monitor, onset }) => !onsets.get(monitor)?.has(onset)).length,
    twice: [...raised.values()].filter((times) => times > 1).length,
    wrongOnset: found.filter((key) => !known.has(key)).length,
  };
}

interface CheckedDay {
  readonly park: string;
  readonly day: string;
  readonly at: string | null;
  readonly breaches: number;
  readonly missed: readonly unknown[];
}

/** What the service itself finds when it judges the days of these readings again (K19). */
export async function lossCheck(
  installation: Installation,
  places: readonly Place[],
  acknowledged: readonly Acknowledged[],
): Promise<{ rejudged: number; withoutAlarm: number }> {
  const days = new Set(acknowledged.map(({ at }) => dayOf(at, 'Asia/Shanghai')));
  const asked = [...new Set(places.map(({ park }) => park))].flatMap((park) => [...days].map((day) => ({ park, day })));
  const ask = (each: object) => async (): Promise<boolean> =>
    (await installation.call('/kpis/loss-checks', each)).status === 202;
  for (const each of asked) await waitFor(ask(each), { what: 'an answer', timeoutMs: 30_000, everyMs: 500 });
  const read = async (): Promise<CheckedDay[] | undefined> => {
    const { body } = await installation.call<{ items: CheckedDay[] }>('/kpis/loss-checks?limit=1000');
    const own = body.items.filter(({ park, day }) => asked.some((one) => one.park === park && one.day === day));
    return own.length === asked.length && own.every(({ at }) => at !== null) ? own : undefined;
  };
  const done = await waitFor(read, { what: 'loss check', timeoutMs: 180_000, everyMs: 1_000 });
  return {
    rejudged: done.reduce((sum, { breaches }) => sum + breaches, 0),
    withoutAlarm: done.reduce((sum, { missed }) => sum + missed.length, 0),
  };
}
