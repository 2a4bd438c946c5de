import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { faults } from './axe';
import { desk, launch, openLive, type Sight } from './browser';
import { Station } from './station';

jest.setTimeout(60_000);

const TOKEN = 'token-that-nobody-is-shown';
const ANSWER = '{"errcode":310000,"errmsg":"sign not match, more: [https://ding-doc.example]"}';

let station: Station;
let browser: Browser;
let robot: Server;
let address: string;
/** What the robot was sent. */
const taken: string[] = [];
const contexts: BrowserContext[] = [];

beforeAll(async () => {
  robot = createServer((request, response) => {
    request.on('data', (piece: Buffer) => taken.push(piece.toString()));
    request.on('end', () => response.end(ANSWER));
  });
  await new Promise<void>((resolve) => robot.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(robot.address() as AddressInfo).port}/robot/send`;
  [station, browser] = await Promise.all([Station.start(['riverside']), launch()]);
}, 90_000);

afterEach(async () => {
  await Promise.all(contexts.splice(0).map((context) => context.close()));
});

afterAll(async () => {
  await browser?.close();
  await station?.stop();
  robot.close();
});

async function at(username: string, sight?: Sight): Promise<Page> {
  const context = await desk(browser, sight);
  contexts.push(context);
  return openLive(context, station, station.person(username));
}
const door = (page: Page, name: string) => page.getByRole('navigation').getByRole('link', { name });
const entry = (page: Page, text: string) => page.locator('.ledger > li', { hasText: text });
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const inDialog = (page: Page, name: string) => page.getByRole('dialog').getByRole('button', { name, exact: true });

test('an administrator sets up a robot, tests it and sees what the provider says; nobody sees its token', async () => {
  const page = await at('operator');
  const answers: string[] = [];
  page.on('response', (response) => {
    if (response.url().includes('/channel')) void response.text().then((text) => answers.push(text));
  });
  await door(page, 'Channels').click();
  await page.getByText('No channel is set up').waitFor();
  await button(page, 'New channel…').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(/^Id/).fill('duty-group');
  await dialog.getByLabel('Name (Chinese)').fill('值班群');
  await dialog.getByLabel('Name (English)').fill('Duty group');
  await dialog.getByLabel('Kind').selectOption('dingtalk');
  await dialog.getByLabel('Robot address').fill(address);
  await dialog.getByLabel('Access token').fill('short');
  expect(await faults(page)).toEqual([]);
  await inDialog(page, 'Save').click();
  await dialog.getByText(/Access token: 8 to 200 printable characters/).waitFor();
  await dialog.getByLabel('Access token').fill(TOKEN);
  await inDialog(page, 'Save').click();
  const line = entry(page, 'Duty group');
  await line.getByText('DingTalk robot').waitFor();
  await line.getByText('used by nobody').waitFor();

  await button(page, 'Test… Duty group').focus();
  await page.keyboard.press('Enter');
  await inDialog(page, 'Send test').click();
  await dialog.getByText('Not taken: the provider refuses it.').waitFor();
  expect(await dialog.locator('pre').innerText()).toContain(ANSWER);
  expect(taken.join('')).toMatch(/【测试】.*Duty group \(duty-group\).*operator/);
  expect(await faults(page)).toEqual([]);
  await inDialog(page, 'Close').click();

  await button(page, 'Change… Duty group').click();
  await dialog.getByText('Set. Leave empty to keep it').first().waitFor();
  expect(await dialog.getByLabel('Access token').inputValue()).toBe('');
  await dialog.getByLabel('Name (English)').fill('Duty chat');
  await dialog.getByLabel('Language of the group’s messages').selectOption('English');
  await inDialog(page, 'Save').click();
  await entry(page, 'Duty chat').getByText('English').waitFor();
  expect(await page.content()).not.toContain(TOKEN);
  expect(answers.length).toBeGreaterThan(5);
  expect(answers.join('')).not.toContain(TOKEN);
});

test('a desk gets the robot, and it cannot be removed while it has it', async () => {
  const page = await at('engineer-desk');
  await door(page, 'Desks').click();
  const card = page.getByRole('article', { name: /Park desk/ });
  await card.getByRole('button', { name: 'Edit…' }).click();
  await page.getByRole('dialog').getByLabel('Duty chat').check();
  await inDialog(page, 'Save').click();
  await card.getByText('edited here').waitFor();
  await door(page, 'Channels').click();
  await entry(page, 'Duty chat').getByText('used by desk Park desk').waitFor();
  await button(page, 'Remove… Duty chat').click();
  await inDialog(page, 'Remove').click();
  await page.getByRole('dialog').getByText('a desk or somebody is still told over it').waitFor();
});

test('a person puts their own channels in order; the administrator sees it', async () => {
  const admin = await at('operator');
  await door(admin, 'Channels').click();
  for (const [id, name] of [
    ['log-one', 'First log'],
    ['log-two', 'Second log'],
  ] as const) {
    await button(admin, 'New channel…').click();
    const dialog = admin.getByRole('dialog');
    await dialog.getByLabel('Kind').selectOption('log');
    await dialog.getByLabel(/^Id/).fill(id);
    await dialog.getByLabel('Name (Chinese)').fill('日志');
    await dialog.getByLabel('Name (English)').fill(name);
    await inDialog(admin, 'Save').click();
    await entry(admin, name).waitFor();
  }
  const page = await at('park-desk');
  expect(await door(page, 'Channels').count()).toBe(0);
  await button(page, 'My channels').click();
  const dialog = page.getByRole('dialog');
  for (const to of ['one', 'two']) {
    await inDialog(page, 'Add channel').click();
    await dialog.getByLabel('Address or number').last().fill(to);
  }
  await dialog.getByRole('combobox', { name: 'Channel' }).last().selectOption('log-two');
  await inDialog(page, 'Move Channel 2 up').click();
  await dialog.getByLabel('Language of messages').selectOption('English');
  expect(await faults(page)).toEqual([]);
  await inDialog(page, 'Save').click();
  await dialog.waitFor({ state: 'detached' });
  await door(admin, 'Users').click();
  await entry(admin, 'park-desk').getByText('Second log two → First log one').waitFor();
  await button(admin, 'Change… park-desk').click();
  expect(await admin.getByRole('dialog').getByLabel('Language of messages').inputValue()).toBe('en');
});

test('an incident says who was told', async () => {
  const page = await at('park-desk');
  await station.publish({ park: 'riverside', outlet: 'main', cod: 300 });
  await page.locator('tr[data-alarm]', { hasText: 'Main outlet' }).click();
  await page.getByRole('heading', { name: 'Who was told' }).waitFor();
});

test.each([
  ['night', 'en'],
  ['day', 'zh'],
] as const)('by %s, in %s, axe finds nothing and nothing scrolls sideways', async (theme, language) => {
  const page = await at('operator', { theme, language, width: 640, height: 400 });
  await page.goto(`${station.url}/#/channels`);
  await page.locator('.ledger.channels').waitFor();
  expect(await faults(page)).toEqual([]);
  expect(await page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth')).toBe(
    false,
  );
  if (language === 'en') return;
  const texts = await page.locator('.panel-head, .room-hint, .button, .chip').allInnerTexts();
  expect(texts.join(' ')).not.toMatch(/[A-Za-z]{3,}/);
});
