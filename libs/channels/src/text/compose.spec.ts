import { LANGUAGES, MESSAGE_KINDS, type MessageKind } from '@cofferdam/domain';
import fc from 'fast-check';
import { compose, WORDS } from './compose';
import type { TextFacts } from './facts';
import { anyFacts, factsOf } from './facts.fixture';
import { linkWithin, measure, type Size } from './fit';
import { CLASS_MARK, REPEAT_MARK } from './marks';
import { plain } from './plain';

const ROOMY: Size = { unit: 'bytes', max: 2_048 };
const whole = (over: Partial<TextFacts>, size = ROOMY): string => {
  const { title, body } = compose(factsOf(over), size);
  return `${title}\n${body}`;
};

test('says colour, toxic, outlet, factor, value with unit, limit, ratio, deadline in the zone, tier and what to do', () => {
  const zh = compose(factsOf(), ROOMY);
  expect(zh.title).toBe('红色预警（有毒有害） 请确认：华源总排口 化学需氧量 达限值 4.2 倍');
  expect(zh.body.split('\n').slice(0, 4)).toEqual([
    '华源总排口 化学需氧量：210 mg/L，限值 50 mg/L，为限值的 4.2 倍',
    '事件 INC-1124-03，示范化工园区',
    '请于 11-24 08:30 前确认。',
    '负责处置：园区值班。',
  ]);
  expect(zh.body).toContain('请在控制台确认，或致电值班台确认');
  const en = compose(factsOf({ language: 'en' }), ROOMY);
  expect(en.title).toBe('Red alert (toxic), acknowledge: Huayuan main outlet, COD at 4.2 × its limit');
  expect(en.body.split('\n').slice(0, 4)).toEqual([
    'Huayuan main outlet, COD: 210 mg/L, limit 50 mg/L, 4.2 × the limit',
    'Incident INC-1124-03, Demo Park',
    'Acknowledge by 11-24 08:30.',
    'Who acts: the park desk.',
  ]);
  expect(en.body).toContain('in the console or by phone');
});

test.each<[MessageKind, Partial<TextFacts>, RegExp, RegExp]>([
  [
    'duty',
    { data: { trigger: 'E1', lateMinutes: 4 } },
    /未按时确认[^]*晚了 4 分钟/,
    /not acknowledged in time[^]*4 min late/,
  ],
  ['duty', { data: { reopened: true } }, /重新打开/, /re-opened/],
  ['informed', {}, /仅告知/, /For information/],
  ['remind', { data: { n: 2 } }, /第 2 次重复/, /repeat 2/],
  ['repeat', { data: { n: 7 } }, /第 7 次重复/, /repeat 7/],
  [
    'progress',
    { dueAt: null, data: { containDue: Date.UTC(2026, 10, 24, 1) } },
    /围堵时限 11-24 09:00/,
    /by 11-24 09:00/,
  ],
  ['risen', {}, /级别上升/, /severity rose/],
  ['relapsed', {}, /再次超限/, /in breach again/],
  ['resumed', {}, /暂停已结束/, /suspension[^]*over/],
  ['late', { data: { trigger: 'E2' } }, /逾时[^]*未按时围堵/, /overdue[^]*not contained in time/],
  [
    'approve',
    { data: { act: 'shelve', requestedBy: 'li' } },
    /审批“搁置警情”[^]*提请人：li/,
    /shelve an alarm[^]*Asked by: li/,
  ],
  [
    'review',
    { data: { act: 'start-measure', requestedBy: 'li', reason: 'fire' } },
    /一人执行：li[^]*fire/,
    /one person[^]*li[^]*fire/,
  ],
  ['close', {}, /请关闭/, /close it/],
  ['hand-over', { data: { from: 'li', to: 'wu', note: 'n1' } }, /由 li 交给 wu[^]*n1/, /from li to wu[^]*n1/],
  ['hand-over', { data: { from: 'li', to: 'wu', missed: true } }, /无人接受/, /Nobody accepted/],
  [
    'hand-over',
    { data: { to: 'wu', forced: { by: 'chief', reason: 'ill' } } },
    /指定人：chief[^]*ill/,
    /By: chief[^]*ill/,
  ],
  ['hand-over', { data: { reason: 'held' } }, /降级[^]*held/, /handed down[^]*held/],
  ['presence', { dueAt: null, data: { due: '2026-11-24T00:10:00Z' } }, /11-24 08:10/, /11-24 08:10/],
  ['presence', { data: { missed: true, holder: 'li' } }, /（li）未应答/, /\(li\) did not say/],
  ['pond', {}, /应急池已满/, /pond is full/],
  ['end', {}, /已结束[^]*无需再处置/, /Over[^]*is over/],
  ['end', { data: { act: 'shelve' } }, /审批请求已逾时失效，未执行/, /expired: it was not done/],
  [
    'system',
    { data: { explain: 'the mail server is away' } },
    /系统告警[^]*mail server/,
    /System alarm[^]*mail server/,
  ],
  ['command', {}, /设备/, /device/],
  [
    'correction',
    { data: { reason: 'probe fouled', by: 'li' }, actor: 'li' },
    /更正：疑似误报[^]*请勿据此采取新的行动[^]*probe fouled[^]*li/,
    /Correction, suspected false alert[^]*Begin nothing new[^]*probe fouled[^]*li/,
  ],
  ['inject', { data: { zh: '居民来电', en: 'a caller' } }, /导调[^]*居民来电/, /exercise control[^]*a caller/],
  ['drill', { data: { news: 'live-alarm', title: 'T1' } }, /演练已暂停：园区有真实警报[^]*T1/, /paused[^]*T1[^]*real/],
  ['drill', { data: { news: 'ended' } }, /演练结束[^]*恢复正常值守/, /has ended[^]*normal duty/],
])('%s with %j', (kind, over, zh, en) => {
  expect(whole({ ...over, kind, language: 'zh-CN' })).toMatch(zh);
  expect(whole({ ...over, kind, language: 'en' })).toMatch(en);
});

