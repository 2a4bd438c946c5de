import type { Browser, BrowserContext, Page } from 'playwright-core';
import { faults } from './axe';
import { desk, launch, openLive, rowOf, scrollsSideways, type Sight } from './browser';
import { Station } from './station';

jest.setTimeout(60_000);

const name = (zh: string, en: string) => ({ zh, en });

/** The main outlet breaks its limit soon; a person sits at the enterprise's desk, a robot at the park's. */
const SCENARIO = {
  ...{ id: 'browser-breach', park: 'riverside', type: 'functional', duration: 1_800 },
  title: name('总排口超标', 'Breach at the main outlet'),
  objectives: [{ id: 'contain', text: name('及时围堵', 'Contain in time') }],
  participants: [
    { user: 'enterprise-desk', role: 'enterprise', tier: 'enterprise' },
    { user: 'park-desk', role: 'park', tier: 'park', robot: [{ on: 'told', after: 30, act: 'acknowledge' }] },
  ],
  ...{ controllers: ['director-desk'], evaluators: ['auditor-desk'] },
  monitors: [{ outlet: 'main', monitor: 'MN-main', interval: 5, values: { w01018: 20, w21003: 1, w01001: 7.2 } }],
  injects: [
    {
      ...{ id: 'breach', at: 15, title: name('化学需氧量跃升', 'COD jumps') },
      payload: {
        ...{ kind: 'samples', outlet: 'main', monitor: 'MN-main', factor: 'w01018' },
        shape: { kind: 'step', to: 300 },
      },
      expected: [
        { action: 'detect', within: 60, outlet: 'main', factor: 'w01018', objective: 'contain' },
        { action: 'acknowledge', within: 1_200, tier: 'enterprise', objective: 'contain' },
      ],
    },
  ],
};
/** Fast enough for a test, and slow enough for a person in it. */
const SPEED = '10';

let station: Station;
let browser: Browser;
let drill = '';
const contexts: BrowserContext[] = [];

beforeAll(async () => {
  [station, browser] = await Promise.all([Station.start(['riverside']), launch()]);
}, 90_000);

afterAll(async () => {
  await Promise.all(contexts.splice(0).map((context) => context.close()));
  await browser?.close();
  await station?.stop();
});

/** Keeps what the page plays by its timbre: nobody listens here. */
const KEEP_TIMBRES = `globalThis.timbres = [];
  const start = OscillatorNode.prototype.start;
  OscillatorNode.prototype.start = function (...given) { globalThis.timbres.push(this.type); return start.apply(this, given); };`;

async function at(username: string, sight?: Sight): Promise<Page> {
  const context = await desk(browser, sight);
  await context.addInitScript(KEEP_TIMBRES);
  contexts.push(context);
  return openLive(context, station, station.person(username));
}
const button = (page: Page, label: string) => page.getByRole('button', { name: label, exact: true });
const inDialog = (page: Page, label: string) =>
  page.getByRole('dialog').getByRole('button', { name: label, exact: true });
const atDrill = async (page: Page): Promise<Page> => {
  await page.goto(`${station.url}/#/drills/${drill}`);
  await page.locator('.drill-desk').waitFor();
  return page;
};
const state = (page: Page, is: string) => page.locator(`.drill-desk .drill-state[data-state=${is}]`).waitFor();
/** Something about the look of an element, as the browser draws it. */
const drawn = (page: Page, selector: string, part: string | null, what: string): Promise<string> =>
  page.evaluate<string>(
    `getComputedStyle(document.querySelector(${JSON.stringify(selector)}), ${JSON.stringify(part)})[${JSON.stringify(what)}]`,
  );

let director: Page;
let participant: Page;

