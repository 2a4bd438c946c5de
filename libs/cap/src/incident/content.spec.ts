import { viewIncident } from '@cofferdam/domain';
import { isUnexpired } from '../chain';
import type { CapInfo, CapMessage } from '../message';
import { advance, type IncidentChain, newChain } from './advance';
import { decideCap } from './decide';
import { factsOf, type IncidentFacts } from './facts';
import { expiresOf } from './info';
import { type Hour, Life, PARK } from './life.fixture';
import { materialChange } from './material';
import { figure, plain, shorten } from './plain';
import { prefillWarning } from './prefill';

const T0 = Date.parse('2026-11-24T06:00:00Z');
const MINUTE = 60_000;
const around = (life: Life) => ({ park: PARK, alarms: life.alarms, domain: 'example.cn', consoleUrl: null });

function tell(life: Life, chain: IncidentChain, earlier: readonly CapMessage[], now: number) {
  return advance({ ...chain, latest: life.view }, earlier, around(life), now);
}

function first(hour: Hour, timeline?: ConstructorParameters<typeof Life>[4]): CapMessage {
  const life = new Life('i1', PARK, hour, T0, timeline);
  const [made] = tell(life, newChain(life.view, 3, T0), [], T0).made;
  if (made === undefined) throw new Error('nothing was said');
  return made.message;
}
const english = ({ infos }: CapMessage): CapInfo => infos[1] as CapInfo;

test.each([
  ['blue', 'Minor', 'Future', ['Monitor']],
  ['yellow', 'Moderate', 'Expected', ['Execute', 'Monitor']],
  ['orange', 'Severe', 'Immediate', ['Execute', 'Monitor']],
  ['red', 'Extreme', 'Immediate', ['Execute', 'Prepare']],
] as const)('%s is %s, %s, %p', (colour, severity, urgency, responseTypes) => {
  const message = first({ severity: colour, where: 'main' });
  expect(english(message)).toMatchObject({ severity, urgency, responseTypes, certainty: 'Observed' });
  expect(message.infos.map(({ categories }) => categories)).toEqual([['Env'], ['Env']]);
});

test('the blocks say what, where, how much and what to do, each in its language', () => {
  const message = first({ severity: 'orange', where: 'main' });
  const [zh, en] = message.infos as [CapInfo, CapInfo];
  expect(message).toMatchObject({
    ...{ identifier: 'COFFERDAM.EAST.20261124.000003.1', sender: 'cofferdam@east.example.cn', status: 'Actual' },
    ...{ scope: 'Restricted', note: null, incidents: ['INC-i1'], codes: ['profile:COFFERDAM-CAP:1.0'] },
  });
  expect(zh).toMatchObject({ language: 'zh-CN', event: '废水耗氧有机物异常', senderName: '东区应急值守中心' });
  expect(zh.headline).toBe('橙色预警 东区总排口化学需氧量为限值2.5倍');
  expect(en.headline).toMatch(/^Orange warning: .* 2\.5 times its limit at Main outlet, East park$/);
  expect(en.description).toMatch(
    /125 mg\/L, limit 50 mg\/L \(GB 31571-2015\), 2\.5 times the limit; first abnormal sample/,
  );
  expect(zh.description).toMatch(/首个异常样品 11-24 13:58，最近样品 11-24 14:00/);
  expect(en.instruction).toMatch(/acknowledge by 11-24 14:05, contain by 11-24 14:30/);
  expect(en.areas).toEqual([
    {
      ...{ description: 'Main outlet and the water below it', polygons: [], circles: [[30.2101, 120.6502, 0.5]] },
      geocodes: [{ name: 'COFFERDAM:asset', value: 'main' }],
    },
  ]);
  const parameters = Object.fromEntries(en.parameters.map(({ name, value }) => [name, value]));
  expect(parameters).toMatchObject({ 'COFFERDAM:value': '125', 'COFFERDAM:ratio': '2.5', 'COFFERDAM:limit': '50' });
});

test('a toxic is CBRNE in both blocks; an outlet without coordinates has no circle, and its name is made plain', () => {
  const [zh, en] = first({ severity: 'red', where: 'rain', factor: 'w21016' }).infos as [CapInfo, CapInfo];
  expect([zh.categories, en.categories]).toEqual([
    ['Env', 'CBRNE'],
    ['Env', 'CBRNE'],
  ]);
  expect([zh.areas[0]?.circles, zh.areas[0]?.description]).toEqual([[], '雨水口 ‹1› & 演·练及其下游']);
});

test('every text of an exercise is marked, by another sender; a test is addressed', () => {
  const drill = first({ severity: 'red', where: 'main' }, { class: 'exercise', drill: 'spring.1' });
  expect(drill).toMatchObject({ status: 'Exercise', sender: 'cofferdam-exercise@east.example.cn' });
  expect(drill.identifier).toBe('EX.COFFERDAM.EAST.spring-1.0003.1');
  expect(drill.note).toMatch(/^演练 EXERCISE id=spring-1;/);
  for (const { headline, description, instruction } of drill.infos) {
    for (const text of [headline, description, instruction]) expect(text).toMatch(/^(【演练】|\[EXERCISE\] )/);
  }
  expect(first({ severity: 'red', where: 'main' }, { class: 'test', drill: null })).toMatchObject({
    ...{ status: 'Test', scope: 'Private', restriction: null, addresses: ['duty-desk'] },
  });
});

