import type { Browser, Page } from 'playwright-core';
import { waitFor } from '@cofferdam/testing';
import { desk, launch, openLive, rowOf } from './browser';
import { STORM_ALARMS, stormOutlets } from './park';
import { Station } from './station';

jest.setTimeout(120_000);

let station: Station;
let browser: Browser;

beforeAll(async () => {
  [station, browser] = await Promise.all([Station.start(['riverside', 'storm']), launch()]);
}, 90_000);

afterAll(async () => {
  await browser?.close();
  await station?.stop();
});

/** Milliseconds from a key until the choice has moved and is drawn. */
async function keyTakes(page: Page, key: string): Promise<number> {
  const selected = page.locator('tr[aria-selected=true]');
  const before = (await selected.count()) > 0 ? await selected.getAttribute('data-alarm') : null;
  const begin = performance.now();
  await page.keyboard.press(key);
  await page.locator(`tr[aria-selected=true]:not([data-alarm="${before ?? ''}"])`).waitFor();
  return performance.now() - begin;
}

/** The storm's alarms; on a slow machine those of the service about itself as well. */
const openNow = async (): Promise<number> => (await station.openAlarms()).total;

/** The roll-up: at most 25 rows that hold every alarm, and open to them; many are acknowledged in two steps. */
async function rolledUp(page: Page): Promise<void> {
  const rows = page.locator('tbody tr[data-row], tbody tr[data-alarm]');
  await page.locator('tr[data-row]').first().waitFor();
  expect(await rows.count()).toBeLessThanOrEqual(25);
  const shown = async (): Promise<number> => {
    const counts = await page.locator('tr[data-row] .unfold').allInnerTexts();
    const folded = counts.reduce((sum, text) => sum + Number(text.replaceAll(/\D/g, '')), 0);
    return folded + (await page.locator('tr[data-alarm]').count());
  };
  await waitFor(async () => (await shown()) === (await openNow()), {
    what: 'the rows to hold every alarm',
    timeoutMs: 30_000,
    everyMs: 250,
  });
  expect(await rows.count()).toBeLessThanOrEqual(25);

  await page.locator('tr[data-row] .unfold').last().click();
  await page.locator('tr[data-member]').first().waitFor();
  await page.locator('tr[data-row]').last().click();
  await page
    .locator('.detail')
    .getByRole('button', { name: /^Acknowledge [\d,]+…/ })
    .click();
  await page
    .locator('.detail')
    .getByRole('button', { name: /^Acknowledge [\d,]+$/ })
    .click();
  await page.locator('.detail .answer li').first().waitFor({ timeout: 30_000 });
  await page.locator('tr[data-row] .unfold').last().click();
}

test('ten thousand alarms stay usable', async () => {
  for (const outlet of stormOutlets) await station.publish({ park: 'storm', outlet, cod: 130, ammonia: 9 });
  await waitFor(async () => (await openNow()) >= STORM_ALARMS, {
    what: 'the storm to be recorded',
    timeoutMs: 60_000,
    everyMs: 250,
  });
  const page = await openLive(await desk(browser, { height: 1400 }), station, station.desk('park'));
  await rolledUp(page);
  await page.getByRole('button', { name: 'All rows' }).click();
  const total = await openNow();
  await page.getByText(`${total.toLocaleString('en-US')} rows shown`).waitFor();
  expect(await page.locator('table').getAttribute('aria-rowcount')).toBe(String(total + 1));
  expect(await page.locator('tr[data-alarm]').count()).toBeLessThan(60);

  const times = [];
  for (let n = 0; n < 20; n++) times.push(await keyTakes(page, 'j'));
  expect(times.sort((a, b) => a - b)[10]).toBeLessThan(150);

  await page.evaluate(`document.querySelector('.alarm-list').scrollTop = 1e9`);
  await page.locator(`tr[aria-rowindex="${total + 1}"]`).waitFor();
  await page.evaluate(`document.querySelector('.alarm-list').scrollTop = 0`);

  const begin = performance.now();
  await station.publish({ park: 'riverside', outlet: 'main', cod: 400 });
  await rowOf(page, 'Main outlet').waitFor();
  expect(performance.now() - begin).toBeLessThan(3_000);

  await page.getByRole('searchbox').fill('storm outlet 7');
  await page.getByText(`${(STORM_ALARMS / stormOutlets.length).toLocaleString('en-US')} rows shown`).waitFor();
});
