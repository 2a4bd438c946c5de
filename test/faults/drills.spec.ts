import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import {
  type AppName,
  type BuiltProcess,
  DrillDirector,
  Installation,
  type Services,
  startServices,
} from '@cofferdam/testing';
import { parse } from 'yaml';
import { report, round } from '../bench/results';

const SPEED = 60;
const APPS = ['ingestion', 'rule-engine', 'alert-worker', 'operator-api'] as const satisfies readonly AppName[];
const SCENARIOS = ['outlet-cod-contained', 'rain-outlet-toxic-to-basin', 'night-shift-hand-over'];
/** How long a killed process stays dead, ms. */
const DEAD_MS = 500;
const EVERY_MS = 2_500;
const LONGEST_MS = 240_000;

let services: Services;
beforeAll(async () => {
  services = await startServices();
}, 60_000);
afterAll(() => services?.stop(), 60_000);

const scenarioOf = (name: string): unknown =>
  parse(readFileSync(join(__dirname, '..', '..', 'scenarios', `${name}.yaml`), 'utf8'));

interface Run {
  /** Scores as the API tells them, by scenario. */
  readonly scores: ReadonlyMap<string, unknown>;
  readonly kills: number;
  readonly seconds: number;
}

/** All scenarios at once on processes apart; with kills, each process is killed in turn for as long as a drill goes on. */
async function run(withKills: boolean): Promise<Run> {
  const installation = await Installation.make(services);
  const processes: BuiltProcess[] = [];
  for (const app of APPS) processes.push(await installation.start(app));
  await installation.reachEverybody();
  const director = new DrillDirector(installation);
  const begin = performance.now();
  const drills = new Map<string, string>();
  for (const name of SCENARIOS) drills.set(name, await director.start(scenarioOf(name), SPEED));
  const over = Promise.all([...drills.values()].map((id) => director.until(id, ['ended'], LONGEST_MS)));
  let goesOn = true;
  void over.finally(() => (goesOn = false)).catch(() => undefined);
  let kills = 0;
  while (withKills && goesOn) {
    await pause(EVERY_MS);
    const victim = processes[kills % processes.length];
    await victim?.kill('SIGKILL');
    await pause(DEAD_MS);
    await victim?.restart();
    kills += 1;
  }
  await over;
  const seconds = (performance.now() - begin) / 1000;
  const scores = new Map<string, unknown>();
  for (const [name, id] of drills) scores.set(name, await director.read(id, '/score'));
  await installation.stop();
  return { scores, kills, seconds };
}

test('each process killed in turn in mid-drill: the drills go on, and their scores are those without kills', async () => {
  const whole = await run(false);
  const killed = await run(true);
  const same = SCENARIOS.filter(
    (name) =>
      JSON.stringify(comparable(whole.scores.get(name))) === JSON.stringify(comparable(killed.scores.get(name))),
  );
  report('faults', 'drills', [
    { what: 'drills at once, at speed', measured: `${SCENARIOS.length}, ${SPEED}` },
    { what: 'without kills, s of wall time', measured: round(whole.seconds) },
    { what: 'with kills, s of wall time', measured: round(killed.seconds) },
    { what: 'kills', measured: killed.kills },
    ...SCENARIOS.map((name) => ({
      what: `score of ${name}, without / with kills`,
      measured: `${totalOf(whole, name)} / ${totalOf(killed, name)}`,
    })),
    {
      what: 'scores that are the same in every point',
      measured: same.length,
      asked: String(SCENARIOS.length),
      holds: same.length === SCENARIOS.length,
    },
  ]);
  for (const name of SCENARIOS) expect(comparable(killed.scores.get(name))).toEqual(comparable(whole.scores.get(name)));
  expect(killed.kills).toBeGreaterThanOrEqual(APPS.length);
}, 900_000);

const totalOf = ({ scores }: Run, name: string): number => (scores.get(name) as { total: number }).total;

/** A score without what names the run: ids of the drill, its incidents and alarms. */
function comparable(score: unknown): unknown {
  return JSON.parse(
    JSON.stringify(score, (key, value: unknown) =>
      key === 'asOf' || key === 'drill' || key === 'incident' || key === 'alarm' ? undefined : value,
    ),
  );
}
