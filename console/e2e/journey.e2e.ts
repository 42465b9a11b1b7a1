import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { catalogue, type Key } from '../src/i18n/catalogue';
import { accessibility, misfits, openBrowser, settled, shoot, strangers, WIDTHS, type Browser } from './browser';
import { startServer, type Server } from './server';

const LOGIN = 'ana';
const PASSWORD = 'river-stone-and-vine';
const zh = (key: Key) => catalogue[key][0];

let server: Server;
let browser: Browser;
let community: string;
const found: Record<string, string> = {};

beforeAll(async () => {
  server = await startServer();
  browser = await openBrowser(server.url);
}, 600_000);
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

const button = (key: Key) => browser.page.getByRole('button', { name: zh(key), exact: true });
const text = (key: Key) => browser.page.getByText(zh(key), { exact: true }).first();
const go = (place: string) => browser.page.goto(`/communities/${community}/${place}`);

async function chooseAdvertiser() {
  const { page } = browser;
  return page.locator('.person', { hasText: zh('room.persona.advertiser') }).first();
}

async function postAdvert() {
  const { page } = browser;
  await page.getByTestId('fill-advert').click();
  await page.getByTestId('send').click();
}

describe('the first journey', () => {
  it('sets up the owner and a community from the one-time link', async () => {
    const { page } = browser;
    await page.goto(server.setupUrl);
    await page.getByLabel(zh('setup.name')).fill('Ana');
    await shoot(page, 'setup-1440-zh-CN');
    await page.getByLabel(zh('setup.login')).fill(LOGIN);
    await page.getByLabel(zh('setup.password'), { exact: true }).fill(PASSWORD);
    await page.getByLabel(zh('setup.password_again')).fill(PASSWORD);
    await button('setup.create').click();
    await page.getByLabel(zh('setup.community_name')).fill('河畔读书会');
    await page.getByLabel(zh('setup.goal')).fill('三个月内让一半成员读完一本书并分享');
    await button('setup.create_community').click();
    await text('setup.done_title').waitFor();
    community = new URL(page.url()).searchParams.get('community')!;
    expect(community).toMatch(/^\d+$/);
  });

  it('imports a group after a look at the first lines, and a reload loses nothing', async () => {
    const { page } = browser;
    await button('setup.to_import').click();
    await page.locator('input[type=file]').setInputFiles(join(import.meta.dirname, 'fixtures/riverside.txt'));
    await page.getByRole('textbox', { name: zh('imports.group_name') }).fill('河畔一群');
    await button('imports.look_first').click();
    await text('import_state.previewed').waitFor();
    found.import = page.url().split('/').at(-1)!;
    await page.reload();
    await page.getByText('财源滚滚').or(page.getByText('Ana')).first().waitFor();
    await settled(page);
    await shoot(page, 'import-preview-1440-zh-CN');
    await page.getByRole('button', { name: /^写入/ }).click();
    await text('import_state.done').waitFor();
  });

  it('shows how healthy the group is', async () => {
    const { page } = browser;
    await button('import.to_report').click();
    await text('overview.findings').waitFor();
    await page.locator('canvas').first().waitFor();
    found.group = new URL(page.url()).searchParams.get('group')!;
    const messages = await page.locator('.metric-strong dd').first().innerText();
    expect(Number(messages.replaceAll(',', ''))).toBeGreaterThan(200);
    const report = await page.request.get(`/api/v1/groups/${found.group}/report.html`);
    expect(report.ok()).toBe(true);
  });

  it('rehearses a draft of the rules over that history and finds the advertiser', async () => {
    const { page } = browser;
    await go('rules');
    await page.getByTestId('rule-no-adverts').waitFor();
    for (const rule of ['no-adverts', 'advert-first', 'advert-again', 'welcome', 'tell-the-rules']) {
      await page.getByTestId(`rule-${rule}`).getByText(zh('rule.mode.on'), { exact: true }).click();
    }
    await page.getByTestId('rule-no-adverts').getByRole('button', { expanded: false }).click();
    await settled(page);
    await shoot(page, 'rules-editing-1440-zh-CN');
    await button('rules.save').click();
    await text('rules.has_draft').waitFor();
    await page.getByRole('tab', { name: zh('rules.tab_rehearse') }).click();
    await button('rehearse.start').click();
    await text('rehearsal_state.done').waitFor();
    found.rehearsal = page.url().split('/').at(-1)!;
    const spammer = page.getByTestId('rehearsed').filter({ hasText: '财源滚滚' });
    await spammer.getByText(zh('sanction.removed'), { exact: true }).first().waitFor();
    expect(await page.getByTestId('rehearsed').count()).toBe(1);
  });

  it('switches the rules on', async () => {
    await go('rules');
    await button('rules.publish').click();
    await browser.page
      .getByRole('dialog')
      .getByRole('button', { name: zh('rules.publish'), exact: true })
      .click();
    await browser.page.getByText('正在生效：第 2 版').waitFor();
  });

  it('warns at the first advert in the live room', async () => {
    const { page } = browser;
    await go('room');
    await button('room.create').click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: zh('room.create'), exact: true })
      .click();
    const advertiser = await chooseAdvertiser();
    await advertiser.getByRole('button', { name: zh('room.join'), exact: true }).click();
    await advertiser.locator('.person-pick').click();
    await postAdvert();
    await page.getByTestId('recalled').first().waitFor();
    await page
      .locator('.bubble-bot', { hasText: '禁止发布广告' })
      .or(page.locator('.bubble-bot', { hasText: '撤回' }))
      .first()
      .waitFor();
    await page.locator('.room-acts').getByText(zh('sanction.warned')).first().waitFor();
  });

  it('removes at the second', async () => {
    const { page } = browser;
    await postAdvert();
    const advertiser = await chooseAdvertiser();
    await advertiser.getByText(zh('room.blacklisted')).waitFor();
    await page.locator('.room-acts').getByText(zh('sanction.removed')).first().waitFor();
    await settled(page);
    await shoot(page, 'room-removed-1440-zh-CN');
  });

  it('a pardon lets the member come back', async () => {
    const { page } = browser;
    await go('cases');
    await page
      .getByRole('row', { name: new RegExp(zh('sanction.removed')) })
      .getByRole('link', { name: zh('violation.advert') })
      .click();
    await page
      .getByRole('heading', { level: 1 })
      .filter({ hasText: zh('violation.advert') })
      .waitFor();
    found.case = page.url().split('/').at(-1)!;
    await settled(page);
    await shoot(page, 'case-removed-1440-zh-CN');
    await button('case.pardon').click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox').fill('是我们自己的传单，误会');
    await dialog.getByRole('button', { name: zh('case.pardon'), exact: true }).click();
    await text('case_state.pardoned').waitFor();
    await go('room');
    const advertiser = await chooseAdvertiser();
    await advertiser.getByRole('button', { name: zh('room.join'), exact: true }).click();
    await advertiser.locator('.person-pick').click();
    await page.getByTestId('fill-advert').waitFor();
    await page.waitForFunction(
      () => !(document.querySelector('[data-testid=fill-advert]') as HTMLButtonElement).disabled,
    );
  });
});

