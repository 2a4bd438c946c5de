import type { Browser, BrowserContext, Page } from 'playwright-core';
import { waitFor } from '@cofferdam/testing';
import { faults } from './axe';
import { desk, launch, openLive, rowOf, scrollsSideways, type Sight } from './browser';
import { Station } from './station';

jest.setTimeout(90_000);

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

async function livePage(sight?: Sight, role: 'park' | 'enterprise' = 'enterprise'): Promise<Page> {
  const context = await desk(browser, sight);
  contexts.push(context);
  return openLive(context, station, station.desk(role));
}
const publish = (outlet: string, cod: number) => station.publish({ park: 'riverside', outlet, cod });
const panel = (page: Page) => page.locator('.incident');
const tier = (page: Page, name: string) => panel(page).locator('.tier', { hasText: name });
const button = (page: Page, name: string) => panel(page).getByRole('button', { name });
/** Seconds that a countdown shows. */
const seconds = (text: string): number =>
  text
    .trim()
    .split(':')
    .reduce((sum, part) => 60 * sum + Number(part), 0);

/** A red pixel. */
const PHOTO = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC',
  'base64',
);

test('a breach is an incident: whose it is, and until when, in the row and beside it', async () => {
  const page = await livePage();
  await publish('main', 63.2);
  const row = rowOf(page, 'Main outlet');
  await row.locator('.due').waitFor();
  expect(await row.locator('.c-tiers').innerText()).toBe('Enterprise');
  expect(await row.locator('.c-whose').innerText()).toMatch(/Enterprise desk\s+unacknowledged/);
  const before = seconds(await row.locator('.due').innerText());
  await row.click();
  await panel(page)
    .getByText(/INC-\d{4}-\d\d/)
    .first()
    .waitFor();
  await panel(page)
    .getByRole('heading', { name: /Main outlet .* 1\.3 times the limit/ })
    .waitFor();
  await waitFor(async () => seconds(await row.locator('.due').innerText()) < before, {
    what: 'the countdown to run',
    timeoutMs: 5_000,
    everyMs: 100,
  });
  await tier(page, 'Enterprise').getByText('to acknowledge').waitFor();
  await tier(page, 'Park').getByText('until on duty').waitFor();
  await panel(page).locator('.history').getByText('Incident opened').waitFor();
});

test('acknowledged at one desk with a key: its clock goes on to containing, and another desk sees it', async () => {
  const [here, there] = [await livePage(), await livePage({ language: 'zh' }, 'park')];
  await rowOf(here, 'Main outlet').click();
  await here.keyboard.press('a');
  const { username } = station.desk('enterprise');
  await tier(here, 'Enterprise').getByText(`acknowledged by ${username}`).waitFor();
  await tier(here, 'Enterprise').getByText('to contain').waitFor();
  await rowOf(there, '总排口').locator('.c-whose').getByText(username).waitFor();
  await rowOf(there, '总排口').locator('.c-whose').getByText('未围堵').waitFor();
  await rowOf(there, '总排口').click();
  await panel(there).locator('.history').getByText(`企业 ${username} 确认`).waitFor();
});

test('a measure is started, and the water strip says so', async () => {
  const page = await livePage({}, 'park');
  await rowOf(page, 'Main outlet').click();
  await button(page, 'Close the gate · East River gate').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('has to be confirmed with evidence').waitFor();
  await dialog.getByRole('button', { name: 'Start' }).click();
  await panel(page).locator('.started li', { hasText: 'Close the gate' }).getByText('under way').waitFor();
  await panel(page).locator('.panel-head').getByText('being contained').waitFor();
  await page.locator('.strip .wall[data-measure=started]').waitFor();
});

test('a pond is filled: how much room it has and until when it lasts', async () => {
  const page = await livePage({}, 'park');
  await rowOf(page, 'Main outlet').click();
  await panel(page).locator('.offers summary').click();
  await button(page, 'Divert to the emergency pond · Common pond').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('What runs in').fill('4000');
  await dialog.getByLabel('What is in the pond').fill('400');
  await dialog.getByRole('button', { name: 'Start' }).click();
  const clock = panel(page).locator('.pond');
  await clock.getByText(/[78],\d\d\d m³ free · 4000 m³\/h run in/).waitFor();
  await clock.getByText(/^[12]:\d\d:\d\d/).waitFor();
  await page
    .locator('.strip')
    .getByText(/m³ free/)
    .first()
    .waitFor();
});

