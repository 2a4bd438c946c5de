import type { Browser, BrowserContext, Page } from 'playwright-core';
import { faults } from './axe';
import { desk, launch, openLive, rowOf, scrollsSideways, type Sight } from './browser';
import { Station } from './station';

jest.setTimeout(90_000);

let station: Station;
let browser: Browser;
const contexts: BrowserContext[] = [];

beforeAll(async () => {
  [station, browser] = await Promise.all([Station.start(['riverside']), launch()]);
  await station.publish({ park: 'riverside', outlet: 'main', cod: 63.2 });
}, 90_000);

afterEach(async () => {
  await Promise.all(contexts.splice(0).map((context) => context.close()));
});

afterAll(async () => {
  await browser?.close();
  await station?.stop();
});

async function incidentPage(role: 'park' | 'enterprise', sight: Sight = {}): Promise<Page> {
  const context = await desk(browser, sight);
  contexts.push(context);
  const page = await openLive(context, station, station.desk(role));
  await rowOf(page, sight.language === 'zh' ? '总排口' : 'Main outlet').click();
  await section(page).locator('h3').waitFor();
  return page;
}
const section = (page: Page) => page.locator('.legal');
const clock = (page: Page, name: string) => section(page).locator(`[data-clock=${name}]`);

test('a level is said at one desk: the clocks run there and at another, each with its source; nobody knows in the future', async () => {
  const [works, park] = [await incidentPage('enterprise', { language: 'zh' }), await incidentPage('park')];
  await section(park).getByText('not the legal level of the event').waitFor();
  await section(park).getByText('Nobody has said the level').waitFor();
  await clock(park, 'unit-report').getByText('from the page that was written').waitFor();
  await works.keyboard.press('a');
  await section(park).getByRole('button', { name: 'Say the event’s level' }).click();
  const dialog = park.getByRole('dialog');
  await dialog.getByLabel('Level of the event').selectOption('II');
  await dialog.getByLabel('What the level rests on').fill('intake of the county');
  expect(await faults(park)).toEqual([]);
  await dialog.getByLabel('Known to the department since').fill('2099-01-01T00:00:01');
  await dialog.getByRole('button', { name: 'Say so' }).click();
  await dialog.getByText('It cannot become known in the future').waitFor();
  expect(await dialog.getByLabel('Level of the event').inputValue()).toBe('II');
  await dialog.getByLabel('Known to the department since').fill('');
  await dialog.getByRole('button', { name: 'Say so' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await section(park).getByText('II, serious').waitFor();
  await clock(park, 'department-report')
    .getByText(/^1:59:\d\d|^01:59:\d\d|^2:00:00/)
    .first()
    .waitFor();
  await clock(park, 'department-report')
    .getByText(/Source: .*Order 17/)
    .waitFor();
  await clock(works, 'unit-report').getByText('自单位首次确认起').waitFor();
  await park.locator('.history').getByText('Event level said: II, serious').waitFor();
});

test('a first report is filled from the incident, completed, kept and printed; its clock is over', async () => {
  const page = await incidentPage('enterprise');
  await section(page).getByRole('button', { name: 'First report' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('never changed once sent').waitFor();
  expect(await dialog.getByLabel('Pollutants and amounts').inputValue()).toMatch(/highest 63\.2 mg\/L, limit 50 mg\/L/);
  await dialog.getByLabel('Contacts').fill('EHS desk 021 5555');
  await dialog.getByLabel('Organisation').fill('District EEB');
  await dialog.getByLabel('Name', { exact: true }).fill('Wu');
  expect(await faults(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Keep as sent' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await clock(page, 'unit-report')
    .getByText(/INC-\d{4}-\d\d-U01 sent at/)
    .waitFor();
  const printed = page.context().waitForEvent('page');
  await section(page)
    .getByRole('link', { name: /Print INC/ })
    .click();
  const sheet = await printed;
  await sheet.getByRole('heading', { name: 'Environmental event: First report' }).waitFor();
  await sheet.getByText('EHS desk 021 5555').waitFor();
  expect(await faults(sheet)).toEqual([]);
});

test('nothing to scroll sideways on a phone, and axe finds nothing by day, in Chinese', async () => {
  const page = await incidentPage('park', { width: 375, height: 700, language: 'zh', theme: 'day' });
  await clock(page, 'department-report').getByText('Ⅰ、Ⅱ级').waitFor();
  expect(await scrollsSideways(page)).toBe(false);
  expect(await faults(page)).toEqual([]);
});
