import { waitFor } from '@cofferdam/testing';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { faults } from './axe';
import { desk, fillLogIn, launch, openLive, rowOf, type Sight } from './browser';
import { Station } from './station';

jest.setTimeout(60_000);

let station: Station;
let browser: Browser;
const contexts: BrowserContext[] = [];

beforeAll(async () => {
  [station, browser] = await Promise.all([Station.start(['harbour']), launch()]);
}, 90_000);

afterEach(async () => {
  await Promise.all(contexts.splice(0).map((context) => context.close()));
});

afterAll(async () => {
  await browser?.close();
  await station?.stop();
});

/** Counts the notes that the page plays: nobody listens here. */
const COUNT_NOTES = `globalThis.notes = 0;
  const start = OscillatorNode.prototype.start;
  OscillatorNode.prototype.start = function (...given) { globalThis.notes += 1; return start.apply(this, given); };`;
const notes = (page: Page): Promise<number> => page.evaluate<number>('notes');
const played = (page: Page, least: number): Promise<unknown> =>
  waitFor(async () => (await notes(page)) >= least, { what: `${least} notes`, timeoutMs: 12_000, everyMs: 100 });

/** Somebody at their own browser, signed in. */
async function at(username: string, sight?: Sight): Promise<Page> {
  const context = await desk(browser, sight);
  await context.addInitScript(COUNT_NOTES);
  contexts.push(context);
  return openLive(context, station, station.person(username));
}
const publish = (outlet: string, cod: number) => station.publish({ park: 'harbour', outlet, cod });
const door = (page: Page, name: string) => page.getByRole('navigation').getByRole('link', { name: new RegExp(name) });
const entry = (page: Page, text: string) => page.locator('.ledger > li', { hasText: text });
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const inDialog = (page: Page, name: string) => page.getByRole('dialog').getByRole('button', { name, exact: true });
const deskCard = (page: Page, name: string) => page.getByRole('article', { name: new RegExp(name) });
async function chosen(page: Page, outlet: string): Promise<Page> {
  await rowOf(page, outlet).click();
  return page;
}

test('sound that the browser keeps back is told at once, and comes with a click', async () => {
  const page = await (await at('park-desk')).context().newPage(); // signed in already, and nobody has touched it
  // whatever asks the page itself counts as a touch: until it has tried to sound, only its requests are watched
  await Promise.all([page.waitForResponse('**/api/v1/desks'), page.goto(station.url)]);
  const banner = page.getByRole('alert').filter({ hasText: 'Alarms would not be heard' });
  await banner.waitFor();
  await button(page, 'Sound off').waitFor();
  expect(await faults(page)).toEqual([]);
  await button(page, 'Switch sound on').click();
  await banner.waitFor({ state: 'detached' });
  await button(page, 'Sound on').waitFor();
});

test('an unacknowledged alarm sounds until somebody has looked; mute counts down and a graver alarm breaks it', async () => {
  const page = await at('park-desk');
  await button(page, 'Sound on').waitFor();
  expect(await notes(page)).toBe(0);
  await publish('main', 63);
  await rowOf(page, 'Main outlet').waitFor();
  await played(page, 4); // two notes, and again
  await page.keyboard.press('m');
  await page.getByRole('button', { name: /Muted 0[12]:\d\d/ }).waitFor();
  const muted = await notes(page);
  await page.waitForTimeout(5_000);
  expect(await notes(page)).toBe(muted);

  await publish('main', 300);
  await button(page, 'Sound on').waitFor();
  await played(page, muted + 3);
  await chosen(page, 'Main outlet');
  await page.keyboard.press('a');
  await page.waitForTimeout(500);
  const over = await notes(page);
  await page.waitForTimeout(3_000);
  expect(await notes(page)).toBe(over);
});

test('the self-test plays all three rhythms', async () => {
  const page = await at('park-desk');
  await button(page, 'Sound on').click();
  await button(page, 'Self-test').click();
  await played(page, 6);
  await page.getByRole('status').filter({ hasText: 'You should hear' }).waitFor();
});

test('the park’s shelving waits for a second person at another desk', async () => {
  await publish('spare', 63);
  const [one, two] = [await at('park-desk'), await at('park-night')];
  await chosen(one, 'Spare outlet');
  await one.keyboard.press('s');
  const dialog = one.getByRole('dialog');
  await dialog.getByText('A second person has to confirm this').waitFor();
  await dialog.getByLabel(/Minutes \(at most 480\)/).fill('45');
  await dialog.getByLabel(/Reason/).fill('probe is being cleaned');
  await inDialog(one, 'Shelve').click();
  await dialog.getByText(/Asked for, not done yet: Park desk or .+ has to confirm it/).waitFor();
  await inDialog(one, 'Close').click();
  expect(await rowOf(one, 'Spare outlet').getAttribute('data-standing')).toBe('unacknowledged');

  await door(one, 'Approvals').click();
  await entry(one, 'probe is being cleaned').getByText('You asked for this yourself').waitFor();
  expect(await button(one, 'Confirm').count()).toBe(0);

  await door(two, 'Approvals').locator('.badge').waitFor();
  await door(two, 'Approvals').click();
  const asked = entry(two, 'probe is being cleaned');
  await asked.getByText('45 minutes').waitFor();
  expect(await asked.locator('.countdown').innerText()).toMatch(/00:0[345]:\d\d/);
  await asked.getByRole('button', { name: 'Confirm' }).click();
  await inDialog(two, 'Confirm').click();
  await two.getByText('Confirmed and done').waitFor();
  await two.getByText('Nothing waits for a second person').waitFor();

  await door(one, 'Shelf').click();
  const shelved = entry(one, 'Spare outlet');
  await shelved.getByText('confirmed by park-night').waitFor();
  await shelved.getByText('over the limit').waitFor();
  expect(await shelved.locator('.countdown').innerText()).toMatch(/00:4[345]:\d\d/);
  await shelved.getByRole('button', { name: 'Unshelve' }).click();
  await inDialog(one, 'Unshelve').click();
  await one.getByText('Nothing is shelved').waitFor();
});

