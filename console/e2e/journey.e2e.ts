import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { catalogue, type Key } from '../src/i18n/catalogue';
import { complaints, emptyDrawings, flaws, openBrowser, settled, shoot, signIn, WIDTHS, type Browser } from './browser';
import { startServer, type Server } from './server';

const LOGIN = 'ana';
const PASSWORD = 'river-stone-and-vine';
const zh = (key: Key) => catalogue[key][0];
const ADVERT = zh('room.advert_text');
const REASON = '是我们自己的传单，误会';

/** What the imported file holds, counted without the program that is tested. */
const HISTORY = join(import.meta.dirname, 'fixtures/riverside.txt');
const LINES = readFileSync(HISTORY, 'utf8').trim().split('\n');
const MESSAGES = LINES.flatMap((line) => {
  const said = /^\S+ \S+ - ([^:]+): (.*)$/.exec(line);
  return said ? [{ sender: said[1], text: said[2] }] : [];
});

let server: Server;
let browser: Browser;
let community: string;
let name: string; // the advertiser's
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
    await page.getByLabel(zh('setup.password_again')).fill(PASSWORD + '!');
    await button('setup.create').click();
    await text('setup.password_differs').waitFor();
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
    await page.locator('input[type=file]').setInputFiles(HISTORY);
    await page.getByRole('textbox', { name: zh('imports.group_name') }).fill('河畔一群');
    await button('imports.look_first').click();
    await text('import_state.previewed').waitFor();
    found.import = page.url().split('/').at(-1)!;
    await page.reload();
    const preview = page.getByRole('region', { name: zh('import.preview') }).getByRole('listitem');
    await preview.filter({ hasText: '@Bo 这一章写得真好' }).first().waitFor();
    expect(await preview.nth(0).innerText()).toContain('Ana');
    await settled(page);
    await shoot(page, 'import-preview-1440-zh-CN');
    await page.getByRole('button', { name: zh('import.confirm').replace('{n}', String(LINES.length)) }).click();
    await text('import_state.done').waitFor();
    const summary = page.getByRole('region', { name: zh('import.summary') });
    await summary.getByText('WhatsApp').waitFor();
    await summary.getByText(String(LINES.length), { exact: true }).waitFor();
    await text('import.all_read').waitFor();
  });

  it('shows how healthy the group is, in numbers that can be counted in the file', async () => {
    const { page } = browser;
    await button('import.to_report').click();
    await text('overview.findings').waitFor();
    found.group = new URL(page.url()).searchParams.get('group')!;
    const number = (metric: Key) =>
      page
        .locator('.metric-strong', { hasText: zh(metric) })
        .locator('dd')
        .first()
        .innerText();
    expect(await number('metric.messages')).toBe(String(MESSAGES.length));
    expect(await number('metric.speakers')).toBe(String(new Set(MESSAGES.map((line) => line.sender)).size));
    await page.locator('canvas').nth(6).waitFor();
    await settled(page);
    expect(await emptyDrawings(page)).toEqual([]);
    expect(await page.locator('.finding .next').count()).toBeGreaterThan(0);
    const report = await (await page.request.get(`/api/v1/groups/${found.group}/report.html`)).text();
    expect(report).toContain('河畔一群');
    expect(report.match(/(src|href)="https?:/g)).toBeNull();
  });

  it('rehearses a draft of the rules over that history, finds the advertiser and sends nothing', async () => {
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
    const rehearsed = page.getByTestId('rehearsed');
    await rehearsed.filter({ hasText: '财源滚滚' }).first().waitFor();
    expect(await rehearsed.count()).toBe(1);
    const draft = rehearsed.locator('.side-acts').first();
    for (const advert of MESSAGES.filter((line) => line.sender === '财源滚滚'))
      expect(await draft.innerText()).toContain(advert.text);
    await draft.getByText(zh('sanction.removed'), { exact: true }).first().waitFor();
    const count = (name: Key) =>
      page
        .locator('.compare > div', { hasText: zh(name) })
        .locator('dd')
        .first()
        .innerText();
    expect(await count('rehearse.count.removed')).toBe('1');
    await go('deliveries');
    await text('deliveries.empty').waitFor();
    await go('cases');
    await text('cases.empty').waitFor();
  });

  it('switches the rules on after saying whom they reach', async () => {
    await go('rules');
    await button('rules.publish').click();
    const dialog = browser.page.getByRole('dialog');
    expect(await dialog.innerText()).toContain('河畔读书会');
    await dialog.getByRole('button', { name: zh('rules.publish'), exact: true }).click();
    await browser.page.getByText(zh('rules.live').replace('{version}', '2')).waitFor();
    expect(await button('rules.publish').isDisabled()).toBe(true);
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
    name = await advertiser.locator('.person-name').innerText();
    await advertiser.getByRole('button', { name: zh('room.join'), exact: true }).click();
    await advertiser.locator('.person-pick').click();
    await postAdvert();
    await page.getByTestId('recalled').first().waitFor();
    const warning = page.locator('.bubble-bot', { hasText: '禁止发布广告' });
    await warning.first().waitFor();
    expect(await warning.first().innerText()).toContain(name);
    await page.locator('.room-acts').getByText(zh('sanction.warned')).first().waitFor();
    // the advert is gone from the talk, and one warning is one warning
    expect(await page.locator('.bubble', { hasText: ADVERT }).count()).toBe(0);
    expect(await page.locator('.room-acts .act-of').count()).toBe(1);
    expect(await advertiser.getByText(zh('room.blacklisted')).count()).toBe(0);
    expect(await page.getByTestId('fill-advert').isEnabled()).toBe(true);
  });

  it('removes at the second, and lets the member not come back', async () => {
    const { page } = browser;
    await postAdvert();
    const advertiser = await chooseAdvertiser();
    await advertiser.getByText(zh('room.blacklisted')).waitFor();
    await page.locator('.room-acts').getByText(zh('sanction.removed')).first().waitFor();
    expect(await page.getByTestId('recalled').count()).toBe(2);
    await advertiser.getByRole('button', { name: zh('room.join'), exact: true }).click();
    await page.getByText(zh('problem.sandbox_blacklisted'), { exact: true }).first().waitFor();
    expect(await page.getByTestId('send').isDisabled()).toBe(true);
    await settled(page);
    await shoot(page, 'room-removed-1440-zh-CN');
  });

  it('keeps the evidence and the steps in their order, and a pardon lets the member come back', async () => {
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
    const steps = page.getByRole('region', { name: zh('case.steps') });
    await steps.getByText(zh('act.remove'), { exact: true }).waitFor();
    const acts = (await steps.locator('b').allInnerTexts()).filter((act) =>
      (['act.recall', 'act.notify', 'act.remove', 'act.blacklist'] as const).some((key) => zh(key) === act),
    );
    expect(acts).toEqual([zh('act.recall'), zh('act.notify'), zh('act.remove'), zh('act.blacklist')]);
    expect(await steps.innerText()).not.toMatch(/[{}]/);
    const evidence = page.getByRole('region', { name: zh('case.evidence') });
    expect(await evidence.innerText()).toContain(ADVERT);
    expect(await evidence.locator('mark').count()).toBeGreaterThan(0);
    await settled(page);
    await shoot(page, 'case-removed-1440-zh-CN');
    await button('case.pardon').click();
    const dialog = page.getByRole('dialog');
    expect(await dialog.innerText()).toContain(name);
    expect(await dialog.getByRole('button', { name: zh('case.pardon'), exact: true }).isDisabled()).toBe(true);
    await dialog.getByRole('textbox').fill(REASON);
    await dialog.getByRole('button', { name: zh('case.pardon'), exact: true }).click();
    await text('case_state.pardoned').waitFor();
    await steps.getByText(REASON).waitFor();
    await go('room');
    const advertiser = await chooseAdvertiser();
    await advertiser.getByRole('button', { name: zh('room.join'), exact: true }).click();
    await advertiser.locator('.person-pick').click();
    await page.getByRole('textbox', { name: zh('room.say') }).fill('谢谢，我会守规矩');
    await page.getByTestId('send').click();
    await page.locator('.talk-mine .bubble', { hasText: '谢谢，我会守规矩' }).waitFor();
    await go('journal');
    const pardon = page.getByRole('row', { name: new RegExp(zh('journal_kind.case_pardoned')) });
    await pardon.getByText('Ana', { exact: true }).waitFor();
  });
});

