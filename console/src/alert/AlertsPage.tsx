import { Popconfirm } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import { Link } from 'react-router';
import { api } from '../api/client';
import { ONE_PAGE, useAct, useRead } from '../api/queries';
import { paths } from '../app/paths';
import { useCommunity } from '../community/community';
import { useT } from '../i18n';
import { useFormat } from '../i18n/format';
import { ActButton } from '../ui/ActButton';
import { Mark } from '../ui/Mark';
import { Page } from '../ui/Page';
import { Records } from '../ui/Records';
import { Teach } from '../ui/Teach';
import { useFilters } from '../ui/useFilters';
import { AlertDialog } from './AlertDialog';
import { AlertStory } from './AlertStory';
import { isShare, type Alert } from './alert';

const CHANGES = ['/communities/{community}/alerts', '/alerts'] as const;

function When({ of }: { of: Alert }) {
  const t = useT();
  const format = useFormat();
  const percent = of.rule === 'change' || isShare(of.metric);
  const value = of.value === null ? null : percent ? format.percent(of.value) : format.number(of.value);
  return (
    <span className="stack tight">
      <span>{t(`alert.rule.${of.rule}`)}</span>
      <span className="small muted">
        {of.rule === 'threshold'
          ? t(of.way === 'up' ? 'alert.above' : 'alert.below', { value: value ?? '' })
          : t(`alert.way.${of.way}`) + (value === null ? '' : ` · ${value}`)}
        {of.rule !== 'band' && ` · ${t('alert.days')}: ${format.number(of.days)}`}
      </span>
    </span>
  );
}

function State({ of }: { of: Alert }) {
  const t = useT();
  if (of.muted_until && dayjs().isBefore(of.muted_until)) {
    return <Mark>{t('alert.muted', { day: of.muted_until })}</Mark>;
  }
  if (of.ringing > 0) return <Mark tone="bad">{t('alert.ringing', { n: of.ringing })}</Mark>;
  return of.looked_at ? <Mark tone="good">{t('alert.fine')}</Mark> : <Mark>{t('alert.not_yet')}</Mark>;
}

function Acts({ of }: { of: Alert }) {
  const t = useT();
  const [changing, setChanging] = useState(false);
  const muted = of.muted_until && dayjs().isBefore(of.muted_until);
  const mute = useAct(
    (until: string | null) => api.put('/alerts/{alert}/mute', { path: { alert: of.id }, body: { until } }),
    { changes: [...CHANGES] },
  );
  const drop = useAct(() => api.delete('/alerts/{alert}', { path: { alert: of.id } }), { changes: [...CHANGES] });
  return (
    <span className="row tight">
      <ActButton permission="review:write" onClick={() => setChanging(true)}>
        {t('alert.change')}
      </ActButton>
      {changing && <AlertDialog of={of} onClose={() => setChanging(false)} />}
      <ActButton
        permission="review:write"
        loading={mute.isPending}
        onClick={() => mute.mutate(muted ? null : dayjs().add(7, 'day').format('YYYY-MM-DD'))}
      >
        {t(muted ? 'alert.unmute' : 'alert.mute')}
      </ActButton>
      <Popconfirm
        title={t('alert.drop_sure')}
        description={t('alert.drop_about')}
        okText={t('common.delete')}
        cancelText={t('common.cancel')}
        onConfirm={() => drop.mutate(undefined)}
      >
        <ActButton danger permission="review:write" loading={drop.isPending}>
          {t('common.delete')}
        </ActButton>
      </Popconfirm>
    </span>
  );
}

/** Numbers that are watched. */
export default function AlertsPage() {
  const t = useT();
  const community = useCommunity().id;
  const { values } = useFilters('alert');
  const [making, setMaking] = useState(false);
  const found = useRead('/communities/{community}/alerts', { path: { community } });
  const items = found.data?.items ?? [];
  const chosen = items.find((one) => one.id === values.alert);
  const make = (
    <ActButton type="primary" permission="review:write" onClick={() => setMaking(true)}>
      {t('alert.make')}
    </ActButton>
  );
  if (values.alert) {
    return (
      <Page
        title={chosen?.name ?? t('alert.title')}
        about={chosen && `${t(`alert.metric.${chosen.metric}`)} · ${t(`alert.rule.${chosen.rule}`)}`}
        back={<Link to={paths.alerts(community)}>{t('alert.back')}</Link>}
      >
        <AlertStory id={values.alert} />
      </Page>
    );
  }
  return (
    <Page title={t('alert.title')} about={t('alert.about')} actions={items.length > 0 && make}>
      <Records
        list={{ ...found, items, ...ONE_PAGE }}
        label={t('alert.title')}
        empty={
          <Teach title={t('alert.empty')} actions={make}>
            {t('alert.empty_about')}
          </Teach>
        }
        columns={[
          {
            key: 'name',
            title: t('alert.name'),
            narrow: 'head',
            show: (one) => (
              <span className="stack tight">
                <Link to={paths.alerts(community, { alert: one.id })}>
                  <bdi>{one.name}</bdi>
                </Link>
                <span className="small muted">
                  {t(`alert.metric.${one.metric}`)} · {t(one.each_group ? 'alert.each_group' : 'alert.whole')}
                </span>
              </span>
            ),
          },
          { key: 'rule', title: t('alert.rule'), width: 240, narrow: 'line', show: (one) => <When of={one} /> },
          { key: 'state', title: t('alert.state'), width: 160, show: (one) => <State of={one} /> },
          { key: 'looked', title: t('alert.looked_at'), width: 130, show: (one) => one.looked_at ?? '–' },
          { key: 'acts', title: '', width: 340, narrow: 'line', show: (one) => <Acts of={one} /> },
        ]}
      />
      {making && <AlertDialog onClose={() => setMaking(false)} />}
    </Page>
  );
}
