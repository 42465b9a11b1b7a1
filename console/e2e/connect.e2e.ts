import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { catalogue, type Key } from '../src/i18n/catalogue';
import { complaints, flaws, openBrowser, settled, shoot, type Browser } from './browser';
import { startServer, startSimulator, type Server, type Simulator } from './server';

const zh = (key: Key) => catalogue[key][0];
const COMMUNITY = '河畔读书会';
const WORDS = '明天的茶会还有位子吗？';
const ANA = '30001'; // owns the group of the simulator

let server: Server;
let simulator: Simulator;
let browser: Browser;

beforeAll(async () => {
  [server, simulator] = await Promise.all([
    startServer('--allow-private', '127.0.0.1,::1'),
    startSimulator('onebot'), // a QQ bot as NapCat or Lagrange would be one
  ]);
  browser = await openBrowser(server.url);
}, 600_000);
afterAll(async () => {
  await browser?.close();
  await Promise.all([server?.stop(), simulator?.stop()]);
});

describe('connecting an account', () => {
  const button = (key: Key) => browser.page.getByRole('button', { name: zh(key), exact: true });

  it('begins with an owner and a community', async () => {
    const { page } = browser;
    await page.goto(server.setupUrl);
    await page.getByLabel(zh('setup.name')).fill('Ana');
    await page.getByLabel(zh('setup.login')).fill('ana');
    await page.getByLabel(zh('setup.password'), { exact: true }).fill('river-stone-and-vine');
    await page.getByLabel(zh('setup.password_again')).fill('river-stone-and-vine');
    await button('setup.create').click();
    await page.getByLabel(zh('setup.community_name')).fill(COMMUNITY);
    await button('setup.create_community').click();
    await page.getByText(zh('setup.done_title'), { exact: true }).first().waitFor();
  });

  it('asks for what the platform needs, and shows that all is well', async () => {
    const { page } = browser;
    const wrong = complaints(page);
    await page.goto('/accounts/connect');
    await page
      .getByRole('region', { name: zh('platform.onebot') })
      .getByRole('button', { name: zh('connect.choose'), exact: true })
      .click();
    await page.getByLabel(zh('account.onebot.self_id')).fill('10001');
    await page.getByLabel(zh('account.onebot.url')).fill(simulator.url.replace(/^http/, 'ws'));
    await page.getByLabel(zh('connect.name')).fill('河畔 QQ');
    await page.getByLabel(zh('connect.community')).click();
    await page.getByTitle(COMMUNITY, { exact: true }).click();
    await button('connect.submit').click();
    await page.getByText(zh('connect.all_well'), { exact: true }).waitFor();
    expect(await page.locator('.check-ok').count()).toBeGreaterThan(2);
    expect(await page.locator('.check-failed').count()).toBe(0);
    await settled(page);
    await shoot(page, 'connect-health-1440-zh-CN');
    wrong.push(...(await flaws(page, 'zh-CN')));
    await button('connect.to_groups').click();
    await page.getByRole('button', { name: zh('connect.finish'), exact: true }).click();
    await page.waitForURL(/\/accounts\/\d+$/);
    expect(wrong).toEqual([]);
  });

  it('tells what the account can and cannot do, and why', async () => {
    const { page } = browser;
    await page.getByRole('tab', { name: zh('account.tab.abilities'), exact: true }).click();
    const line = (key: Key) => page.getByRole('row').filter({ hasText: zh(key) });
    await line('ability.send').waitFor();
    expect(await line('ability.send').innerText()).toContain(zh('ability.extent.everywhere'));
    expect(await line('ability.invite_trace').innerText()).toContain(zh('ability.extent.nowhere'));
    await settled(page);
    await shoot(page, 'connect-abilities-1440-zh-CN');
    expect(await flaws(page, 'zh-CN')).toEqual([]);
  });

  it('shows what somebody says in the group a moment later', async () => {
    const { page } = browser;
    await simulator.control('say', { user: ANA, text: WORDS });
    await page.goto('/communities');
    await page.getByRole('link', { name: COMMUNITY }).first().click();
    await page
      .getByRole('navigation', { name: zh('nav.label') })
      .getByRole('link', { name: zh('nav.conversation'), exact: true })
      .click();
    await page.getByText(WORDS, { exact: true }).first().waitFor();
    await shoot(page, 'connect-conversation-1440-zh-CN');
  });
});
