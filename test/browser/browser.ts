import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import type { LogIn, Station } from './station';

const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
/** No sandbox inside containers, and not a word to anybody outside. */
const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export const launch = (): Promise<Browser> => chromium.launch({ executablePath: CHROMIUM, args: QUIET });

export interface Sight {
  readonly width?: number;
  readonly height?: number;
  readonly language?: 'zh' | 'en';
  readonly theme?: 'night' | 'day';
}

/** A browser of its own: nothing is shared with another one, as on another desk. */
export async function desk(
  browser: Browser,
  { width = 1600, height = 900, ...chosen }: Sight = {},
): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: { width, height } });
  const preferences = JSON.stringify({ language: 'en', ...chosen });
  await context.addInitScript(`localStorage.getItem('cofferdam.preferences') ??
    localStorage.setItem('cofferdam.preferences', ${JSON.stringify(preferences)})`);
  return context;
}

export async function fillLogIn(page: Page, { username, password }: LogIn): Promise<void> {
  await page.locator('input[name=username]').fill(username);
  await page.locator('input[name=password]').fill(password);
  await page.locator('button[type=submit]').click();
}

/** Opens the live page, signed in and connected. */
export async function openLive(context: BrowserContext, station: Station, who: LogIn): Promise<Page> {
  const page = await context.newPage();
  await page.goto(station.url);
  await fillLogIn(page, who);
  await page.locator('.connection[data-level=live]').waitFor();
  return page;
}

/** The row of an outlet's alarm, by the outlet's name. */
export const rowOf = (page: Page, outlet: string) => page.locator('tr[data-alarm]', { hasText: outlet });

/** True where something can be scrolled sideways. */
export const scrollsSideways = (page: Page): Promise<boolean> =>
  page.evaluate<boolean>(`[document.documentElement, ...document.querySelectorAll('.alarm-list, .detail-body')]
    .some((element) => element.scrollWidth > element.clientWidth)`);
