import { Button, DatePicker, Form } from 'antd';
import type { Dayjs } from 'dayjs';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { paths } from '../app/paths';
import { api, type Schemas } from '../api/client';
import { useAct, useList } from '../api/queries';
import { useCommunity } from '../community/community';
import { GroupSelect, useGroup } from '../community/groups';
import { useT } from '../i18n';
import { useFormat } from '../i18n/format';
import { ActButton } from '../ui/ActButton';
import { At } from '../ui/At';
import { Mark, type Tone } from '../ui/Mark';
import { Records } from '../ui/Records';
import { Teach } from '../ui/Teach';
import type { RuleSet } from './parts';

const TONE: Record<Schemas['Rehearsal']['state'], Tone> = {
  queued: 'plain',
  running: 'info',
  done: 'good',
  failed: 'bad',
  cancelled: 'plain',
};

export function RehearsalStateMark({ state }: { state: Schemas['Rehearsal']['state'] }) {
  const t = useT();
  return <Mark tone={TONE[state]}>{t(`rehearsal_state.${state}`)}</Mark>;
}

export function RehearseTab({ draft }: { draft: RuleSet | null }) {
  const t = useT();
  const format = useFormat();
  const navigate = useNavigate();
  const community = useCommunity();
  const { group, groups, choose } = useGroup();
  const [days, setDays] = useState<[Dayjs | null, Dayjs | null] | null>(null);
  const list = useList('/communities/{community}/rules/rehearsals', { path: { community: community.id } });
  const start = useAct(
    () =>
      api.post('/communities/{community}/rules/rehearsals', {
        path: { community: community.id },
        body: {
          group_id: group!.id,
          from: days?.[0]?.format('YYYY-MM-DD') ?? null,
          to: days?.[1]?.format('YYYY-MM-DD') ?? null,
          draft,
        },
      }),
    {
      changes: ['/communities/{community}/rules/rehearsals'],
      onDone: (rehearsal) => void navigate(paths.rehearsal(community.id, rehearsal.id)),
    },
  );
  return (
    <div className="stack">
      <section className="panel pad">
        <h2>{t('rehearse.form')}</h2>
        <p className="hint">{t('rehearse.about')}</p>
        {!groups.isPending && !group ? (
          <div className="row">
            <span>{t('rehearse.no_groups')}</span>
            <Link to={paths.imports(community.id)}>
              <Button>{t('overview.to_import')}</Button>
            </Link>
          </div>
        ) : (
          <Form layout="inline" className="row" onFinish={() => start.mutate(undefined)}>
            <GroupSelect value={group?.id} onChange={(id) => id && choose(id)} />
            {groups.items.length === 1 && <b>{group?.name}</b>}
            <DatePicker.RangePicker
              allowEmpty={[true, true]}
              value={days}
              onChange={setDays}
              placeholder={[t('rehearse.whole'), t('common.to')]}
              aria-label={t('overview.period')}
            />
            <ActButton
              type="primary"
              htmlType="submit"
              permission="rule:write"
              blocked={!draft && t('rehearse.needs_draft')}
              loading={start.isPending}
            >
              {t('rehearse.start')}
            </ActButton>
          </Form>
        )}
      </section>
      <h2 className="section">{t('rehearse.list')}</h2>
      <Records
        list={list}
        label={t('rehearse.list')}
        empty={<Teach title={t('rehearse.none')}>{t('rehearse.none_about')}</Teach>}
        columns={[
          {
            key: 'group',
            title: t('common.group'),
            narrow: 'head',
            show: (one) => <Link to={paths.rehearsal(community.id, one.id)}>{one.group.name}</Link>,
          },
          {
            key: 'period',
            title: t('overview.period'),
            show: (one) => (one.from || one.to ? `${one.from ?? '…'} – ${one.to ?? '…'}` : t('rehearse.whole')),
          },
          {
            key: 'warned',
            title: t('rehearse.count.warned'),
            width: 110,
            align: 'right',
            show: (one) => format.number(one.draft?.warned),
          },
          {
            key: 'removed',
            title: t('rehearse.count.removed'),
            width: 110,
            align: 'right',
            show: (one) => format.number(one.draft?.removed),
          },
          {
            key: 'state',
            title: t('common.state'),
            width: 110,
            show: (one) => <RehearsalStateMark state={one.state} />,
          },
          { key: 'at', title: t('common.time'), width: 180, show: (one) => <At at={one.created_at} /> },
        ]}
      />
    </div>
  );
}