test('what was refused is not done, and says so', async () => {
  const [one, two] = [await at('park-night'), await at('supervisor')];
  await chosen(one, 'Spare outlet');
  await one.keyboard.press('s');
  await one
    .getByRole('dialog')
    .getByLabel(/Reason/)
    .fill('I do not like it');
  await inDialog(one, 'Shelve').click();
  await inDialog(one, 'Close').click();
  await door(two, 'Approvals').click();
  await entry(two, 'I do not like it').getByRole('button', { name: 'Refuse' }).click();
  await two.getByRole('dialog').getByLabel('Why not').fill('no work there today');
  await inDialog(two, 'Refuse').click();
  await two.getByText('Refused. Nothing was done').waitFor();
  await door(one, 'Approvals').click();
  await one.getByText('Nothing waits for a second person').waitFor();
  await door(one, 'Shelf').click();
  await one.getByText('Nothing is shelved').waitFor();
});

test('an engineer takes an alarm out of service under a work order, and returns it', async () => {
  const page = await at('engineer-desk');
  expect(await page.locator('.sound-state').count()).toBe(0);
  await chosen(page, 'Spare outlet');
  await button(page, 'Out of service').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Work order').fill('WO-318');
  await dialog.getByLabel('What stands in').fill('hourly grab samples');
  await dialog.getByLabel('Reason').fill('pump is replaced');
  await inDialog(page, 'Out of service').click();
  await door(page, 'Shelf').click();
  const out = entry(page, 'Spare outlet');
  await out.getByText('work order WO-318 · instead: hourly grab samples').waitFor();
  await out.getByRole('button', { name: 'Return to service' }).click();
  await inDialog(page, 'Return to service').click();
  await page.getByText('Back in service').waitFor();
});

test('what rains is held until somebody has looked at the place', async () => {
  await publish('rain', 63);
  const page = await at('park-desk');
  await rowOf(page, 'Rain outlet 3').waitFor();
  await publish('rain', 5);
  await rowOf(page, 'Rain outlet 3').click();
  await button(page, 'Reset latch').click();
  await page.getByRole('dialog').getByLabel('What was found on site').fill('dry, gate closed');
  await inDialog(page, 'Reset latch').click();
  await button(page, 'Reset latch').waitFor({ state: 'detached' });
});

test('a desk is offered, told with its digest, and accepted by the other', async () => {
  const [one, two] = [await at('park-desk'), await at('park-night')];
  await door(one, 'Desks').click();
  const card = deskCard(one, 'Park duty room');
  await card.getByText('park-desk').first().waitFor();
  expect(await card.getByRole('link', { name: '139 1234 5678' }).getAttribute('href')).toBe('tel:13912345678');
  await card.getByRole('button', { name: 'Hand over…' }).click();
  const dialog = one.getByRole('dialog');
  expect(await dialog.getByLabel('To whom').locator('option').allInnerTexts()).toEqual(['park-night']);
  await dialog.getByLabel('Note for the next shift').fill('gate 3 is stiff');
  await inDialog(one, 'Hand over').click();
  await card.getByText('park-desk offered the desk to park-night').waitFor();

  await door(two, 'Desks').locator('.badge').waitFor();
  await door(two, 'Desks').click();
  const theirs = deskCard(two, 'Park duty room');
  await theirs.getByText(/\d open incidents? · 0 shelved/).waitFor();
  await theirs.getByText('gate 3 is stiff').waitFor();
  await theirs.getByRole('button', { name: 'Accept the desk' }).click();
  await inDialog(two, 'Accept the desk').click();
  await card.getByText('park-night accepted the desk').waitFor();
  expect(await card.getByRole('button', { name: 'Hand over…' }).count()).toBe(0);
});