test('a message holds four hours, or beyond the next two deadlines; an open one is renewed at three quarters', () => {
  const life = new Life('i1', PARK, { severity: 'red', where: 'main' }, T0);
  expect(expiresOf(life.view, T0)).toBe(T0 + 240 * MINUTE);
  const far = { ...life.view, deadlines: [5, 300, 900].map((minutes) => due(T0 + minutes * MINUTE + 1)) };
  expect(expiresOf(far, T0)).toBe(T0 + 300 * MINUTE + 1000);
  const { chain, made } = tell(life, newChain(life.view, 1, T0), [], T0);
  expect(chain.lookAt).toBe(T0 + 180 * MINUTE);
  const renewed = tell(
    life,
    chain,
    made.map(({ message }) => message),
    T0 + 180 * MINUTE,
  );
  expect(renewed.made.map(({ message }) => message.msgType)).toEqual(['Update']);
  expect(english(renewed.made[0]?.message as CapMessage).description).toMatch(/^Now: it still holds\./);
});

const due = (at: number) => ({ ...viewOf.deadlines[0]!, dueAt: new Date(at).toISOString() });
const viewOf = viewIncident(new Life('x', PARK, { severity: 'red', where: 'main' }, T0).incident);

describe('an end', () => {
  const life = new Life('i1', PARK, { severity: 'red', where: 'main' }, T0);
  const begun = tell(life, newChain(life.view, 1, T0), [], T0);
  const earlier = begun.made.map(({ message }) => message);
  const ended = (state: string, more: object = {}) => {
    const latest = { ...life.view, state, ...more } as IncidentChain['latest'];
    return advance({ ...begun.chain, latest }, earlier, around(life), T0 + 5 * MINUTE);
  };

  test('closed is an Update: all clear, past, and still to be read for a while', () => {
    const { chain, made } = ended('CLOSED', { closing: { by: 'pan', at: '', rootCause: 'seal' } });
    const [message] = made.map((one) => one.message) as [CapMessage];
    expect(message.msgType).toBe('Update');
    expect(english(message)).toMatchObject({ responseTypes: ['AllClear'], urgency: 'Past' });
    expect(english(message).headline).toMatch(/^All clear: /);
    expect(english(message).description).toMatch(/Reason: seal\./);
    expect(message.references).toHaveLength(1);
    expect(isUnexpired(message, message.sent + 239 * MINUTE)).toBe(true);
    expect(chain).toMatchObject({ said: null, lookAt: null, run: 2 });
  });

  test('false is a Cancel with its reason and who agreed', () => {
    const falseAlarm = { by: 'pan', approver: 'bas', at: '', reason: 'calibration' };
    const [made] = ended('FALSE_ALARM', { falseAlarm }).made;
    expect(made?.message).toMatchObject({ msgType: 'Cancel', note: 'reason=false-alarm; approver=bas' });
    expect(english(made?.message as CapMessage)).toMatchObject({ certainty: 'Unlikely', responseTypes: ['None'] });
  });

  test('merged is an Update that says where it goes on, and no all clear', () => {
    const [made] = ended('MERGED', { mergedInto: 'i2' }).made;
    expect(made?.message).toMatchObject({ msgType: 'Update', note: 'reason=merged; into=i2' });
    expect(english(made?.message as CapMessage).responseTypes).toEqual(['Monitor']);
  });

  test('begun anew it is another Alert, and its revisions go on', () => {
    const { chain } = ended('CLOSED');
    const [made] = tell(life, chain, [], T0 + 6 * MINUTE).made;
    expect(made?.message).toMatchObject({ msgType: 'Alert', references: [] });
    expect(made?.message.identifier).toBe('COFFERDAM.EAST.20261124.000001.3');
  });
});

test('the end of an exercise cancels it', () => {
  const life = new Life('i1', PARK, { severity: 'red', where: 'main' }, T0, { class: 'exercise', drill: 'd1' });
  const { chain, made } = tell(life, newChain(life.view, 1, T0), [], T0);
  const over = tell(
    life,
    { ...chain, exerciseOver: true },
    made.map(({ message }) => message),
    T0 + 1_500,
  );
  const [cancel] = over.made;
  expect([cancel?.message.msgType, cancel?.refused]).toEqual(['Cancel', []]);
  expect(cancel?.message.infos.map(({ headline }) => headline?.slice(0, 6))).toEqual(['【演练结束】', '[END O']);
  expect(tell(life, over.chain, [], T0 + MINUTE).made).toEqual([]);
});

