import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { checkScenario, type Expected, type Incident, type Inject, type Park, type Scenario } from '@cofferdam/domain';
import { loadParks } from '../parks';
import { loadScenario } from './load';
import { PlayedScenario } from './play.fixture';

const root = join(__dirname, '../../../..');
const park = loadParks(join(root, 'parks')).parks.find(({ id }) => id === 'demo') as Park;
const folder = join(root, 'scenarios');
const names = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
const read = (name: string): Scenario => {
  const { data } = loadScenario(join(folder, name));
  return checkScenario(data, { park, users: null, channels: null }).scenario as Scenario;
};

type Found = (expected: Expected, incident: Incident, from: number) => [from: number, at: number | null];

const dutyOf = ({ tier }: Expected, { tiers }: Incident) => tiers.find((duty) => duty.tier === tier);

/** The first evidence that holds every word, or how it is known that it was false. */
function written({ words = [] }: Expected, { evidence, falseAlarm }: Incident): number | null {
  const texts = [...evidence.map(({ text, at }) => ({ text, at }))];
  if (falseAlarm !== null) texts.push({ text: falseAlarm.reason, at: falseAlarm.at });
  return texts.find(({ text }) => words.every((word) => text.includes(word)))?.at ?? null;
}

/** From when it counts, and when it was done, epoch ms; null: never. What is absent is not looked at here. */
const REACHED: Partial<Record<Expected['action'], Found>> = {
  acknowledge: (expected, incident, from) => {
    const duty = dutyOf(expected, incident);
    return [duty?.since ?? from, duty?.acknowledged?.at ?? null];
  },
  tier: (expected, incident, from) => [from, dutyOf(expected, incident)?.since ?? null],
  measure: ({ measure }, { measures }, from) => [
    from,
    measures.find(({ code }) => code === measure)?.startedAt ?? null,
  ],
  contain: (_, { containedAt }, from) => [from, containedAt],
  correct: (_, { falseAlarm }, from) => [from, falseAlarm?.at ?? null],
  report: (expected, incident, from) => [from, written(expected, incident)],
  'hand-over': ({ to }, { tiers }, from) => [from, tiers.some(({ holder }) => holder === to) ? from : null],
};

const isAt = ({ outlets }: Incident, { payload }: Inject): boolean =>
  payload.kind !== 'samples' || outlets.includes(payload.outlet);

/** In real time, and as fast as steps go. */
const STEPS = [1_000, 10_000];
const CASES = names.flatMap((name) => STEPS.map((step) => [name, step] as const));

describe.each(CASES)('%s, played by its robots in steps of %d ms', (name, step) => {
  const played = new PlayedScenario(read(name), park, step).play();
  const { drill, scenario } = played;
  const incidents = [...played.incidents.values()];

  test('every inject is carried out', () => {
    const left = scenario.injects.filter(({ id }) => !drill.injected.some(({ inject }) => inject === id));
    expect(left.map(({ id }) => id)).toEqual([]);
  });

  test('nobody does what they may not, every line is used, and no deadline is missed', () => {
    expect({ refused: played.refused, missed: played.missed }).toEqual({ refused: [], missed: [] });
    const used = new Set(played.deeds.map(({ key }) => key.split('/').slice(1, 3).join('/')));
    const lines = scenario.participants.flatMap(({ user, robot = [] }) => robot.map((_, n) => `${user}/${n}`));
    expect(lines.filter((line) => !used.has(line))).toEqual([]);
  });

  test('what is expected is reached in time', () => {
    const late = scenario.injects.flatMap((inject) => {
      const from = drill.injected.find((one) => one.inject === inject.id)?.at ?? 0;
      return inject.expected.flatMap((expected) =>
        incidents
          .filter((incident) => isAt(incident, inject))
          .flatMap((incident) => {
            const found = REACHED[expected.action]?.(expected, incident, from);
            if (found === undefined || (found[1] !== null && found[1] - found[0] <= expected.within * 1000)) return [];
            const [since, at] = found;
            return [`${inject.id} ${expected.action}: ${at === null ? 'never' : `${(at - since) / 1000} s`}`];
          }),
      );
    });
    expect(late).toEqual([]);
  });

  test('it ends held, or judged false', () => {
    const wanted = name === 'false-alert-corrected.yaml' ? 'FALSE_ALARM' : 'CONTAINED';
    expect(incidents.map(({ state }) => state)).toEqual(incidents.map(() => wanted));
    expect(incidents).toHaveLength(name === 'two-enterprises-at-once.yaml' ? 2 : 1);
  });

  test('it is the same again', () => {
    const again = new PlayedScenario(read(name), park, step).play();
    expect([...again.incidents.values()]).toEqual(incidents);
    expect(again.deeds).toEqual(played.deeds);
  });
});