// The places of the navigation are looked at in the demo world, see world.e2e.ts; here is what only this history has.
describe.each(WIDTHS)('every other view at %i px', (width) => {
  it.each(['zh-CN', 'en'] as const)('fits, is named in %s and is accessible', async (language) => {
    const other = await openBrowser(server.url, language, width);
    const wrong = complaints(other.page);
    try {
      await other.page.goto('/sign-in');
      await shoot(other.page, `sign-in-${width}-${language}`);
      await signIn(other.page, LOGIN, PASSWORD);
      const inside = `/communities/${community}`;
      const members = (await (await other.page.request.get(`/api/v1/groups/${found.group}/members`)).json()) as {
        items: { id: string }[];
      };
      const views: Record<string, string> = {
        communities: '/communities',
        overview: `${inside}/overview?group=${found.group}`,
        member: `${inside}/members/${members.items[0].id}`,
        'conversation-nothing': `${inside}/conversation?group=${found.group}&q=nowhere`,
        room: `${inside}/room`,
        rules: `${inside}/rules`,
        rehearse: `${inside}/rules?tab=rehearse`,
        versions: `${inside}/rules?tab=versions`,
        rehearsal: `${inside}/rules/rehearsals/${found.rehearsal}`,
        cases: `${inside}/cases`,
        case: `${inside}/cases/${found.case}`,
        import: `${inside}/imports/${found.import}`,
        deliveries: `${inside}/deliveries`,
        journal: `${inside}/journal`,
        accounts: '/accounts',
        connect: '/accounts/connect',
        'connect-onebot': '/accounts/connect?platform=onebot',
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
        wrong.push(...(await flaws(other.page, language, language === 'zh-CN')).map((line) => `${name}: ${line}`));
      }
    } finally {
      await other.close();
    }
    expect(wrong).toEqual([]);
  });
});