test('nobody contains without evidence; with words and a photo it is contained, seen elsewhere without a reload', async () => {
  const [here, there] = [await livePage({}, 'park'), await livePage()];
  await rowOf(there, 'Main outlet').click();
  await rowOf(here, 'Main outlet').click();
  await button(here, 'Contained').click();
  const dialog = here.getByRole('dialog');
  await dialog.getByRole('button', { name: 'It is contained' }).click();
  await dialog.getByText('This is needed').waitFor();
  await dialog.getByLabel('Evidence in words').fill('gate shut, level falls');
  await dialog.getByLabel('Photo').setInputFiles({ name: 'gate.png', mimeType: 'image/png', buffer: PHOTO });
  await dialog.getByAltText('The chosen photo').waitFor();
  await dialog.getByRole('button', { name: 'It is contained' }).click();
  await dialog.waitFor({ state: 'hidden' });

  await panel(there).getByText('Contained and watched').waitFor();
  await panel(there).locator('.evidence').getByText('gate shut, level falls').waitFor();
  const photo = panel(there).locator('.evidence img');
  await photo.scrollIntoViewIfNeeded();
  await waitFor(() => photo.evaluate<boolean, { naturalWidth: number }>(({ naturalWidth }) => naturalWidth === 1), {
    what: 'the photo to be shown',
    timeoutMs: 5_000,
    everyMs: 100,
  });
  await panel(there).locator('.history').getByText('Contained', { exact: true }).waitFor();
});

test('it is not closed while an alarm is active: the page says why, and asks first', async () => {
  const page = await livePage({}, 'park');
  await rowOf(page, 'Main outlet').click();
  await button(page, 'Close').first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('The incident ends').waitFor();
  await dialog.getByLabel('Root cause').fill('tank overflow');
  await dialog.getByRole('button', { name: 'Close it' }).click();
  await dialog.getByText('An alarm has not returned to normal').waitFor();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  await panel(page).locator('.panel-head').getByText('contained').waitFor();
});

test('whoever looked at something older is told what is new before anything is sent', async () => {
  const [here, there] = [await livePage({}, 'park'), await livePage({}, 'park')];
  await rowOf(here, 'Main outlet').click();
  await button(here, 'Close').first().click();
  await rowOf(there, 'Main outlet').click();
  await there.keyboard.press('e');
  await there.getByRole('dialog').getByLabel('Reason').fill('wind turns to the town');
  await there.getByRole('dialog').getByRole('button', { name: 'Escalate' }).click();
  await tier(there, 'Park').getByText('somebody asked for it').waitFor();
  const dialog = here.getByRole('dialog');
  await dialog.getByText('Park on duty').waitFor();
  expect(await dialog.getByRole('button', { name: 'Close it' }).isDisabled()).toBe(true);
  await dialog.getByRole('button', { name: 'I have seen it' }).click();
  expect(await dialog.getByRole('button', { name: 'Close it' }).isDisabled()).toBe(false);
});

test('a note is written with a key, and stands in the timeline of both languages', async () => {
  const [here, there] = [await livePage(), await livePage({ language: 'zh' })];
  await rowOf(there, '总排口').click();
  await rowOf(here, 'Main outlet').click();
  await here.keyboard.press('n');
  await here.keyboard.type('samples are on their way');
  await here.keyboard.press('Enter');
  for (const page of [here, there])
    await panel(page).locator('.history').getByText('samples are on their way').waitFor();
});

test('incidents have pages of their own', async () => {
  const page = await livePage();
  await page.getByRole('link', { name: 'Incidents' }).click();
  await page.getByRole('heading', { name: 'Incidents' }).waitFor();
  await page.locator('.incident-list').getByText('Main outlet').waitFor();
  await page.getByRole('link', { name: /INC-/ }).click();
  await panel(page)
    .getByRole('heading', { level: 2, name: /Main outlet/ })
    .waitFor();
  await page.reload();
  await panel(page).locator('.history').getByText('Incident opened').waitFor();
  await page.getByRole('link', { name: 'All incidents' }).click();
  await page.getByRole('button', { name: 'Ended' }).click();
  await page.getByText('No incident has ended').waitFor();
});

describe.each(['night', 'day'] as const)('axe finds nothing by %s', (theme) => {
  test.each(['zh', 'en'] as const)('with an incident, a second step and the list, in %s', async (language) => {
    const page = await livePage({ theme, language }, 'park');
    await page.locator('tr[data-alarm]').first().click();
    await panel(page).locator('.history li').first().waitFor();
    await page.mouse.move(0, 0);
    expect(await faults(page)).toEqual([]);
    await page.keyboard.press('e');
    await page.getByRole('dialog').waitFor();
    expect(await faults(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.goto(`${station.url}#/incidents`);
    await page.locator('.incident-list').waitFor();
    expect(await faults(page)).toEqual([]);
  });
});

test.each([
  ['1280 px at 200 %', { width: 640, height: 400 }],
  ['a phone', { width: 375, height: 700 }],
] as const)('%s an incident has nothing to scroll sideways, in either language', async (_, sight) => {
  for (const language of ['en', 'zh'] as const) {
    const page = await livePage({ ...sight, language }, 'park');
    await page.locator('tr[data-alarm]').first().click();
    await panel(page).locator('.history li').first().waitFor();
    expect(await scrollsSideways(page)).toBe(false);
  }
});
