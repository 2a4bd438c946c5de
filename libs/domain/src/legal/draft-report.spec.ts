import { MINUTE, PARK, T0 } from '../incident/incident.fixture';
import { draftReport } from './draft-report';
import type { DraftFacts } from './drafted';
import { acknowledged, alarms, contained, followed, judgedFalse, sent, submission } from './legal.fixture';
import { FIELDS_OF } from './report';
import { reportTitle } from './report-words';

const NAME = { zh: '厂', en: 'Works' };
const DESKS = [
  { id: 'ehs', name: { zh: '值班室', en: 'EHS desk' }, tier: 'enterprise', phone: '021 1234', members: [], shifts: [] },
  {
    id: 'pk',
    name: { zh: '园区值班', en: 'Park desk' },
    tier: 'park',
    members: [{ user: 'wu', phone: '110' }],
    shifts: [],
  },
] as const;

function facts(more: Partial<DraftFacts> = {}): DraftFacts {
  const { incident, matter } = acknowledged('orange', T0 + MINUTE);
  const desks = DESKS.map((desk) => ({ ...desk, members: [...desk.members], shifts: [] }));
  return {
    ...{ kind: 'first', reporter: 'unit', language: 'en', matter, incident, park: PARK, alarms: alarms(), desks },
    ...more,
  };
}
const text = (given: DraftFacts, field: string): string =>
  draftReport(given).fields.find((one) => one.field === field)?.text ?? '';

test('a first report has what the incident knows, and leaves blank what nobody does', () => {
  const given = facts();
  expect(draftReport(given).fields.map(({ field }) => field)).toEqual(FIELDS_OF.first);
  expect(text(given, 'time')).toContain('The unit knew: 2026-11-24 14:01');
  expect(text(given, 'place')).toBe('Name, Name, Name');
  expect(text(given, 'pollutants')).toMatch(/highest 120 mg\/L, limit 50 mg\/L \(permit\)/);
  expect(text(given, 'monitoring')).toContain('110 mg/L');
  expect(text(given, 'measures')).toBe('No measure has been started yet.');
  expect(text(given, 'contacts')).toBe('EHS desk 021 1234');
  expect(text({ ...given, reporter: 'department' }, 'contacts')).toBe('Park desk 110');
  expect(text(given, 'harmed')).toBe('');
  expect(text({ ...given, language: 'zh-CN' }, 'pollutants')).toContain('限值 50 mg/L');
});

test('measures with their times and who; the way of the water as far as the park file knows it', () => {
  const { incident } = facts();
  const held = contained(incident, T0 + 5 * MINUTE);
  const given = facts({ incident: held, kind: 'final' });
  expect(text(given, 'measures')).toMatch(/14:05 Close the valve · Name \(admin\): done 2026-11-24 14:05/);
  expect(text(given, 'results')).toContain('confirmed held at 2026-11-24 14:05');
  const park = { ...PARK, river: { name: NAME } };
  const below = text(facts({ park }), 'protectedObjects').split('\n');
  expect(below).toEqual(['Name: travel time not known', 'Name: travel time not known', 'Receiving water: Works']);
});

test('a withdrawal names what it takes back and why', () => {
  const { incident, matter } = acknowledged('orange', T0);
  const first = sent(matter, submission('first'), { state: 'ACKED', now: T0 + MINUTE }).matter;
  const wrong = judgedFalse(incident, T0 + 2 * MINUTE);
  const owed = followed(wrong, T0 + 2 * MINUTE, first)!.matter;
  const given = facts({ kind: 'withdrawal', incident: wrong, matter: owed });
  expect(text(given, 'withdrawn')).toBe(`${matter.number}-U01`);
  expect(text(given, 'reason')).toBe('Judged false by admin and park: probe was cleaned');
  expect(draftReport(given).number).toBe(`${matter.number}-U02`);
});

test('nobody takes an exercise for real, in either language', () => {
  const exercise = { class: 'exercise', kind: 'follow-up', n: 2 } as const;
  expect(reportTitle(exercise, 'zh-CN')).toBe('【演练】突发环境事件续报（2）');
  expect(reportTitle(exercise, 'en')).toBe('[EXERCISE] Environmental event: Follow-up report 2');
  expect(reportTitle({ ...exercise, class: 'actual', kind: 'first' }, 'zh-CN')).toBe('突发环境事件初报');
  const { matter } = facts();
  expect(draftReport(facts({ matter: { ...matter, class: 'exercise' }, language: 'zh-CN' })).title).toMatch(
    /^【演练】/,
  );
});
