import { readFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { atomFeed, type CapEntry, type CapFeed } from './atom';
import { parseXml, elementsIn } from './dom';
import type { CapMessage } from './message';
import { ACTUAL, EXERCISE, SENT, withInfos } from './message.fixture';
import { readCap } from './read';

const FEED: CapFeed = {
  class: 'actual',
  url: 'https://cofferdam.example.cn/cap/live.atom',
  title: '示范园区 环境告警',
  author: 'COFFERDAM PARK01',
  language: 'zh-CN',
  updated: SENT,
};
const HOUR_MS = 3_600_000;

const entry = (message: CapMessage): CapEntry => ({
  message,
  url: `https://cofferdam.example.cn/cap/live/${message.identifier}.xml`,
});
const UPDATE: CapMessage = {
  ...ACTUAL,
  identifier: 'COFFERDAM.PARK01.20261124.000123.2',
  sent: SENT + 60_000,
  msgType: 'Update',
  references: [ACTUAL],
};
const OTHER: CapMessage = { ...ACTUAL, identifier: 'COFFERDAM.PARK01.20261124.000124.1' };

function idsOf(xml: string): string[] {
  const feed = parseXml(xml)?.documentElement;
  if (!feed) throw new Error('not well-formed');
  const entries = elementsIn(feed).filter(({ localName }) => localName === 'entry');
  return entries
    .flatMap((each) => elementsIn(each).filter(({ localName }) => localName === 'id'))
    .map((id) => id.textContent ?? '');
}

test('lists the newest message of each chain, newest first', () => {
  const xml = atomFeed(FEED, [ACTUAL, OTHER, UPDATE].map(entry), SENT);
  expect(idsOf(xml)).toEqual([
    'urn:cofferdam:COFFERDAM.PARK01.20261124.000123.2',
    'urn:cofferdam:COFFERDAM.PARK01.20261124.000124.1',
  ]);
  expect(atomFeed(FEED, [UPDATE, OTHER, ACTUAL].map(entry), SENT)).toBe(xml);
});

test('drops what has expired and what is of another class; an empty feed is an empty feed', () => {
  expect(idsOf(atomFeed(FEED, [entry(ACTUAL)], SENT + 4 * HOUR_MS - 1))).toHaveLength(1);
  expect(idsOf(atomFeed(FEED, [entry(ACTUAL)], SENT + 4 * HOUR_MS))).toEqual([]);
  expect(idsOf(atomFeed(FEED, [entry(EXERCISE)], SENT))).toEqual([]);
  expect(idsOf(atomFeed({ ...FEED, class: 'exercise' }, [entry(ACTUAL), entry(EXERCISE)], SENT))).toEqual([
    `urn:cofferdam:${EXERCISE.identifier}`,
  ]);
});

test('speaks the language that it is asked for, and escapes', () => {
  const odd = withInfos(ACTUAL, (info) => ({ ...info, headline: `${info.language}: a<b & "c"` }));
  expect(atomFeed(FEED, [entry(odd)], SENT)).toContain('<title>zh-CN: a&lt;b &amp; &quot;c&quot;</title>');
  expect(atomFeed({ ...FEED, language: 'en' }, [entry(odd)], SENT)).toContain('<title>en: a&lt;b');
});

const EXAMPLES = join(__dirname, '../../../../shared/conformance/cap/profile-examples/valid');

(existsSync(EXAMPLES) ? test : test.skip)('is the feed of the profile', () => {
  const reading = readCap(readFileSync(join(EXAMPLES, '02-update-escalated.xml')));
  if (!reading.ok) throw new Error('unreadable');
  const updated = Date.parse('2026-11-24T16:00:00+08:00');
  const feed = { ...FEED, title: '示范园区 环境告警(实况)', updated };
  const xml = atomFeed(feed, [entry(reading.message)], SENT + HOUR_MS);
  expect(xml).toBe(readFileSync(join(EXAMPLES, 'feed-live.atom'), 'utf8'));
});