test('a director plans a drill: every error of its scenario with its place, then the dry run, then the plan', async () => {
  director = await at('director-desk');
  await director.getByRole('navigation').getByRole('link', { name: 'Drills' }).click();
  await director.getByText('There has been no drill yet').waitFor();
  await button(director, 'Plan a drill…').click();
  const dialog = director.getByRole('dialog');
  const text = dialog.locator('.scenario-text');
  await text.fill('{\n "id" "x"\n}');
  await inDialog(director, 'Check').click();
  await dialog.getByRole('alert').filter({ hasText: 'no JSON: see line 2' }).waitFor();

  const [participants, outlet] = [[{ user: 'pan', role: 'park', tier: 'park' }], 'nowhere'];
  await text.fill(JSON.stringify({ ...SCENARIO, participants, monitors: [{ ...SCENARIO.monitors[0], outlet }] }));
  await inDialog(director, 'Check').click();
  await dialog.getByText(/things are wrong with the scenario/).waitFor();
  const errors = (await dialog.locator('.scenario-errors li').allInnerTexts()).join('\n');
  expect(errors).toMatch(/at participants/);
  expect(errors).toMatch(/at monitors/);

  await text.fill(JSON.stringify(SCENARIO));
  await dialog.getByLabel(/^Speed/).fill(SPEED);
  await inDialog(director, 'Check').click();
  await dialog.locator('.dry-run li', { hasText: 'Main outlet COD steps to 300' }).waitFor();
  expect(await faults(director)).toEqual([]);
  await inDialog(director, 'Plan').click();
  await state(director, 'planned');
  drill = decodeURIComponent(director.url().split('/').at(-1) ?? '');
  expect(await director.title()).toMatch(/^【演练】/);
  expect(await button(director, 'Approve…').count()).toBe(0); // who planned it does not approve it
});

test('two others approve having read who takes part; it is armed by its typed identifier, and starts', async () => {
  for (const username of ['supervisor', 'park-night']) {
    const page = await atDrill(await at(username));
    await page.locator('.inject[data-inject=breach] [data-outcome=waiting]').first().waitFor(); // nobody approves unread
    await page.getByText('nothing has been sent yet').waitFor();
    await button(page, 'Approve…').click();
    await page.getByRole('dialog').getByRole('rowheader', { name: 'enterprise-desk' }).waitFor();
    await inDialog(page, 'Approve').click();
    await page.getByRole('status').filter({ hasText: 'Approved.' }).waitFor();
    await button(page, 'Approve…').waitFor({ state: 'detached' }); // nobody does it twice
  }
  await state(director, 'approved');
  await button(director, 'Arm…').click();
  const dialog = director.getByRole('dialog');
  await dialog.getByRole('rowheader', { name: 'park-desk' }).waitFor();
  await dialog.getByLabel(`Type the drill’s identifier ${drill}`).fill('another');
  await inDialog(director, 'Arm').click();
  await dialog.getByText('not this drill’s identifier').waitFor();
  expect(await faults(director)).toEqual([]);
  await dialog.getByLabel(`Type the drill’s identifier ${drill}`).fill(drill);
  await inDialog(director, 'Arm').click();
  await state(director, 'armed');
  await button(director, 'Start…').click();
  await inDialog(director, 'Start').click();
  await state(director, 'running');
});

test('its timeline shows what was put in and what became of it, tier by tier, and its clock runs', async () => {
  await director.locator('.drill-clock[data-running=true]').waitFor();
  await director.locator('.inject[data-inject=breach][data-standing=done]').waitFor({ timeout: 15_000 });
  await director.locator('.lane[data-tier=enterprise] li[data-what=on-duty]').waitFor({ timeout: 15_000 });
  await director
    .locator('.inject [data-outcome=met]', { hasText: /Detected.*took \d\d:\d\d/ })
    .waitFor({ timeout: 10_000 });
  await director.locator('.drill-feed .connection[data-level=live]').waitFor();
  expect(await faults(director)).toEqual([]);
});

test('a live page says that an exercise goes on, and not a word more; whoever takes part finds the way there', async () => {
  const outsider = await at('enterprise-night');
  await outsider.getByText('Exercise in progress · 1').waitFor();
  expect(await outsider.locator('a.exercise-badge').count()).toBe(0);
  participant = await at('enterprise-desk');
  await participant.locator('a.exercise-badge').waitFor();
  for (const page of [outsider, participant]) {
    expect(await page.locator('tr[data-alarm]').count()).toBe(0);
    expect(await page.title()).not.toMatch(/演练/);
    expect(await faults(page)).toEqual([]);
  }
  expect((await station.openAlarms()).total).toBe(0);
  await participant.locator('a.exercise-badge').click();
  await rowOf(participant, 'Main outlet').waitFor();
});

