import type { Schemas } from '../api/client';
import { useT, type Params } from '../i18n';
import type { Key } from '../i18n';

export type Account = Schemas['ConnectedAccount'];
export type Platform = Schemas['AccountPlatform'];
export type Field = Platform['fields'][number];
export type Check = Schemas['AccountHealth']['checks'][number];

/** What the platforms' codes are called; a code nobody has worded yet is shown as it is. */
export function useChannelWords() {
  const t = useT();
  const known = (key: string, params?: Params) => (t.knows(key) ? t(key as Key, params) : null);
  return {
    platform: (platform: string) => t.code('platform', platform),
    about: (platform: string) => known(`platform_is.${platform}`),
    /** What to do on the platform before anything is entered here, in order. */
    steps: (platform: string) => known(`prepare.${platform}`)?.split('\n') ?? [],
    field: (platform: string, field: string) => t.code(`account.${platform}`, field),
    fieldIs: (platform: string, field: string) => known(`account.${platform}.${field}.is`),
    choice: (platform: string, field: string, choice: string) => t.code(`account.${platform}.${field}`, choice),
    remedy: (code: string, params?: Params) => t.code('remedy', code, params),
    reason: (code: string, params?: Params) => t.code('outcome', code, params),
    check: (code: string) => t.code('check', code),
    /** The particulars of a check or an ability, as one sentence; null when there are none. */
    particulars: (params: Params): string | null => {
      if (Array.isArray(params.groups) && params.groups.length > 0) {
        const count = Number(params.count ?? params.groups.length);
        const shown = params.groups.slice(0, 5);
        return t(count > shown.length ? 'health.groups_more' : 'health.groups', { groups: shown, count });
      }
      const name = (['found', 'seconds', 'version', 'left'] as const).find((one) => params[one] !== undefined);
      return name ? t(`health.${name}`, params) : null;
    },
  };
}

/** Where the platform has to send its events, when somebody has to tell it. */
export function addressFor(account: Pick<Account, 'platform' | 'account' | 'settings'>): string | null {
  const { origin, host, protocol } = window.location;
  switch (account.platform) {
    case 'wecom':
      return `${origin}/api/v1/hooks/wecom/${encodeURIComponent(account.account)}`;
    case 'officialaccount':
      return `${origin}/api/v1/hooks/officialaccount/${encodeURIComponent(account.account)}`;
    case 'onebot':
      return account.settings.transport === 'reverse_ws'
        ? `${protocol === 'https:' ? 'wss' : 'ws'}://${host}/api/v1/onebot/ws`
        : account.settings.transport === 'http'
          ? `${origin}/api/v1/onebot/events`
          : null;
    default:
      return null;
  }
}
