import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { catalogue, type Key } from '../src/i18n/catalogue';
import { complaints, flaws, openBrowser, settled, shoot, WIDTHS, type Browser, type Language } from './browser';
import { startServer, type Server } from './server';

const say = (language: Language, key: Key) => catalogue[key][language === 'en' ? 1 : 0];
const zh = (key: Key) => say('zh-CN', key);
const HOSTILE = '<img src=x onerror="document.title=1">\u202e很长的名字';

let server: Server;
let browser: Browser;
let state: Awaited<ReturnType<Browser['context']['storageState']>>;

async function inWorld(language: Language, width: number): Promise<Browser> {
  const other = await openBrowser(server.url, language, width);
  await other.context.addCookies(state.cookies);
  return other;
}

beforeAll(async () => {
  server = await startServer('--demo');
  browser = await openBrowser(server.url);
  const { page } = browser;
  await page.goto(server.setupUrl);
  await page.getByLabel(zh('setup.name')).fill('Ana');
  await page.getByLabel(zh('setup.login')).fill('ana');
  await page.getByLabel(zh('setup.password'), { exact: true }).fill('river-stone-and-vine');
  await page.getByLabel(zh('setup.password_again')).fill('river-stone-and-vine');
  await page.getByRole('button', { name: zh('setup.create'), exact: true }).click();
  // The demo brings its community along: whether the wizard still asks for one depends on who is faster.
  await page.waitForURL('**/setup?step=*');
  state = await browser.context.storageState();
  const groups = () =>
    page.evaluate(async () => (await (await fetch('/api/v1/groups?community=1')).json()).items?.length);
  await vi.waitUntil(async () => (await groups()) === 2, { timeout: 60_000, interval: 500 });
}, 600_000);
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

describe('the demo world', () => {
  it.each(WIDTHS.flatMap((width) => (['zh-CN', 'en'] as const).map((language) => [width, language] as const)))(
    'opens at %i px in %s, and every place of its navigation is well',
    async (width, language) => {
      const { page, close } = await inWorld(language, width);
      const wrong = complaints(page);
      try {
        await page.goto('/communities');
        await page.getByRole('link', { name: /Riverside/ }).click();
        await page.waitForURL('**/overview*');
        const navigation = page.getByRole('navigation', { name: say(language, 'nav.label') });
        const openNavigation = async () => {
          if (width < 992) await page.getByRole('button', { name: say(language, 'nav.open') }).click();
        };
        await settled(page);
        await openNavigation();
        const places = await navigation.getByRole('link').allInnerTexts();
        expect(places.length).toBeGreaterThan(11);
        for (const place of places) {
          if (place === say(language, 'nav.accounts')) continue; // a place of its own, below
          if (!(await navigation.isVisible())) await openNavigation();
          await navigation.getByRole('link', { name: place, exact: true }).click();
          await page.locator('main h1').waitFor();
          if (width < 992) await navigation.waitFor({ state: 'hidden' });
          await settled(page);
          await shoot(page, `world-${place}-${width}-${language}`);
          wrong.push(...(await flaws(page, language)).map((line) => `${place}: ${line}`));
        }
      } finally {
        await close();
      }
      expect(wrong).toEqual([]);
    },
  );
});

/** A playbook that begins tomorrow in the first group; the addresses of its pages. */
async function playbookPages(page: Page): Promise<string[]> {
  const { csrf } = await (await page.request.get('/api/v1/session')).json();
  const post = async (path: string, data: object) => {
    const answer = await page.request.post(`/api/v1${path}`, { headers: { 'X-CSRF-Token': csrf }, data });
    expect(answer.status(), await answer.text()).toBe(201);
    return answer.json();
  };
  const { id } = await post('/communities/1/playbooks', {
    name: 'SOP-1',
    steps: [
      { type: 'say', key: 'hello', day: 1, at: '09:00', text: '{group}: 1' },
      { type: 'task', key: 'look', day: 2, at: '20:00', text: '3 × @', hours: 24 },
    ],
  });
  const { items } = await post(`/playbooks/${id}/runs`, {
    groups: ['1'],
    first_day: new Date(Date.now() + 86_400_000).toISOString().slice(0, 10),
  });
  const all = '/communities/1/playbooks';
  const one = `${all}/${id}`;
  return [all, `${all}/new?example=week`, one, `${one}?tab=steps`, `${one}/edit`, `${one}/start`].concat(
    `${one}/runs/${items[0].id}`,
  );
}