describe.each(WIDTHS)('every view at %i px', (width) => {
  it.each(['zh-CN', 'en'] as const)('fits, is named in %s and is accessible', async (language) => {
    const other = await openBrowser(server.url, language, width);
    const wrong: string[] = [];
    other.page.on('pageerror', (error) => wrong.push(`broke: ${error.message}`));
    try {
      await other.page.goto('/sign-in');
      await shoot(other.page, `sign-in-${width}-${language}`);
      await other.page.locator('input').first().fill(LOGIN);
      await other.page.locator('input[type=password]').fill(PASSWORD);
      await other.page.locator('button[type=submit]').click();
      await other.page.waitForURL('**/communities');
      const inside = `/communities/${community}`;
      const members = (await (await other.page.request.get(`/api/v1/groups/${found.group}/members`)).json()) as {
        items: { id: string }[];
      };
      const views: Record<string, string> = {
        communities: '/communities',
        overview: `${inside}/overview?group=${found.group}`,
        members: `${inside}/members?group=${found.group}`,
        member: `${inside}/members/${members.items[0].id}`,
        conversation: `${inside}/conversation?group=${found.group}`,
        'conversation-nothing': `${inside}/conversation?group=${found.group}&q=nowhere`,
        room: `${inside}/room`,
        rules: `${inside}/rules`,
        rehearse: `${inside}/rules?tab=rehearse`,
        versions: `${inside}/rules?tab=versions`,
        rehearsal: `${inside}/rules/rehearsals/${found.rehearsal}`,
        cases: `${inside}/cases`,
        case: `${inside}/cases/${found.case}`,
        imports: `${inside}/imports`,
        import: `${inside}/imports/${found.import}`,
        tasks: `${inside}/tasks`,
        deliveries: `${inside}/deliveries`,
        journal: `${inside}/journal`,
        parked: `${inside}/parked`,
        'community-settings': `${inside}/settings`,
        settings: '/settings',
        operators: '/settings?tab=operators',
        tokens: '/settings?tab=tokens',
        server: '/settings?tab=server',
        missing: '/nowhere',
      };
      for (const [name, path] of Object.entries(views)) {
        await other.page.goto(path);
        await settled(other.page);
        await shoot(other.page, `${name}-${width}-${language}`);
        const about = [
          ...(await misfits(other.page)),
          ...(await accessibility(other.page)),
          ...(await strangers(other.page, language)),
        ];
        if ((await other.page.locator('.ant-alert-error').count()) > 0)
          about.push(`an error is shown: ${await other.page.locator('.ant-alert-error').first().innerText()}`);
        wrong.push(...about.map((line) => `${name}: ${line}`));
      }
    } finally {
      await other.close();
    }
    expect(wrong).toEqual([]);
  });
});
