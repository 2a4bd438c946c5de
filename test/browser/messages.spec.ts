import { MailProvider } from '@cofferdam/providers';
import { emailChannel } from '@cofferdam/channels';
import type { Browser } from 'playwright-core';
import { mailSource } from '../../apps/simulator/src/messages/source';
import { MessagesServer } from '../../apps/simulator/src/messages/server';
import { faults } from './axe';
import { launch } from './browser';

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

test('the page of messages shows what a provider took as soon as it took it, escaped, and says when it is cut off', async () => {
  const provider = new MailProvider();
  const port = Number(new URL(await provider.listen()).port);
  const server = new MessagesServer([mailSource(provider)]);
  const page = await browser.newPage();
  const complaints: string[] = [];
  page.on('console', (line) => line.type() === 'error' && complaints.push(line.text()));
  await page.goto(await server.listen());
  await page.locator('#connection[data-live=yes]').waitFor();
  expect(await page.locator('main').innerText()).toContain('Nothing yet');

  await emailChannel.send(
    { host: '127.0.0.1', port, from: 'cofferdam@demo.example' },
    {
      ...{ key: 'k1', language: 'zh-CN', severity: 'red', link: null, to: 'park-desk@demo.example' },
      ...{ title: '【红色】<img src=x onerror=alert(1)>', body: '氨氮 26 mg/L' },
    },
    new AbortController().signal,
  );
  const message = page.locator('li', { hasText: 'park-desk@demo.example' });
  await message.waitFor();
  expect(await message.locator('pre').innerText()).toBe('【红色】<img src=x onerror=alert(1)>\n氨氮 26 mg/L');
  expect(await page.locator('img').count()).toBe(0);
  expect(await faults(page)).toEqual([]);
  expect(complaints).toEqual([]);

  await server.close();
  await page.locator('#connection[data-live=no]').waitFor();
  expect(await message.isVisible()).toBe(true);
  await Promise.all([page.close(), provider.close()]);
});
