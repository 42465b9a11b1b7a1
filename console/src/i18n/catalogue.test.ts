import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fill, translate } from '.';
import { catalogue, type Key } from './catalogue';

const entries = Object.entries(catalogue) as [Key, readonly [string, string]][];
const SAME_EVERYWHERE =
  /^(WhatsApp|Telegram|QQ|Discord|Slack|LINE|IRC|NDJSON|CSV|Java|\{newcomer\}|\{member\} · \{kind\}|\{name\}：\{word\})$/;
const HAN = /\p{Script=Han}/u;

const placeholders = (text: string) => [...new Set([...text.matchAll(/\{(\w+)/g)].map((match) => match[1]))].toSorted();

describe('the catalogues', () => {
  it('say everything in both languages', () => {
    expect(entries.filter(([, [zh, en]]) => !zh.trim() || !en.trim()).map(([key]) => key)).toEqual([]);
  });

  it('have no Chinese letters in the English texts', () => {
    expect(entries.filter(([key, [, en]]) => HAN.test(en) && key !== 'nav.home').map(([key]) => key)).toEqual([]);
  });

  it('have no English-only text among the Chinese ones', () => {
    expect(entries.filter(([, [zh]]) => !HAN.test(zh) && !SAME_EVERYWHERE.test(zh)).map(([key]) => key)).toEqual([]);
  });

  it('fill the same places in both languages', () => {
    const differing = entries.filter(([, [zh, en]]) => {
      const only = placeholders(en).filter((name) => !placeholders(zh).includes(name));
      const lost = placeholders(zh).filter((name) => !placeholders(en).includes(name));
      return only.length + lost.length > 0;
    });
    expect(differing.map(([key]) => key)).toEqual([]);
  });

  it('know a word for every value of the contract that a reader meets', () => {
    const contract = readFileSync('../api/openapi.yaml', 'utf8');
    const valuesOf = (schema: string) => {
      const after = contract.slice(contract.search(new RegExp(`^    ${schema}:`, 'm')));
      return /enum: \[([^\]]+)\]/
        .exec(after)![1]
        .split(',')
        .map((value) => value.trim().replaceAll("'", ''));
    };
    const families: Record<string, string> = {
      EventType: 'event',
      ImportFormat: 'platform',
      ImportState: 'import_state',
      CommunityStage: 'stage',
      MemberRole: 'role',
      OperatorRole: 'operator_role',
      ActorKind: 'actor',
      RuleMode: 'rule.mode',
      Newcomer: 'newcomer',
      ViolationKind: 'violation',
      Sanction: 'sanction',
      RehearsalChange: 'change',
      CaseState: 'case_state',
      DeliveryState: 'delivery_state',
      Persona: 'room.persona',
      AccountCapability: 'ability',
      AbilityExtent: 'ability.extent',
      CheckState: 'health.state',
      MassKind: 'mass.kind',
      MassTargetState: 'mass.fate',
      MassPartState: 'mass.part',
      MassReason: 'mass.reason',
      TransferState: 'transfer.state',
      GroupWelcomeState: 'group_welcome.state',
      WayKind: 'way.kind',
      WayState: 'way.state',
      ScheduleEvery: 'schedule.every',
      ScheduleNote: 'schedule.note',
      ScheduleRunState: 'schedule.run',
      ScheduleRunReason: 'schedule.reason',
      ScheduleWhy: 'schedule.why',
    };
    const missing = Object.entries(families).flatMap(([schema, family]) =>
      valuesOf(schema)
        .map((value) => `${family}.${value}`)
        .filter((key) => !(key in catalogue)),
    );
    const permissions = [...contract.matchAll(/x-permission: (\S+:\S+)/g)].map((match) => `permission.${match[1]}`);
    expect([...missing, ...new Set(permissions)].filter((key) => !(key in catalogue))).toEqual([]);
  });

  it('know a word for everything a connector can say', () => {
    const channels = '../server/src/main/java/io/liana/channel';
    const platforms = ['onebot', 'telegram', 'wecom', 'officialaccount'].filter((platform) =>
      existsSync(join(channels, platform)),
    );
    const missing = platforms.flatMap((platform) => {
      const files = readdirSync(join(channels, platform), { encoding: 'utf8' }).filter((file) =>
        file.endsWith('.java'),
      );
      const sources = files.map((file) => readFileSync(join(channels, platform, file), 'utf8').replaceAll(/\s+/g, ' '));
      const said = (pattern: RegExp) => sources.flatMap((source) => [...source.matchAll(pattern)].map((hit) => hit[1]));
      const one = (family: string, codes: string[]) =>
        codes.map((code) => `${family}.${code}`).filter((key) => !(key in catalogue));
      const own = said(new RegExp(`"(${platform}_[a-z_]+)"`, 'g'));
      const somewhere = ['check', 'outcome', 'remedy', 'problem', 'limit', 'command'];
      return [
        ...one('platform', [platform]),
        ...one('platform_is', [platform]),
        ...one('prepare', [platform]),
        ...one('check', said(/Check\.(?:ok|failed|unknown)\( ?"([a-z_]+)"/g)),
        ...one('remedy', said(/Check\.failed\( ?"[a-z_]+", [^;]*?, "([a-z_]+)"\)/g)),
        ...one('outcome', said(/Ability\.(?:unable|inSomeGroups)\( ?\w+, "([a-z_]+)"/g)),
        ...one(`account.${platform}`, said(/Field\.(?:text|secret|url|choice)\("([a-z_]+)"/g)),
        ...own.filter((code) => !somewhere.some((family) => `${family}.${code}` in catalogue)),
      ];
    });
    expect([...new Set(missing)]).toEqual([]);
  });

  it('hold every Chinese text of the console', () => {
    const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter(
      (file) => /\.tsx?$/.test(file) && !/^(i18n|mock|__generated__)/.test(file) && !file.includes('.test.'),
    );
    const stray = files.filter((file) =>
      HAN.test(
        readFileSync(join('src', file), 'utf8')
          .replaceAll('Liana 群藤', '')
          .replaceAll('群藤', '')
          .replaceAll("'中文'", '')
          .replaceAll('、', ''),
      ),
    );
    expect(stray).toEqual([]);
  });
});

describe('filling in', () => {
  it('chooses the English singular and plural', () => {
    expect(translate('en', 'communities.groups', { n: 1 })).toBe('1 group');
    expect(translate('en', 'communities.groups', { n: 2 })).toBe('2 groups');
    expect(translate('zh-CN', 'communities.groups', { n: 2 })).toBe('2 个群');
  });

  it('leaves a place that nobody fills as it is, so that a hint can show it', () => {
    expect(fill('Welcome, {name}!', {})).toBe('Welcome, {name}!');
  });
});