test('the participants’ view cannot be mistaken: frame, pattern, word in every corner, title, icon and sound', async () => {
  expect(await participant.title()).toMatch(/^【演练】/);
  expect(await drawn(participant, '.exercise', '::after', 'borderImageSource')).toMatch(/repeating-linear-gradient/);
  expect(await drawn(participant, '.exercise', '::after', 'borderTopWidth')).toBe('14px');
  expect(await drawn(participant, '.exercise .top', null, 'backgroundImage')).toMatch(/repeating-linear-gradient/);
  expect(await drawn(participant, '.exercise h1', '::before', 'content')).toContain('【演练】');
  const corners = await participant.locator('.exercise-word.corner').allInnerTexts();
  expect(corners).toEqual(Array(4).fill('【演练】 EXERCISE'));
  expect(await participant.evaluate(`document.querySelector('link[rel=icon]').href`)).toContain('6b32c9');
  await participant.locator('.exercise-clocks').getByText('Drill time').waitFor();
  await participant.waitForFunction('timbres.length > 0', undefined, { timeout: 10_000 });
  expect(await participant.evaluate('[...new Set(timbres)]')).toEqual(['square']);
});

test('a participant acknowledges there, and the director sees it', async () => {
  await rowOf(participant, 'Main outlet').click();
  await participant.locator('.incident .trend-box').waitFor();
  expect(await faults(participant)).toEqual([]);
  await participant.keyboard.press('a');
  await participant.locator('.tier', { hasText: 'acknowledged by enterprise-desk' }).waitFor();
  await director.locator('.lane[data-tier=enterprise] li[data-what=acknowledged]').waitFor();
});

test('one act corrects: its text is ready in both languages, and everything that is worked on is suspended', async () => {
  await button(director, 'Correction…').click();
  expect(await director.getByRole('dialog').getByRole('textbox').inputValue()).toMatch(/^更正：[\s\S]*Correction: /);
  await inDialog(director, 'Send the correction').click();
  await director.getByRole('status').filter({ hasText: 'The correction is sent.' }).waitFor();
  await participant.locator('.incident .panel-head .chip', { hasText: 'suspended' }).waitFor();
});

test.each([
  ['a phone, by day, in Chinese', { width: 375, height: 700, language: 'zh', theme: 'day' }],
  ['1280 px at 200 %, by night', { width: 640, height: 400, theme: 'night' }],
] as const)('%s: nothing to scroll sideways, and axe finds nothing', async (_, sight) => {
  const page = await at('director-desk', sight);
  for (const hash of ['#/drills', `#/drills/${drill}`, `#/exercise/${drill}`]) {
    await page.goto(`${station.url}/${hash}`);
    await page.locator('.ledger.drills li, .drill-head, .exercise tr[data-alarm]').first().waitFor();
    expect(await scrollsSideways(page)).toBe(false);
    expect(await faults(page)).toEqual([]);
  }
  if (!('language' in sight)) return;
  await page.goto(`${station.url}/#/drills/${drill}`);
  const texts = await page.locator('.drill-desk h2, .drill-acts, .drill-clock > span, .lane b, .chip').allInnerTexts();
  expect(texts.join(' ')).not.toMatch(/[A-Za-z]{3,}/);
});

test('it is ended with a second step, and the badge leaves the live page', async () => {
  await button(director, 'End…').click();
  await inDialog(director, 'End').click();
  await state(director, 'ended');
  await button(director, 'Finish evaluation…').waitFor();
  await director.locator('.drill-clock', { hasText: 'ended' }).waitFor();
  await director.locator('.drill-points', { hasText: / points (✓ passed|✕ not passed)/ }).waitFor();
  await participant.getByText('This drill is not under way').waitFor();
  await participant.getByRole('link', { name: 'Leave drill' }).click();
  await participant.getByRole('heading', { name: 'Alarms' }).waitFor();
  await participant.locator('.exercise-badge').waitFor({ state: 'detached' });
  expect(await participant.title()).not.toMatch(/演练/);
});
