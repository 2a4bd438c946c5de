import type { Outgoing } from '../channel';
import { logChannel, logTo } from './log';

const outgoing: Outgoing = {
  key: 'demo-7-1',
  language: 'zh-CN',
  title: '【红色】滨江化工园区\r\nFORGED line\u001b[31m',
  body: 'call +86 000 0000 3001',
  severity: 'red',
  link: null,
  to: '+86 000 0000 3001',
};

test('one line with title, kind and key; no address, no second line', async () => {
  const lines: string[] = [];
  const result = await logTo((line) => lines.push(line)).send({}, outgoing, new AbortController().signal);
  expect(result.ok).toBe(true);
  expect(lines).toEqual(['log demo-7-1: 【红色】滨江化工园区 FORGED line [31m']);
});

test('the settings are empty, any name is an address', () => {
  expect(logChannel.settings.safeParse({}).success).toBe(true);
  expect(logChannel.settings.safeParse({ path: '/etc' }).success).toBe(false);
  expect(logChannel.address?.safeParse('park-desk').success).toBe(true);
});
