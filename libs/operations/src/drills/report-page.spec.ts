import {
  afterAction,
  type AfterActionReport,
  type Drill,
  type DrillFacts,
  type JournalEvent,
  ParkSchema,
  ScenarioSchema,
  scoreDrill,
} from '@cofferdam/domain';
import { drillReportPage, PAGE_POLICY } from './report-page';
import { span } from './report-sheet';

const T0 = Date.UTC(2026, 10, 24, 6);
const EVIL = `<script>alert("1")</script> & 'x'`;
const evil = { zh: EVIL, en: EVIL };
const by = { by: EVIL, at: T0 };
const timeline = { class: 'exercise', drill: 'd1' } as const;

const event = (seq: number, type: JournalEvent['type'], data: object): JournalEvent => ({
  ...{ seq, at: T0 + 60_000, type, ...timeline, park: 'east', subject: { kind: 'drill', id: 'd1' }, actor: EVIL, data },
});

/** A report in which everything that a person can write is hostile, and everything that can go wrong has. */
function evilReport(): AfterActionReport {
  const scenario = ScenarioSchema.parse({
    ...{ id: 'cod', title: evil, park: 'east', duration: 600, objectives: [{ id: 'hold', text: evil }] },
    ...{ participants: [{ user: EVIL, role: 'park', robot: [] }], controllers: [EVIL], evaluators: [EVIL] },
    monitors: [{ outlet: 'main', monitor: 'MN1', interval: 10, values: { w01018: 20 } }],
    injects: [
      {
        ...{ id: 'call', title: evil, at: 30, payload: { kind: 'message', text: evil } },
        expected: [
          { action: 'hand-over', within: 60, to: EVIL, tier: 'park', objective: 'hold', evidence: evil },
          { action: 'detect', within: 60, outlet: 'main', factor: 'w01018', objective: 'hold' },
          { action: 'measure', within: 60, measure: 'divert-to-pond' },
        ],
      },
    ],
  });
  const drill: Drill = {
    ...{ id: 'd1', park: 'east', scenario, state: 'evaluated', speed: 60, planned: by, approvals: [by, by], armed: by },
    ...{ started: { ...by, ruleVersion: 1, policyVersion: 1, clock: T0 }, paused: null },
    ended: { ...by, why: 'abort', reason: EVIL, clock: T0 + 300_000 },
    ...{ injected: [{ inject: 'call', at: T0 + 30_000 }], notes: [{ ...by, text: EVIL, drillAt: T0 }] },
    observations: [{ ...by, id: 'o', inject: 'call', objective: 'hold', rating: 'M', note: EVIL, drillAt: T0 }],
    actions: [{ id: 'a', text: EVIL, owner: EVIL, due: EVIL, opened: by, closed: { ...by, note: EVIL } }],
    ...{ evaluated: by, reported: null, generation: 9, version: 9 },
  };
  const wall = (ms: number) => ({ wall: new Date(T0 + ms).toISOString() });
  const facts: DrillFacts = {
    ...{ clock: T0 + 300_000, reports: [], cap: 1, outlets: {} },
    events: [
      event(1, 'notification.sent', { key: EVIL, to: EVIL + EVIL, channel: EVIL, kind: 'drill' }),
      event(2, 'notification.failed', { key: '3.x', to: EVIL, fault: 'not-a-participant' }),
      event(3, 'drill.paused', { why: 'person', reason: EVIL, ...wall(0) }),
      event(4, 'drill.ended', wall(90_000)),
    ],
    deliveries: [
      {
        ...{ key: 'k', recipient: EVIL, kind: 'drill', channel: EVIL, state: 'FAILED', why: EVIL, tier: null },
        owner: { kind: 'drill', id: 'd1' },
      },
    ],
    live: { alarms: 1, slowest: 2_500, median: 2_500, slowestAlarm: EVIL },
    active: { alarms: 1, incidents: 0, deadlines: 0, messages: 0, approvals: 0 },
  };
  return afterAction(drill, scoreDrill(drill, facts), facts, { sha256: 'a'.repeat(64), events: 4, upTo: 4 });
}

test.each(['zh-CN', 'en'] as const)('whatever people wrote is text in the %s page', (language) => {
  const page = drillReportPage(evilReport(), null, language);
  expect(page).not.toMatch(/<script|alert\("|onerror|<img|<link|url\(/);
  const escaped = '&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;x&#39;';
  expect(page.split(escaped).length - 1).toBeGreaterThan(20);
  expect(PAGE_POLICY).toMatch(/^default-src 'none'; style-src 'sha256-/);
});

test('every sheet is marked, in the language of the page', () => {
  const [zh, en] = [drillReportPage(evilReport(), null, 'zh-CN'), drillReportPage(evilReport(), null, 'en')];
  expect(zh).toMatch(/<header class="mark"><p>【演练】/);
  expect(en).toMatch(/<header class="mark"><p>\[EXERCISE\] /);
  expect([zh.includes('一票否决项'), en.includes('Hard fails')]).toEqual([true, true]);
  for (const page of [zh, en]) expect(page).toMatch(/\.mark \{ display: table-header-group; break-inside: avoid; \}/);
});

test('it says what failed the drill, and what nobody did', () => {
  const page = drillReportPage(evilReport(), null, 'en');
  for (const said of [
    'something of the drill reached somebody who takes no part',
    'a real alarm was delayed',
    'something was still active after the end',
    '<td>missed</td>',
    'not passed',
    '<td>90\u00a0s</td>',
  ]) {
    expect(page).toContain(said);
  }
  expect(page).toContain('2026-11-24 14:00:00');
});

test('places, factors and measures go by their names, in the language of the page', () => {
  const name = (zh: string, en: string) => ({ zh, en });
  const park = ParkSchema.parse({
    ...{ id: 'east', name: name('东园区', 'East park'), timezone: 'Asia/Shanghai' },
    rules: [{ kind: 'limit', id: 'cod', factors: ['w01018'] }],
    outlets: [{ id: 'main', name: name('总排口', 'Main outlet'), kind: 'enterprise-main' }],
  });
  const [zh, en] = [drillReportPage(evilReport(), park, 'zh-CN'), drillReportPage(evilReport(), park, 'en')];
  for (const said of ['<td>东园区</td>', '发现 · 总排口 · 化学需氧量', '采取措施 · 切换至应急池'])
    expect(zh).toContain(said);
  for (const said of ['<td>East park</td>', 'Main outlet · COD', 'Divert to the emergency pond'])
    expect(en).toContain(said);
  expect(drillReportPage(evilReport(), null, 'en')).toContain('<td>east</td>');
});

test('spans read as people say them', () => {
  expect([0, 45.26, 119, 120, 725, null].map((seconds) => span(seconds).replace('\u00a0', ' '))).toEqual([
    '0 s',
    '45.3 s',
    '119 s',
    '2:00 min',
    '12:05 min',
    '—',
  ]);
});