test('a supervisor forces a hand-over, with a reason', async () => {
  const page = await at('supervisor');
  await door(page, 'Desks').click();
  const card = deskCard(page, 'Park duty room');
  await card.getByRole('button', { name: 'Force…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('To whom').selectOption('park-desk');
  await dialog.getByLabel('Reason').fill('was taken ill');
  await inDialog(page, 'Force').click();
  await card.getByText('park-desk accepted the desk').waitFor();
});

test('an engineer changes a desk; its number is on every screen', async () => {
  const [engineer, other] = [await at('engineer-desk'), await at('auditor-desk')];
  await other.getByRole('link', { name: '0512-66120119' }).waitFor();
  await door(engineer, 'Desks').click();
  const card = deskCard(engineer, 'Park duty room');
  await card.getByRole('button', { name: 'Edit…' }).click();
  const dialog = engineer.getByRole('dialog');
  await dialog.getByLabel('Phone').first().fill('0512-66120110');
  await button(engineer, 'Add shift').click();
  await dialog.getByLabel('Name (Chinese)').fill('夜班');
  await dialog.getByLabel('Name (English)').fill('Night');
  expect(await faults(engineer)).toEqual([]);
  await inDialog(engineer, 'Save').click();
  await card.getByText('edited here').waitFor();
  await card.getByText('Members and shifts').click();
  await card.getByText(/Night 20:00–08:00 next day · every day · park-desk, park-night/).waitFor();
  await other.getByRole('link', { name: '0512-66120110' }).waitFor();
  await button(other, 'Duty phones').click();
  await other.getByRole('dialog').getByText('139 1234 5678').waitFor();
});

test('somebody alone by night is asked whether they are there, over whatever is open, with sound', async () => {
  const page = await at('unit-night');
  const question = page.getByRole('alertdialog', { name: 'Is somebody there?' });
  await question.waitFor({ timeout: 20_000 });
  await question.getByText('Is somebody at Harbour Unit night watch?').waitFor();
  await question.getByText('the next tier is called: Park').waitFor();
  expect(await page.evaluate('document.activeElement.textContent')).toBe('Yes, I am here');
  await played(page, 3);
  expect(await faults(page)).toEqual([]);
  await page.keyboard.press('Enter');
  await question.waitFor({ state: 'detached' });
});

test('an administrator makes a user, changes them and shuts them out', async () => {
  const page = await at('operator');
  await door(page, 'Users').click();
  await button(page, 'New user…').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('User name').fill('lin');
  await dialog.getByLabel('Name', { exact: true }).fill('Lin Wei');
  await dialog.getByLabel('Role').selectOption('park');
  await dialog.getByLabel('Harbour').check();
  await dialog.getByLabel(/^Password/).fill('water holds back');
  await inDialog(page, 'New user').click();
  await entry(page, 'Lin Wei').getByText('Park desk').waitFor();

  const context = await desk(browser);
  contexts.push(context);
  const theirs = await openLive(context, station, { username: 'lin', password: 'water holds back' });
  expect(await door(theirs, 'Users').count()).toBe(0);

  await button(page, 'Change… lin').click();
  await dialog.getByLabel('Role').selectOption('enterprise');
  await dialog.getByLabel('Phone').fill('139 0000');
  await dialog.getByLabel(/^Disabled/).check();
  await inDialog(page, 'Change').click();
  const line = entry(page, 'Lin Wei');
  await line.getByText('Enterprise desk').waitFor();
  await line.getByText('disabled').waitFor();
  await theirs.getByText('Your session has ended').waitFor({ timeout: 20_000 });
  await fillLogIn(theirs, { username: 'lin', password: 'water holds back' });
  await theirs.getByText('User name or password is wrong').waitFor();
});

const ROOMS = ['Shelf', 'Approvals', 'Desks', 'Users', 'Webhooks'] as const;
async function enter(page: Page, room: (typeof ROOMS)[number]): Promise<void> {
  await page.goto(`${station.url}/#/${room.toLowerCase()}`);
  await page.locator('main.room h1').waitFor();
}

test.each([
  ['1280 px at 200 %', { width: 640, height: 400 }],
  ['a phone', { width: 375, height: 700 }],
] as const)('%s there is nothing to scroll sideways in any room, in either language', async (_, sight) => {
  for (const language of ['en', 'zh'] as const) {
    const page = await at('operator', { ...sight, language });
    for (const room of ROOMS) {
      await enter(page, room);
      expect(await page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth')).toBe(
        false,
      );
    }
  }
});

describe.each(['night', 'day'] as const)('axe finds nothing by %s', (theme) => {
  test('in any room', async () => {
    const page = await at('operator', { theme });
    for (const room of ROOMS) {
      await door(page, room).click();
      await page.getByRole('heading', { name: room, exact: true }).waitFor();
      await page.locator('.panel-head .counts').filter({ hasNotText: '–' }).waitFor();
      expect(await faults(page)).toEqual([]);
    }
    await button(page, 'Sound on').click();
    expect(await faults(page)).toEqual([]);
  });
});

test('in Chinese no room borrows a word', async () => {
  const page = await at('operator', { language: 'zh' });
  for (const room of ROOMS) {
    await enter(page, room);
    const texts = await page.locator('.panel-head, .ledger-head, nav, .desk h4, summary, .button').allInnerTexts();
    expect(texts.join(' ')).not.toMatch(/[A-Za-z]{3,}/);
  }
});