describe('a playbook', () => {
  let pages: string[];
  beforeAll(async () => {
    pages = await playbookPages(browser.page);
  });

  it.each(WIDTHS.flatMap((width) => (['zh-CN', 'en'] as const).map((language) => [width, language] as const)))(
    'is listed, written, started and followed on pages that are well at %i px in %s',
    async (width, language) => {
      const { page, close } = await inWorld(language, width);
      const wrong = complaints(page);
      try {
        for (const [nth, path] of pages.entries()) {
          await page.goto(path);
          await page.locator('main h1').waitFor();
          await settled(page);
          await shoot(page, `playbook-${nth}-${width}-${language}`);
          wrong.push(...(await flaws(page, language)).map((line) => `${path}: ${line}`));
        }
      } finally {
        await close();
      }
      expect(wrong).toEqual([]);
    },
  );
});

describe('manners', () => {
  it('filters stand in the URL, the back button undoes a view, and a reload keeps both', async () => {
    const { page, close } = await inWorld('zh-CN', 1440);
    await page.goto('/communities/1/members?role=admin');
    await page.getByRole('cell', { name: /Bo/ }).first().waitFor();
    expect(await page.getByRole('row').count()).toBe(2);
    await page.getByRole('link', { name: 'Bo', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'Bo' }).waitFor();
    await page.goBack();
    await page.reload();
    await page.getByRole('cell', { name: /Bo/ }).first().waitFor();
    expect(await page.getByRole('row').count()).toBe(2);
    expect(new URL(page.url()).searchParams.get('role')).toBe('admin');
    await close();
  });

  it('a dialog takes the keyboard, keeps it, and gives it back with Escape', async () => {
    const { page, close } = await inWorld('zh-CN', 1440);
    await page.goto('/communities/1/deliveries');
    const opener = page.getByRole('button', { name: zh('deliveries.halt'), exact: true });
    await opener.focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.waitFor();
    for (let tab = 0; tab < 8; tab++) {
      await page.keyboard.press('Tab');
      expect(await page.evaluate(() => document.activeElement?.closest('[role=dialog]') !== null)).toBe(true);
    }
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    expect(await opener.evaluate((button) => button === document.activeElement)).toBe(true);
    await close();
  });

  it('what is not there is a page that says so, with a way out', async () => {
    const { page, close } = await inWorld('zh-CN', 1440);
    for (const [path, words] of [
      ['/nowhere', 'common.page_missing'],
      ['/communities/1/nowhere', 'common.page_missing'],
      ['/communities/999999/overview', 'problem.community_not_found'],
      ['/communities/1/cases/999999', 'problem.case_not_found'],
      ['/accounts/999999', 'problem.account_not_found'],
    ] as const) {
      await page.goto(path);
      await page.locator('main').getByText(zh(words), { exact: true }).waitFor();
      expect(await page.locator('main button').count()).toBeGreaterThan(0);
    }
    await close();
  });

  it('a server that is gone is one sentence, and the page catches up when it is back', async () => {
    const { page, close } = await inWorld('zh-CN', 1440);
    await page.goto('/communities/1/room');
    await page.getByTestId('send').waitFor();
    await page.route('**/api/**', (route) => route.abort());
    await page.getByText(zh('common.unreachable')).waitFor();
    await page.unroute('**/api/**');
    await page.getByText(zh('common.unreachable')).waitFor({ state: 'hidden' });
    await close();
  });

  it('what strangers write stays text and inside its box', async () => {
    const { page, close } = await inWorld('zh-CN', 390);
    const session = await (await page.request.get('/api/v1/session')).json();
    const answer = await page.request.post('/api/v1/groups/1/events', {
      headers: { 'X-CSRF-Token': session.csrf },
      data: [
        {
          id: 'hostile-1',
          type: 'message',
          at: new Date().toISOString(),
          sender: { id: 'hostile', name: HOSTILE.repeat(2) },
          text: `<script>document.title=1</script>${'W'.repeat(9_900)}`,
        },
      ],
    });
    expect(await answer.json()).toMatchObject({ accepted: 1 });
    const said = page.locator('.event', { hasText: '<script>document.title=1</script>' });
    const heard = async () => {
      await page.goto('/communities/1/conversation?group=1');
      await page.locator('.event').first().waitFor();
      return said.count();
    };
    await expect.poll(heard, { timeout: 20_000 }).toBe(1);
    expect((await said.boundingBox())!.height).toBeLessThan(844);
    const more = said.getByRole('button', { name: zh('common.show_all') });
    await more.click();
    expect((await said.boundingBox())!.height).toBeGreaterThan(844);
    expect(await page.title()).toContain(zh('conversation.title'));
    await page.goto('/communities/1/overview?group=1');
    await settled(page);
    expect(await flaws(page, 'zh-CN')).toEqual([]);
    await close();
  });
});