test('a message about a desk alone is no alert', () => {
  const desk = { kind: 'presence', number: null, outlet: null, factor: null, value: null } as const;
  const text = whole({ ...desk, severity: 'yellow', data: { desk: 'park-desk' } });
  expect(text).toMatch(/^值班通知 请应答在岗：示范化工园区\n示范化工园区，值班台 park-desk/);
});

test('a ratio stands only where it means something', () => {
  expect(whole({ value: 9.4, limit: 9, unit: '' })).not.toContain('倍');
  expect(whole({ value: 40 })).not.toContain('倍');
  expect(whole({ limit: 0 })).not.toContain('倍');
});

test('names cannot look like marks, call people or break lines', () => {
  const text = whole({
    class: 'actual',
    outlet: { zh: '【演练】东\n排口\u202e<at user_id="all">', en: '' },
    kind: 'approve',
    data: { reason: '[EXERCISE]\u0000\r\nfine' },
  });
  expect(text).not.toMatch(/[【】[\]<>\u202e\u0000\r]/);
  expect(text).toContain('(演练)东 排口 ‹at user_id="all"›');
});

test('in an exercise what says that it is real is cut out, in life it stays', () => {
  const said = { kind: 'approve', data: { reason: '立即关阀，这不是演练' } } as const;
  expect(whole({ ...said, class: 'exercise', drill: 'd1' })).toContain('立即关阀，这【…】');
  expect(whole(said)).toContain('这不是演练');
});

test('there are words of every kind in every language', () => {
  for (const language of LANGUAGES) {
    const titles = MESSAGE_KINDS.map((kind) => compose(factsOf({ kind, language }), ROOMY).title);
    expect(new Set(titles).size).toBe(MESSAGE_KINDS.length);
    expect(Object.keys(WORDS[language].short).sort()).toEqual([...MESSAGE_KINDS].sort());
  }
});

const sizes = fc.record({
  unit: fc.constantFrom('bytes' as const, 'characters' as const),
  max: fc.oneof(fc.integer({ min: 120, max: 400 }), fc.constantFrom(500, 2_048, 9_000)),
});

test('no text is over its size, and every one carries its marks in front', () => {
  fc.assert(
    fc.property(anyFacts, sizes, (facts, size) => {
      const { title, body } = compose(facts, size);
      const link = linkWithin(facts.link, size);
      const sent = plain({ title, body, link: facts.link }, size);
      expect(measure(sent, size)).toBeLessThanOrEqual(size.max);
      expect(sent).toBe([title, body, link].filter(Boolean).join('\n'));
      const mark = CLASS_MARK[facts.language][facts.class];
      expect(title.startsWith(`${mark}${facts.possibleRepeat ? REPEAT_MARK[facts.language] : ''}`)).toBe(true);
      if (mark === '') expect(title).not.toMatch(/【演练】|【测试】|\[EXERCISE\]|\[TEST\]/);
      expect(title).not.toMatch(/\n/);
      expect(body).not.toBe('');
      expect(body.startsWith(mark)).toBe(true);
      expect(sent).not.toMatch(/(?!\n)[\p{Cs}\p{Cc}\p{Cf}]/u);
    }),
    { numRuns: 300 },
  );
});

test('what is cut ends by an ellipsis, and title and figures stay', () => {
  const size = { unit: 'characters', max: 120 } as const;
  const { title, body } = compose(factsOf({ link: 'https://c.example/1' }), size);
  expect(title).toContain('红色预警（有毒有害） 请确认：华源总排口');
  expect(body).toContain('210 mg/L');
  expect(body.endsWith('…')).toBe(true);
});
