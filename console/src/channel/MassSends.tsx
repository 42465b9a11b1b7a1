import { Progress } from 'antd';
import { useState } from 'react';
import type { Schemas } from '../api/client';
import { useList } from '../api/queries';
import { useT } from '../i18n';
import { useFormat } from '../i18n/format';
import { ActButton } from '../ui/ActButton';
import { At } from '../ui/At';
import { Mark } from '../ui/Mark';
import { Records } from '../ui/Records';
import { Teach } from '../ui/Teach';
import { useFilters } from '../ui/useFilters';
import { MassComposer } from './MassComposer';
import { MassSendView } from './MassSendView';
import type { Account } from './words';

type Mass = Schemas['MassSend'];

/** Where a mass send stands, in one word: what a person has to look at comes first. */
export function MassState({ mass }: { mass: Mass }) {
  const t = useT();
  const is = (...states: string[]) => mass.parts.some((part) => states.includes(part.state));
  if (is('doubt', 'absent')) return <Mark tone="bad">{t('mass.state.doubt')}</Mark>;
  if (is('due', 'asked')) return <Mark>{t('mass.state.due')}</Mark>;
  if (is('waiting')) return <Mark tone="info">{t('mass.state.waiting')}</Mark>;
  if (is('stopped')) return <Mark tone="warn">{t('mass.state.stopped')}</Mark>;
  if (is('refused')) return <Mark tone="bad">{t('mass.state.refused')}</Mark>;
  return <Mark tone="good">{t('mass.state.over')}</Mark>;
}

export function MassProgress({ mass }: { mass: Mass }) {
  const t = useT();
  const format = useFormat();
  const all = Object.values(mass.counts).reduce((sum, n) => sum + n, 0) - mass.counts.left_out;
  const label = t('mass.sent_of', { sent: format.number(mass.counts.sent), all: format.number(all) });
  return (
    <Progress
      percent={all === 0 ? 0 : Math.round((100 * mass.counts.sent) / all)}
      size="small"
      format={() => label}
      aria-label={label}
    />
  );
}

/** Everything that was, or is to be, sent to many from this account. */
export function MassSends({ account }: { account: Account }) {
  const t = useT();
  const { values, set } = useFilters('mass', 'state');
  const [writing, setWriting] = useState(false);
  const list = useList(
    '/accounts/{account}/mass-sends',
    { path: { account: account.id } },
    { refetchInterval: 10_000, enabled: !values.mass },
  );
  const open = (id: string | null) => set({ mass: id, state: null }, false);
  if (values.mass) return <MassSendView account={account} mass={values.mass} onBack={() => open(null)} />;
  const write = (
    <ActButton type="primary" permission="delivery:write" onClick={() => setWriting(true)}>
      {t('mass.write')}
    </ActButton>
  );
  return (
    <>
      <div className="row apart filters">
        <p className="hint grow">{t('mass.about')}</p>
        {list.items.length > 0 && write}
      </div>
      <Records
        list={list}
        label={t('account.tab.mass')}
        empty={
          <Teach title={t('mass.empty')} actions={write}>
            {t('mass.empty_about')}
          </Teach>
        }
        columns={[
          {
            key: 'text',
            title: t('mass.text'),
            narrow: 'head',
            show: (one) => (
              <a href={`?tab=mass&mass=${one.id}`} onClick={(event) => (event.preventDefault(), open(one.id))}>
                <span className="clip3">{one.text}</span>
              </a>
            ),
          },
          {
            key: 'kind',
            title: t('mass.to'),
            width: 170,
            show: (one) => (
              <span className="row tight">
                {t(`mass.kind.${one.kind}`)}
                {one.by_rule && <Mark>{t('mass.by_rule')}</Mark>}
              </span>
            ),
          },
          { key: 'state', title: t('mass.state'), width: 150, show: (one) => <MassState mass={one} /> },
          {
            key: 'progress',
            title: t('mass.progress'),
            width: 220,
            narrow: 'line',
            show: (one) => <MassProgress mass={one} />,
          },
          { key: 'at', title: t('mass.written'), width: 180, show: (one) => <At at={one.created_at} /> },
        ]}
      />
      {writing && (
        <MassComposer
          account={account}
          onClose={() => setWriting(false)}
          onMade={(made) => {
            setWriting(false);
            open(made.id);
          }}
        />
      )}
    </>
  );
}
