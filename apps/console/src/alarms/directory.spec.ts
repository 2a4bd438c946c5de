import { OUTLET_TIER as DOMAIN_TIER } from '@cofferdam/domain';
import type { ParkView } from '../api/shapes';
import { WORDS } from '../language/words';
import { anAlarm } from './builders';
import { Directory, OUTLET_TIER } from './directory';
import { monitorsOf } from './monitors';

const park: ParkView = {
  id: 'demo',
  name: { zh: '滨江园区', en: 'Riverside' },
  timezone: 'Asia/Urumqi',
  river: null,
  enterprises: [{ id: 'hy', name: { zh: '宏源化工', en: 'Hongyuan' } }],
  walls: [],
  rules: [{ kind: 'limit' }, { kind: 'silence' }],
  outlets: [
    {
      id: 'main',
      name: { zh: '总排口', en: 'Main outlet' },
      kind: 'enterprise-main',
      enterprise: 'hy',
      monitors: [{ id: 'M1' }, { id: 'M2' }],
      factors: [{ code: 'w01018', zh: '化学需氧量', en: 'COD', unit: 'mg/L' }],
    },
  ],
};

test('names come in the reader’s language', () => {
  const [zh, en] = [new Directory([park], 'zh', WORDS.zh), new Directory([park], 'en', WORDS.en)];
  const said = (directory: Directory) => [
    directory.place(anAlarm()),
    directory.owner(anAlarm()),
    directory.factor(anAlarm()),
  ];
  expect(said(zh)).toEqual(['总排口', '宏源化工', '化学需氧量']);
  expect(said(en)).toEqual(['Main outlet', 'Hongyuan', 'COD']);
  expect(zh.zone('demo')).toBe('Asia/Urumqi');
});

test('what has no name is shown by its code', () => {
  const en = new Directory([], 'en', WORDS.en);
  expect([en.place(anAlarm()), en.owner(anAlarm()), en.factor(anAlarm())]).toEqual(['main', 'demo', 'w01018']);
});

test('silence and trouble of the service itself have words of their own', () => {
  const en = new Directory([], 'en', WORDS.en);
  const silent = anAlarm({ factor: null, ruleKind: 'silence', rule: 'silence' });
  const system = { kind: 'system', id: 'journal' } as const;
  const stuck = anAlarm({ park: 'system', subject: system, outlet: null, factor: null, rule: 'disk', ruleKind: 'x' });
  expect(en.factor(silent)).toBe('No data');
  expect([en.place(stuck), en.owner(stuck), en.factor(stuck)]).toEqual([
    'System journal',
    'System',
    'Disk is filling up',
  ]);
});

test('monitors that report: all but the silent; not known where no rule watches', () => {
  const silence = { ruleKind: 'silence', factor: null, subject: { kind: 'monitor', id: 'M2' } } as const;
  const open = new Map([['s', { alarm: anAlarm(silence), arrivedAt: null }]]);
  expect(monitorsOf([park], open)).toEqual({ online: 1, total: 2 });
  expect(monitorsOf([{ ...park, rules: [] }], open)).toBeNull();
  expect(monitorsOf([], open)).toBeNull();
});

test('an alarm’s tier is its outlet’s, as the service has it', () => {
  expect(OUTLET_TIER).toEqual(DOMAIN_TIER);
  const directory = new Directory([park], 'en', WORDS.en);
  expect(directory.tier(anAlarm())).toBe('enterprise');
  expect(directory.tier(anAlarm({ outlet: null }))).toBeNull();
});
