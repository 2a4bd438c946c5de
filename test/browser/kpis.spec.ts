import type { Browser, Page } from 'playwright-core';
import { faults } from './axe';
import { desk, launch, openLive, rowOf, type Sight } from './browser';
import { Station } from './station';

jest.setTimeout(60_000);

let station: Station;
let browser: Browser;

beforeAll(async () => {
  [station, browser] = await Promise.all([Station.start(['harbour']), launch()]);
}, 90_000);

afterAll(async () => {
  await browser?.close();
  await station?.stop();
});

const at = async (username: string, sight?: Sight): Promise<Page> =>
  openLive(await desk(browser, sight), station, station.person(username));

test('key figures: tiles against their targets, pictures and their tables, by day, by night and on a phone', async () => {
  const page = await at('operator', { theme: 'day' });
  await station.publish({ park: 'harbour', outlet: 'main', cod: 63 });
  await rowOf(page, 'Main outlet').waitFor();
  await page.getByRole('navigation').getByRole('link', { name: 'Figures' }).click();
  const tile = page.locator('.kpi-tile', { hasText: 'K1 Alarms' });
  await tile.getByText('target ≤ 1').waitFor();
  await tile.getByText('indicative').waitFor();
  await page.getByRole('img', { name: 'New alarms in ten minutes' }).waitFor();
  const ten = page.locator('figure', { hasText: 'The ten most frequent alarms' });
  await ten.getByText('As a table').click();
  await ten
    .getByRole('rowheader', { name: /Main outlet/ })
    .first()
    .waitFor();
  expect(await faults(page)).toEqual([]);
  await page.getByRole('button', { name: '30 days' }).click();
  await page.locator('.kpi-tile').first().waitFor();
  expect(await page.getByText('indicative', { exact: true }).count()).toBe(0);

  const phone = await at('operator', { width: 375, height: 700, language: 'zh' });
  await phone.goto(`${station.url}/#/kpis`);
  await phone.locator('.kpi-picture svg').first().waitFor();
  expect(await faults(phone)).toEqual([]);
  expect(await phone.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth')).toBe(
    false,
  );
  const texts = await phone.locator('.kpi-tile h2, .kpi-target, .kpi-beside, figcaption, .panel-head').allInnerTexts();
  expect(texts.join(' ')).not.toMatch(/[A-Za-z]{3,}/);
});
