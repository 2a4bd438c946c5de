import { SEVERITIES, type Severity } from '@cofferdam/domain';
import fc from 'fast-check';
import { digest } from './digest';
import type { TextFacts } from './facts';
import { anyFacts, factsOf } from './facts.fixture';
import { linkWithin, measure } from './fit';

const ROBOT = { unit: 'bytes', max: 2_048 } as const;
const SMS = { unit: 'characters', max: 500 } as const;
const incidents = (n: number, over: (n: number) => Partial<TextFacts> = () => ({})): TextFacts[] =>
  Array.from({ length: n }, (_, i) => factsOf({ number: `INC-1124-${i}`, ...over(i) }));
const colours = (i: number): Partial<TextFacts> => ({ severity: SEVERITIES[i % 4]!, toxic: false });

test('counts by colour in the title, then the gravest first, then exactly how many more', () => {
  const { title, body } = digest(incidents(40, colours), ROBOT);
  expect(title).toBe('预警汇总 40 件：红色 10、橙色 10、黄色 10、蓝色 10（示范化工园区）');
  const lines = body.split('\n');
  expect(lines[0]).toMatch(/^红色 INC-1124-3 华源总排口 化学需氧量 210 mg\/L，限值的 4.2 倍/);
  expect(lines.filter((line) => line.startsWith('红色'))).toHaveLength(10);
  const shown = lines.filter((line) => line.includes('INC-')).length;
  expect(lines.find((line) => line.startsWith('另有'))).toMatch(new RegExp(`^另有 ${40 - shown} 件：`));
  expect(
    digest(
      incidents(40, (i) => ({ ...colours(i), language: 'en' })),
      ROBOT,
    ).body,
  ).toMatch(/^and \d+ more: /m);
});

test('every red one is named with its outlet before anything else is said of it', () => {
  const outlet = (i: number) => ({ zh: `第${i}排口`, en: `outlet ${i}` });
  const { body } = digest(
    incidents(30, (i) => ({ severity: i < 20 ? 'red' : 'blue', outlet: outlet(i) })),
    SMS,
  );
  for (let i = 0; i < 20; i += 1) expect(body).toContain(`第${i}排口`);
  expect(body).toMatch(/另有 (\d) 件：蓝色 \1$/);
});

test('red ones beyond the size are counted exactly', () => {
  const { title, body } = digest(incidents(200), SMS);
  const named = body.split('\n').filter((line) => line.startsWith('红色')).length;
  expect(named).toBeGreaterThan(15);
  expect(title).toContain('200 件：红色 200');
  expect(body).toContain(`另有 ${200 - named} 件：红色 ${200 - named}`);
});

test('several messages about an incident are one line with all that is asked', () => {
  const { title, body } = digest([factsOf(), factsOf({ kind: 'approve', value: 300 }), ...incidents(1)], ROBOT);
  expect(title).toContain('2 件');
  expect(body).toContain('INC-1124-03 华源总排口 化学需氧量 300 mg/L，限值的 6 倍 〔请确认、请审批〕');
});

test('an exercise is marked in front and on each line; a digest of both says so', () => {
  const exercise = digest(
    incidents(3, () => ({ class: 'exercise', drill: 'd1' })),
    ROBOT,
  );
  expect(exercise.title).toMatch(/^【演练】预警汇总/);
  expect(exercise.body.split('\n').filter((line) => line.startsWith('【演练】'))).toHaveLength(3);
  const mixed = digest(
    incidents(2, (i) => ({ class: i === 0 ? 'actual' : 'exercise' })),
    ROBOT,
  );
  expect(mixed.title).toMatch(/^【含演练或测试】/);
  expect(
    digest(
      incidents(2, () => ({ possibleRepeat: true, language: 'en' })),
      ROBOT,
    ).title,
  ).toMatch(/^\[POSSIBLE REPEAT\] 2/);
});

test('one message is told as itself', () => {
  expect(digest([factsOf()], ROBOT).title).toBe('红色预警（有毒有害） 请确认：华源总排口 化学需氧量 达限值 4.2 倍');
});

const keyOf = (facts: TextFacts, n: number): string =>
  JSON.stringify(facts.number === null ? n : [facts.class, facts.drill, facts.park, facts.number]);
const NAMES: Readonly<Record<Severity, string>> = {
  red: '红色|red',
  orange: '橙色|orange',
  yellow: '黄色|yellow',
  blue: '蓝色|blue',
};

test('digests account for every incident and are never over their size', () => {
  const size = fc.constantFrom(ROBOT, SMS, { unit: 'characters', max: 300 } as const);
  fc.assert(
    fc.property(fc.array(anyFacts, { minLength: 2, maxLength: 40 }), size, (all, limit) => {
      const facts = all.map((one) => ({ ...one, language: all[0]!.language }));
      const { title, body } = digest(facts, limit);
      const sent = linkWithin(facts.find(({ link }) => linkWithin(link, limit) !== null)?.link ?? null, limit);
      const total = measure(`${title}\n${body}`, limit) + (sent === null ? 0 : measure(sent, limit) + 1);
      expect(total).toBeLessThanOrEqual(limit.max);
      const newest = new Map(facts.map((one, n) => [keyOf(one, n), one]));
      expect(title).toMatch(new RegExp(`(^|[^0-9])${newest.size} (件|incident)`));
      for (const severity of SEVERITIES) {
        const n = [...newest.values()].filter((one) => one.severity === severity).length;
        const [zh, en] = NAMES[severity].split('|');
        expect(new RegExp(`${zh} ${n}|${n} ${en}`).test(title)).toBe(n > 0);
      }
      const lines = body.split('\n');
      const rest = Number(/^(?:另有 (\d+) 件|and (\d+) more)/m.exec(body)?.slice(1).find(Boolean) ?? 0);
      const todo = lines.filter((line) => /^(请在控制台逐件确认|Acknowledge each)/.test(line)).length;
      expect(lines.length - todo - (rest > 0 ? 1 : 0) + rest).toBe(newest.size);
    }),
    { numRuns: 60 },
  );
});
