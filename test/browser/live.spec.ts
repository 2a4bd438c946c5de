import type { Browser, BrowserContext, Page } from 'playwright-core';
import { waitFor } from '@cofferdam/testing';
import { faults } from './axe';
import { desk, fillLogIn, launch, openLive, rowOf, scrollsSideways, type Sight } from './browser';
import { Station } from './station';

jest.setTimeout(60_000);

let station: Station;
let browser: Browser;
const contexts: BrowserContext[] = [];

beforeAll(async () => {
  [station, browser] = await Promise.all([Station.start(['riverside']), launch()]);
}, 90_000);

afterEach(async () => {
  await Promise.all(contexts.splice(0).map((context) => context.close()));
});

afterAll(async () => {
  await browser?.close();
  await station?.stop();
});

async function newDesk(sight?: Sight): Promise<BrowserContext> {
  const context = await desk(browser, sight);
  contexts.push(context);
  return context;
}
const livePage = async (sight?: Sight): Promise<Page> => openLive(await newDesk(sight), station, station.desk('park'));
const publish = (outlet: string, cod: number) => station.publish({ park: 'riverside', outlet, cod });

test('nobody comes in with a wrong password; the right one opens the live page', async () => {
  const page = await (await newDesk()).newPage();
  await page.goto(station.url);
  await fillLogIn(page, { ...station.desk('park'), password: 'wrong' });
  await page.getByRole('alert').filter({ hasText: 'User name or password is wrong' }).waitFor();
  await fillLogIn(page, station.desk('park'));
  await page.getByText('No active alarms').waitFor();
  expect(await page.title()).toContain('Live');
});

test('a breach appears without a reload, as a sentence', async () => {
  const page = await livePage();
  const begin = Date.now();
  await publish('main', 63.2);
  const row = rowOf(page, 'Main outlet');
  await row.waitFor();
  expect(Date.now() - begin).toBeLessThan(3_000);
  const text = (await row.innerText()).replaceAll(/\s+/g, ' ');
  expect(text).toMatch(
    /Ⅱ Main outlet Hongyuan Chemical .+ 63\.2 mg\/L 50 1\.3 00:00:0\d Enterprise Enterprise desk unacknowledged 0[45]:\d\d/,
  );
  await page.getByText('1 active').waitFor();
  await page.getByText('0 dropped').waitFor();
});

test('acknowledged with a note at one desk, seen at another', async () => {
  const [here, there] = [await livePage(), await livePage({ language: 'zh' })];
  await publish('rain', 120);
  await rowOf(here, 'Rain outlet 3').click();
  await here.getByLabel('Note').fill('gate closed, 阀门已关');
  await here.getByRole('button', { name: 'Acknowledge', exact: true }).click();
  const { username } = station.desk('park');
  await here.locator('.acts').getByText(`Acknowledged by ${username}`).waitFor();
  const row = rowOf(there, '三号雨水口');
  await row.locator('.c-whose').getByText(username).waitFor();
  await row.click();
  await there.locator('.acts q').getByText('gate closed, 阀门已关').waitFor();
  await there.locator('.history').getByText('确认').first().waitFor();
});

test('an alarm that grew before it was acknowledged is not acknowledged, and the page says what is new', async () => {
  const page = await livePage();
  await publish('plant', 60);
  await rowOf(page, 'Plant inlet').click();
  await page.route('**/acknowledge', async (route) => {
    await publish('plant', 300);
    await rowOf(page, 'Plant inlet').locator('[data-severity=red]').waitFor();
    await route.continue();
  });
  await page.getByRole('button', { name: 'Acknowledge', exact: true }).click();
  const news = page.locator('.acts .grown');
  await news.getByText('severity Orange, level Ⅱ → Red, level Ⅰ').waitFor();
  expect(await rowOf(page, 'Plant inlet').getAttribute('data-standing')).toBe('unacknowledged');
  await page.unroute('**/acknowledge');
  await page.getByRole('button', { name: 'Acknowledge', exact: true }).click();
  await page.locator('.acts').getByText('Acknowledged by').waitFor();
});

test('the language changes at once, all of it, and stays', async () => {
  const page = await livePage();
  await rowOf(page, 'Main outlet').click();
  await page.getByRole('button', { name: '中 中文' }).click();
  await page.getByRole('heading', { name: '警情', exact: true }).waitFor();
  await page.getByRole('heading', { name: /总排口.*倍/ }).waitFor();
  expect(await page.locator('html').getAttribute('lang')).toBe('zh-CN');
  await page.reload();
  await rowOf(page, '总排口').waitFor();
  const chinese = await page.locator('.alarms .panel-head, thead, footer').allInnerTexts();
  expect(chinese.join(' ')).not.toMatch(/[A-Za-z]{3,}/);
});

test('an auditor sees everything and is told that they do not acknowledge', async () => {
  const page = await openLive(await newDesk(), station, station.desk('auditor'));
  await rowOf(page, 'Main outlet').click();
  await page.getByText('Your role cannot act in incidents').waitFor();
});

