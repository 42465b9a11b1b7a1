import axe from 'axe-core';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type BrowserContext, type Page } from 'playwright-core';

export type Language = 'zh-CN' | 'en';
export const WIDTHS = [1440, 390] as const;
const SCREENSHOTS = join(import.meta.dirname, 'screenshots');

export interface Browser {
  page: Page;
  context: BrowserContext;
  close: () => Promise<void>;
}

/** Debian's Chromium with an empty profile; the flags keep it from looking for hosts that are not there. */
export async function openBrowser(url: string, language: Language = 'zh-CN', width = 1440): Promise<Browser> {
  const profile = mkdtempSync(join(tmpdir(), 'liana-e2e-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    headless: true,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
    baseURL: url,
    locale: language,
    timezoneId: 'Asia/Shanghai',
    viewport: { width, height: width > 600 ? 900 : 844 },
    reducedMotion: 'reduce',
  });
  const page = context.pages()[0] ?? (await context.newPage());
  return {
    page,
    context,
    close: async () => {
      await context.close();
      rmSync(profile, { recursive: true, force: true });
    },
  };
}

/** What a reader of the developer tools would find: errors and warnings of the page, and scripts that broke. */
export function complaints(page: Page): string[] {
  const found: string[] = [];
  page.on('pageerror', (error) => found.push(`broke: ${error.message}`));
  page.on('console', (line) => {
    // Chromium reports every refused request as an error of the page; asking "am I signed in?" is one.
    const asked = line.type() === 'error' && line.text().includes('401') && line.location().url.endsWith('/session');
    if (['error', 'warning'].includes(line.type()) && !asked) found.push(`console: ${line.text().slice(0, 200)}`);
  });
  return found;
}

/** How many of the drawings on the page have nothing on them. */
export function emptyDrawings(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('canvas')]
      .filter((canvas) => {
        const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
        return !data.some((value, index) => index % 4 === 3 && value > 0);
      })
      .map((canvas) => `an empty drawing: ${canvas.closest('[aria-label]')?.getAttribute('aria-label')}`),
  );
}

/** Everything that is wrong with what is drawn now. */
export async function flaws(page: Page, language: Language, axeToo = true): Promise<string[]> {
  const refusals = page.locator('.ant-alert-error');
  return [
    ...(await misfits(page)),
    ...(axeToo ? await accessibility(page) : []),
    ...(await strangers(page, language)),
    ...(await emptyDrawings(page)),
    ...(await refusals.allInnerTexts()).map((text) => `an error is shown: ${text}`),
  ];
}

export async function signIn(page: Page, login: string, password: string) {
  await page.goto('/sign-in');
  await page.locator('input').first().fill(login);
  await page.locator('input[type=password]').fill(password);
  await page.locator('button[type=submit]').click();
  await page.waitForURL('**/communities');
}

/** Everything is drawn: no spinner, no skeleton, charts settled. */
export async function settled(page: Page) {
  await page.waitForLoadState('domcontentloaded');
  await page.waitForFunction(
    () => !document.querySelector('.ant-skeleton, .ant-spin-spinning, .waiting, .moving'),
    undefined,
    { timeout: 15_000 },
  );
  if (await page.locator('canvas').count()) await page.waitForTimeout(700);
}

export async function shoot(page: Page, name: string) {
  mkdirSync(SCREENSHOTS, { recursive: true });
  await page.screenshot({ path: join(SCREENSHOTS, `${name}.png`), fullPage: true, animations: 'disabled' });
}

/** What does not fit: elements wider than the window, and text cut off by its own box. */
export function misfits(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const wide = document.documentElement.scrollWidth - window.innerWidth;
    if (wide > 0) {
      const culprit = [...document.querySelectorAll('body *')].find(
        (element) => element.getBoundingClientRect().right > window.innerWidth + 1,
      );
      found.push(`page scrolls sideways by ${wide}px: ${culprit?.className}`);
    }
    return found;
  });
}

/** Serious findings of axe, as readable lines. */
export async function accessibility(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() =>
    (window as unknown as { axe: typeof axe }).axe.run(document, {
      resultTypes: ['violations'],
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'],
    }),
  );
  return violations.map(
    (violation) =>
      `${violation.id} (${violation.impact}): ${violation.nodes
        .map((node) => `${node.target.join(' ')} — ${node.failureSummary?.split('\n')[1]?.trim()}`)
        .slice(0, 3)
        .join(' | ')}`,
  );
}

/** Words of the other language that a reader of this one should not meet: labels of the console, not what people said or named. */
export function strangers(page: Page, language: Language): Promise<string[]> {
  return page.evaluate((tag) => {
    const skip =
      '.said, .event, .card-head a, td a, bdi, .community-switch, .group-select, .person, .talks, .mark, .raw, code, pre, [lang], .rule, .panel b, dd, canvas, .ant-select-dropdown, .page-title';
    const walker = document.createTreeWalker(document.querySelector('#root')!, NodeFilter.SHOW_TEXT);
    const found: string[] = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const text = node.textContent!.trim();
      if (!text || node.parentElement!.closest(skip)) continue;
      const foreign = tag === 'en' ? /[㐀-鿿]/.test(text) : /^[A-Za-z][a-z]+( [a-z]+)+$/.test(text);
      if (foreign) found.push(text.slice(0, 60));
    }
    return found;
  }, language);
}
