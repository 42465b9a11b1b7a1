import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { catalogue, type Key } from '../src/i18n/catalogue';
import { complaints, flaws, openBrowser, settled, shoot, WIDTHS, type Browser } from './browser';
import { startServer, type Server } from './server';

/** Every place with a chart; more than one where tabs hold charts of their own. */
const PLACES = [
  'overview',
  'funnel',
  'habits',
  'habits?tab=lifecycle',
  'habits?tab=stickiness',
  'habits?tab=paths',
  'connections',
  'connections?tab=alone&days=90',
  'segments',
  'customers',
  'customers?tab=lifetime',
  'customers?tab=holdout',
  'league?tab=goal',
  'league?tab=elements',
  'league?tab=roles',
  'experiments',
  'reviews',
  'acquisition',
];
const name = (place: string) => place.replaceAll(/\W+/g, '-');
/** An A4 sheet between its margins, in pixels. */
const SHEET = { width: 688, height: 1017 };
const SOON = { timeout: 15_000 };

let server: Server;
let browser: Browser;

async function open(page: Page, place: string) {
  await page.goto(`/communities/1/${place}`);
  await page.locator('main h1').waitFor();
  await settled(page);
}

/** A shop of 160 customers, most of whom came again, and a study of 300 users that runs. */
async function sell(page: Page) {
  const day = (ago: number) => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10);
  const orders = Array.from({ length: 160 }, (_, n) =>
    Array.from({ length: 1 + ((n * 7) % 5) }, (_, time) => {
      const ago = 20 + ((n * 13) % 180) - time * (3 + (n % 9));
      return `${n}-${time},u${n},${day(Math.max(1, ago))},${20 + ((n * 31 + time * 17) % 400)}`;
    }),
  ).flat();
  const users = Array.from({ length: 300 }, (_, n) => `u${n},${day(200)},0,${18 + (n % 40)}`);
  const kept = await page.evaluate(
    async ([orders, users]) => {
      const { csrf } = await (await fetch('/api/v1/session')).json();
      const post = (path: string, body: string, type: string) =>
        fetch(`/api/v1/communities/1${path}`, {
          method: 'POST',
          headers: { 'X-CSRF-Token': csrf, 'Content-Type': type },
          body,
        });
      const answers = [
        await post('/purchases/csv?keep=true', orders, 'text/csv'),
        await post('/product-users/csv?keep=true', users, 'text/csv'),
        await post('/holdouts', JSON.stringify({ name: '邀请一半', delay_days: 60, days: 30 }), 'application/json'),
      ];
      const { holdout } = await answers[2].clone().json();
      answers.push(await post(`/holdouts/${holdout.id}/start`, '{}', 'application/json'));
      return Promise.all(answers.map(async (one) => (one.ok ? 'ok' : `${one.url}: ${await one.text()}`)));
    },
    [`order,contact,at,amount\n${orders.join('\n')}\n`, `user,first_seen,invited,age\n${users.join('\n')}\n`],
  );
  expect(kept).toEqual(['ok', 'ok', 'ok', 'ok']);
}

const theme = (page: Page) => page.evaluate(() => document.documentElement.dataset.theme);

/** What of the charts is not whole or has letters too small to read. */
const cut = (page: Page, sheet: typeof SHEET) =>
  page.evaluate(
    ({ width, height }) =>
      [...document.querySelectorAll('.chart')].flatMap((chart) => {
        const drawing = chart.querySelector('svg');
        const card = chart.closest('section')!;
        const named = card.getAttribute('aria-label');
        if (!drawing) return [`${named} is not drawn for paper`];
        const box = drawing.getBoundingClientRect();
        const scale = box.width / Number(drawing.getAttribute('width'));
        return [
          // a line for each axis or slice, a cell for each square: an empty frame has one or two
          ...(drawing.querySelectorAll('path, circle').length < 5 ? [`${named} is empty`] : []),
          ...(box.left < 0 || box.right > width ? [`${named} is cut off at the side`] : []),
          ...(card.getBoundingClientRect().height > height ? [`${named} is longer than a sheet`] : []),
          ...(scale < 0.9 ? [`${named} is made smaller: ${scale}`] : []),
        ];
      }),
    sheet,
  );

beforeAll(async () => {
  server = await startServer('--demo');
  browser = await openBrowser(server.url);
  const { page } = browser;
  await page.goto(server.setupUrl);
  await page.locator('input').first().waitFor();
  const [who, login, password, again] = await page.locator('input').all();
  await who.fill('Ana');
  await login.fill('ana');
  await password.fill('river-stone-and-vine');
  await again.fill('river-stone-and-vine');
  await page.locator('button[type=submit]').click();
  await page.waitForURL('**/setup?step=*');
  const groups = () =>
    page.evaluate(async () => (await (await fetch('/api/v1/groups?community=1')).json()).items?.length);
  await vi.waitUntil(async () => (await groups()) === 2, { timeout: 60_000, interval: 500 });
  await sell(page);
}, 600_000);
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

describe('at night', () => {
  it.each(WIDTHS)('every place with charts is dark and legible at %i px', async (width) => {
    const { page } = browser;
    const wrong = complaints(page);
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme: 'dark', media: 'screen' });
    for (const place of PLACES) {
      await open(page, place);
      expect(await theme(page)).toBe('dark');
      await shoot(page, `dark-${name(place)}-${width}`);
      wrong.push(...(await flaws(page, 'zh-CN')).map((line) => `${place}: ${line}`));
    }
    expect(wrong).toEqual([]);
  });

  it('what the reader chose outlives a reload and what the system says', async () => {
    const { page } = browser;
    const choose = async (key: Key) => {
      await page.getByTestId('appearance').click();
      await page.locator('.ant-dropdown').getByText(catalogue[key][0], { exact: true }).click();
    };
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.emulateMedia({ colorScheme: 'dark', media: 'screen' });
    await open(page, 'overview');
    await choose('appearance.light');
    await expect.poll(() => theme(page), SOON).toBe('light');
    await page.reload();
    await page.locator('main h1').waitFor();
    expect(await theme(page)).toBe('light');
    await choose('appearance.system');
    await expect.poll(() => theme(page), SOON).toBe('dark');
    await page.emulateMedia({ colorScheme: 'light' });
    await expect.poll(() => theme(page), SOON).toBe('light');
  });
});

describe('on paper', () => {
  it('every place is light, without navigation, its charts whole and legible', async () => {
    const { page } = browser;
    const wrong: string[] = [];
    for (const place of PLACES) {
      await page.setViewportSize({ width: 1440, height: 900 });
      await page.emulateMedia({ colorScheme: 'dark', media: 'screen' });
      await open(page, place);
      await page.emulateMedia({ colorScheme: 'dark', media: null });
      const file = join(import.meta.dirname, 'screenshots', `print-${name(place)}.pdf`);
      await page.pdf({ path: file, preferCSSPageSize: true, printBackground: true });
      expect(statSync(file).size).toBeGreaterThan(5_000);
      await page.setViewportSize(SHEET);
      await page.emulateMedia({ colorScheme: 'dark', media: 'print' });
      await expect.poll(() => theme(page), SOON).toBe('light');
      await page.waitForTimeout(300);
      expect(await page.locator('nav:visible, .bar:visible, .side:visible, main button:visible').count()).toBe(0);
      expect(await page.locator('main h1').isVisible()).toBe(true);
      wrong.push(...(await cut(page, SHEET)).map((line) => `${place}: ${line}`));
    }
    expect(wrong).toEqual([]);
  });
});