test('keys move, acknowledge and open the list of keys; typing does none of it; they can be switched off', async () => {
  await publish('section', 70);
  const page = await livePage();
  await rowOf(page, 'Section 3').waitFor();
  const selected = page.locator('tr[aria-selected=true]');
  await page.keyboard.press('j');
  const first = await selected.getAttribute('data-alarm');
  await page.keyboard.press('j');
  expect(await selected.getAttribute('data-alarm')).not.toBe(first);
  await page.keyboard.press('k');
  expect(await selected.getAttribute('data-alarm')).toBe(first);
  await page.keyboard.press('Enter');
  expect(await page.evaluate('document.activeElement.id')).toBe('detail-heading');

  await page.keyboard.press('f');
  await page.keyboard.type('section jka');
  expect(await page.getByRole('searchbox').inputValue()).toBe('section jka');
  await page.getByText('No alarm matches the filter').waitFor();
  await page.getByRole('searchbox').fill('section');
  await page.keyboard.press('Escape');
  await page.keyboard.press('j');
  await page.keyboard.press('n');
  await page.keyboard.type('seen');
  await page.keyboard.press('Escape');
  await page.keyboard.press('a');
  await page
    .locator('.acts')
    .getByText(`Acknowledged by ${station.desk('park').username}`)
    .waitFor();

  await page.keyboard.press('?');
  await page.getByRole('dialog').getByRole('checkbox').uncheck();
  await page.keyboard.press('Escape');
  await page.keyboard.press('f');
  expect(await page.evaluate('document.activeElement.type')).not.toBe('search');
});

test('the connection lost is red and says since when; after it nothing is missing and nothing is there twice', async () => {
  const page = await livePage();
  await rowOf(page, 'Main outlet').waitFor();
  await station.killApi();
  await page.getByRole('alert').filter({ hasText: 'The connection is lost. This is how things stood at' }).waitFor();
  expect(await page.locator('.connection').innerText()).toMatch(/Connection lost since \d\d:\d\d:\d\d/);
  expect(await page.locator('.alarm-list').getAttribute('data-doubtful')).toBe('true');

  await publish('main', 10); // returns
  await publish('main', 75); // and happens again
  await publish('rain', 400); // grows
  await station.restartApi();
  await page.locator('.connection[data-level=live]').waitFor({ timeout: 20_000 });
  await rowOf(page, 'Rain outlet 3').locator('[data-severity=red]').waitFor();
  await rowOf(page, 'Main outlet').getByText('75').waitFor();

  const { items, total } = await station.openAlarms();
  const shown = await page.evaluate<string[]>(
    `[...document.querySelectorAll('tr[data-alarm]')].map((row) => row.dataset.alarm)`,
  );
  expect(shown.sort()).toEqual(items.map(({ id }) => id).sort());
  await page.getByText(`${total} rows shown`).waitFor();
  await rowOf(page, 'Main outlet').click();
  const times = await page.locator('.history li').allInnerTexts();
  expect(new Set(times).size).toBe(times.length);
});

test('a session that ends elsewhere ends on the page too', async () => {
  const context = await newDesk();
  const page = await openLive(context, station, station.desk('park'));
  const { url } = station;
  await context.request.delete(`${url}/api/v1/session`, {
    headers: { 'X-Requested-With': 'cofferdam', 'Idempotency-Key': 'elsewhere' },
  });
  await page.getByText('Your session has ended').waitFor({ timeout: 20_000 });
});

test.each([
  ['1280 px wide', { width: 1280, height: 800 }],
  ['1280 px at 200 %', { width: 640, height: 400 }],
  ['a phone', { width: 375, height: 700 }],
] as const)('%s there is nothing to scroll sideways, in either language', async (_, sight) => {
  for (const language of ['en', 'zh'] as const) {
    const page = await livePage({ ...sight, language });
    await page.locator('tr[data-alarm]').first().click();
    await page.locator('.detail h2').waitFor();
    expect(await scrollsSideways(page)).toBe(false);
  }
});

describe.each(['night', 'day'] as const)('axe finds nothing by %s', (theme) => {
  test('on the log-in page', async () => {
    const page = await (await newDesk({ theme })).newPage();
    await page.goto(station.url);
    await page.locator('form').waitFor();
    expect(await faults(page)).toEqual([]);
  });

  test.each(['zh', 'en'] as const)(
    'on the live page, in %s, with an alarm open and with the keys shown',
    async (language) => {
      const page = await livePage({ theme, language });
      expect(await faults(page)).toEqual([]);
      await page.locator('tr[data-alarm]').first().click();
      await page.locator('.trend-box svg, .trend-box p').first().waitFor();
      expect(await faults(page)).toEqual([]);
      await page.keyboard.press('?');
      await page.getByRole('dialog').waitFor();
      expect(await faults(page)).toEqual([]);
    },
  );

  test('while the connection is lost', async () => {
    const page = await livePage({ theme });
    await page.route('**/api/v1/**', (route) => route.abort());
    await station.killApi();
    await page.locator('.connection[data-level=lost]').waitFor();
    expect(await faults(page)).toEqual([]);
    await station.restartApi();
  });
});

test('when all is well again the page has no rows and says since when', async () => {
  const page = await livePage();
  for (const outlet of ['main', 'rain', 'plant', 'section']) await publish(outlet, 10);
  await page.getByRole('heading', { name: 'Alarms' }).waitFor();
  await waitFor(
    async () => {
      await station.resetLatches();
      const button = page.locator('tr[data-standing=returned]').first();
      if ((await button.count()) > 0) {
        await button.click();
        await page.keyboard.press('a');
        await page.waitForTimeout(300);
      }
      return (await station.openAlarms()).total === 0;
    },
    { what: 'every alarm to be closed', timeoutMs: 20_000, everyMs: 200 },
  );
  await page.mouse.move(0, 0);
  await page.getByText(/No active alarms since \d\d:\d\d:\d\d/).waitFor();
});