describe('what is material', () => {
  const facts: IncidentFacts = {
    ...{ severity: 'yellow', tiers: ['unit', 'enterprise'], holders: [], stage: 'open', relapses: 0, warning: null },
  };
  test.each<[Partial<IncidentFacts>, string[]]>([
    [{}, []],
    [{ severity: 'red' }, ['severity-raised']],
    [{ severity: 'blue' }, ['severity-lowered']],
    [{ tiers: ['unit', 'enterprise', 'park'] }, ['tier-added']],
    [{ tiers: ['unit'] }, ['tier-removed']],
    [{ holders: ['unit:ann'] }, ['handed-over']],
    [{ stage: 'contained' }, ['contained']],
    [{ stage: 'suspended' }, ['suspended']],
    [{ relapses: 1 }, ['relapsed']],
    [{ stage: 'closed' }, ['closed']],
    [{ stage: 'merged' }, ['merged']],
    [{ stage: 'judged-false' }, ['judged-false']],
    [{ stage: 'exercise-ended' }, ['exercise-ended']],
    [{ warning: 'w' }, ['public']],
  ])('%p: %p', (more, changes) => {
    expect(materialChange(facts, { ...facts, ...more })).toEqual(changes);
  });

  test('back from where it was', () => {
    expect(materialChange({ ...facts, stage: 'suspended' }, facts)).toEqual(['resumed']);
    expect(materialChange({ ...facts, stage: 'contained' }, { ...facts, relapses: 1 })).toEqual(['relapsed']);
    expect(materialChange({ ...facts, warning: 'w' }, facts)).toEqual(['withdrawn']);
    expect(materialChange({ ...facts, holders: ['unit:ann'] }, facts)).toEqual([]);
  });

  test('values, acknowledgements, notes and measures are not', () => {
    const life = new Life('i1', PARK, { severity: 'red', where: 'main' }, T0);
    const before = factsOf(life.view, null);
    for (const act of ['acknowledge', 'start-measure', 'note', 'evidence'] as const) {
      expect(life.live({ act, who: 'enterprise' }, T0 + MINUTE)).toBe(true);
    }
    expect(materialChange(before, factsOf(life.view, null))).toEqual([]);
  });

  test('what is no longer so when its minute is over is not said', () => {
    const chain = { said: facts, lastSent: T0, renewAt: null };
    expect(decideCap(chain, { ...facts, stage: 'contained' }, T0 + 1)).toEqual({ step: null, lookAt: T0 + MINUTE });
    expect(decideCap(chain, facts, T0 + MINUTE)).toEqual({ step: null, lookAt: null });
  });

  test('that it may be false, or is not, does not wait for a minute', () => {
    const chain = { said: facts, lastSent: T0, renewAt: null };
    const suspended: IncidentFacts = { ...facts, stage: 'suspended' };
    expect(decideCap(chain, suspended, T0 + 1).step).toMatchObject({ msgType: 'Update', changes: ['suspended'] });
    expect(decideCap({ ...chain, said: suspended }, facts, T0 + 1).step).toMatchObject({ changes: ['resumed'] });
  });
});

test('in one step of a drill’s clock an alert and its correction are two valid messages, the later one a second on', () => {
  const life = new Life('i1', PARK, { severity: 'red', where: 'main' }, T0, { class: 'exercise', drill: 'spring' });
  const alert = tell(life, newChain(life.view, 3, T0), [], T0);
  expect(life.live({ act: 'suspend', who: 'enterprise' }, T0)).toBe(true);
  const earlier = alert.made.map(({ message }) => message);
  const { made } = tell(life, alert.chain, earlier, T0);
  expect([...alert.made, ...made].map(({ refused, message }) => [message.msgType, refused, message.sent - T0])).toEqual(
    [
      ['Alert', [], 0],
      ['Update', [], 1_000],
    ],
  );
  const texts = made.flatMap(({ message }) => message.infos);
  expect(texts.map(({ headline }) => headline)).toEqual([
    expect.stringMatching(/^【演练】疑似误报：/),
    expect.stringMatching(/^\[EXERCISE\] Suspected false alert: /),
  ]);
  for (const { description, instruction } of texts) {
    expect(description).toMatch(/^(【演练】|\[EXERCISE\] )/);
    expect(instruction).toMatch(/^(【演练】疑似误报|\[EXERCISE\] Suspected)/);
  }
});

test('texts are one plain line, cut at characters; figures have no exponent', () => {
  expect(plain('a\n<b>&lt;\u0007\ud800 演练 EXERCISE', 'actual')).toBe('a ‹b›＆lt;   演·练 Exercise');
  expect(plain('演练 EXERCISE', 'exercise')).toBe('演练 EXERCISE');
  expect(plain('this is NOT a drill, 非演练', 'exercise')).toBe('【…】, 【…】');
  expect([shorten('𠮷𠮷𠮷', 3), shorten('𠮷𠮷𠮷𠮷', 3)]).toEqual(['𠮷𠮷𠮷', '𠮷𠮷…']);
  expect([63.2, 0.0000000123, 1234567.8, 0].map(figure)).toEqual(['63.2', '0.0000000123', '1234570', '0']);
});

test('a public warning begins with what the incident is about, without its figures', () => {
  const life = new Life('i1', PARK, { severity: 'red', where: 'main' }, T0);
  const texts = JSON.stringify(prefillWarning(life.view, PARK));
  expect(texts).toContain('红色预警');
  expect(texts).not.toMatch(/mg\/L|355|Main outlet/);
});
