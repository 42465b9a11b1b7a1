import { Alert, Button, Select, Table, Upload, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { api, type Schemas } from '../api/client';
import { useAct } from '../api/queries';
import { useCommunity } from '../community/community';
import { useT } from '../i18n';
import { useFormat } from '../i18n/format';
import { Is, Metric } from '../insight/Metric';
import { ActButton } from '../ui/ActButton';
import { ReasonDialog } from '../ui/ReasonDialog';
import { Refusal } from '../ui/Refusal';
import { useMoney } from './money';
import { Wide } from './Wide';

type Study = Schemas['Holdout'];
type Result = Schemas['HoldoutResult'];
const FEW = 30; // a share of fewer jumps about

const TONE = {
  not_over: 'info',
  ratio_wrong: 'error',
  too_few: 'warning',
  stopped_early: 'warning',
  more: 'success',
  less: 'warning',
  unclear: 'info',
} as const;

/** What came of it, by what was dealt. */
export function After({ study, result }: { study: Study; result: Result }) {
  const t = useT();
  const format = useFormat();
  const say = useEffects(study.currency);
  const rows = (['now', 'later'] as const).map((arm) => ({
    arm,
    ...result[arm],
    dealt: arm === 'now' ? study.dealt_now : study.dealt_later,
  }));
  // While the outcome runs nobody is told.
  const did: TableColumnsType<(typeof rows)[number]> = [
    {
      key: 'buyers',
      title: t('holdout.buyers'),
      align: 'right',
      render: (_, one) => say.share(one.buyers ?? 0, one.people),
    },
    {
      key: 'orders',
      title: t('holdout.orders'),
      align: 'right',
      render: (_, one) => say.orders(one.mean_orders ?? 0),
    },
    { key: 'spend', title: t('holdout.spend'), align: 'right', render: (_, one) => say.spend(one.mean_spend ?? 0) },
  ];
  const until = study.outcome_until;
  const missing =
    until === null || result.buyers === null
      ? null
      : result.orders_until === null
        ? t('holdout.orders_none', { currency: study.currency })
        : result.orders_until < until
          ? t('holdout.orders_until', { currency: study.currency, last: result.orders_until, until })
          : null;
  return (
    <section className="panel pad stack even holdout" aria-label={t('holdout.after')}>
      <div className="row apart">
        <h3>{t('holdout.after')}</h3>
        {(study.state === 'running' || study.state === 'read') && <Stop study={study} />}
      </div>
      <Alert
        type={TONE[result.conclusion]}
        showIcon
        title={t(`holdout.said.${result.conclusion}`, { until: until ?? '', days: study.days })}
        description={result.buyers && result.conclusion !== 'ratio_wrong' ? t('holdout.may_not') : undefined}
      />
      {missing && <Alert type="warning" showIcon title={missing} />}
      {study.stopped_on && (
        <p>
          {t('holdout.stopped', { on: study.stopped_on })}
          <bdi>{study.stopped_why}</bdi>
        </p>
      )}
      {until && <p className="hint">{t('holdout.window', { from: study.started_on ?? '', until })}</p>}
      <Wide label={t('holdout.after')}>
        <Table
          size="small"
          rowKey="arm"
          pagination={false}
          dataSource={rows}
          columns={[
            { key: 'arm', title: t('holdout.list'), render: (_, one) => t(`holdout.${one.arm}`) },
            {
              key: 'people',
              title: t('holdout.people'),
              align: 'right',
              render: (_, one) =>
                one.people === one.dealt
                  ? format.number(one.people)
                  : t('holdout.people_left', { n: format.number(one.people), of: format.number(one.dealt) }),
            },
            {
              key: 'joined',
              title: t('holdout.joined'),
              align: 'right',
              render: (_, one) => say.share(one.joined, one.people),
            },
            ...(result.now.buyers === null ? [] : did),
          ]}
        />
      </Wide>
      {result.buyers && <h4>{t('holdout.by_lot')}</h4>}
      <dl className="metrics">
        <Effects of={result} currency={study.currency} />
        <Metric
          label={t('holdout.ratio')}
          is={t('holdout.ratio.is')}
          value={t(result.alarm ? 'holdout.ratio_alarm' : 'holdout.ratio_fine')}
          of={result.ratio < 0.001 ? 'p < 0.001' : `p = ${result.ratio.toFixed(3)}`}
        />
      </dl>
      {result.joiners && <Joiners of={result.joiners} currency={study.currency} />}
    </section>
  );
}

/** How shares, orders and money are written, of one arm or between two. */
function useEffects(currency: string) {
  const t = useT();
  const format = useFormat();
  const money = useMoney(currency);
  return {
    share: (n: number, of: number) =>
      of < FEW
        ? t('customer.n_of', { n: format.number(n), of: format.number(of) })
        : `${format.number(n)} (${format.percent(n / of)})`,
    buyers: (value: number) => t('customer.points', { n: format.decimal(value * 100) }),
    orders: (value: number) => format.decimal(value),
    spend: (value: number) => money.small(Math.round(value)),
  };
}

/** Three differences with their intervals; one that cannot be told is left out. */
function Effects({ of, currency }: { of: Pick<Result, 'buyers' | 'orders' | 'spend'>; currency: string }) {
  const t = useT();
  const format = useFormat();
  const say = useEffects(currency);
  return (['buyers', 'orders', 'spend'] as const).map((one) => {
    const found = of[one];
    return (
      found && (
        <Metric
          key={one}
          strong={one === 'buyers'}
          label={t(`holdout.${one}_more`)}
          is={t(`holdout.${one}_more.is`)}
          value={say[one](found.difference)}
          of={t('holdout.interval', {
            low: one === 'buyers' ? format.decimal(found.low * 100) : say[one](found.low),
            high: say[one](found.high),
          })}
        />
      )
    );
  });
}

/** What joining did; only ever below what the invitation did. */
function Joiners({ of, currency }: { of: Schemas['HoldoutJoiners']; currency: string }) {
  const t = useT();
  const format = useFormat();
  const say = useEffects(currency);
  return (
    <>
      <h4>
        {t('holdout.joiners')}
        <Is>{t('holdout.joiners.is')}</Is>
      </h4>
      {of.refused ? (
        <p>{t(`holdout.joiners_refused.${of.refused}`)}</p>
      ) : (
        <p className="hint">{t('holdout.joiners_about')}</p>
      )}
      <dl className="metrics">
        <Effects of={of} currency={currency} />
        {of.refused !== 'too_few' && (
          <Metric
            label={t('holdout.joined_more')}
            is={t('holdout.joined_more.is')}
            value={say.buyers(of.more)}
            of={of.f === null ? t('holdout.f_infinite') : `F = ${format.decimal(of.f)}`}
          />
        )}
      </dl>
    </>
  );
}

function Stop({ study }: { study: Study }) {
  const t = useT();
  const format = useFormat();
  const path = { community: useCommunity().id, holdout: study.id };
  const [open, setOpen] = useState(false);
  const stop = useAct(
    (why: string) => api.post('/communities/{community}/holdouts/{holdout}/stop', { path, body: { why } }),
    { changes: ['/communities/{community}/holdouts'], onDone: () => setOpen(false) },
  );
  return (
    <>
      <ActButton danger permission="customer:write" onClick={() => setOpen(true)}>
        {t('holdout.stop')}
      </ActButton>
      <ReasonDialog
        open={open}
        title={t('holdout.stop')}
        reach={t('holdout.stop_reach', { n: format.number(study.dealt_later) })}
        stop={t('holdout.stop_after')}
        confirm={t('holdout.stop')}
        danger
        longest={500}
        busy={stop.isPending}
        onConfirm={(why) => stop.mutate(why)}
        onClose={() => setOpen(false)}
      />
    </>
  );
}

/** The two lists: whoever knows the users brings their table, for we hold fingerprints only. */
export function Lists({ study }: { study: Study }) {
  const t = useT();
  const path = { community: useCommunity().id, holdout: study.id };
  const [arm, setArm] = useState<'now' | 'later'>('now');
  const give = useAct(
    (file: File) =>
      api.file('/communities/{community}/holdouts/{holdout}/list', {
        path,
        query: { arm },
        file: new Blob([file], { type: 'text/csv' }),
      }),
    {
      onDone: (response) => {
        const link = document.createElement('a');
        link.href = URL.createObjectURL(response.body);
        link.download = `invite-${arm}.csv`;
        link.click();
        URL.revokeObjectURL(link.href);
      },
    },
  );
  const locked =
    arm === 'later' && study.state !== 'over' && study.state !== 'stopped'
      ? t('holdout.locked', { until: study.locked_until ?? '' })
      : null;
  return (
    <section className="panel pad stack even holdout" aria-label={t('holdout.lists')}>
      <h3>{t('holdout.lists')}</h3>
      <p className="hint">{t('holdout.lists_about')}</p>
      <div className="row wrap">
        <Select
          aria-label={t('holdout.list')}
          value={arm}
          onChange={setArm}
          popupMatchSelectWidth={false}
          options={(['now', 'later'] as const).map((one) => ({ value: one, label: t(`holdout.${one}`) }))}
        />
        {locked ? (
          <ActButton blocked={locked}>{t('holdout.give')}</ActButton>
        ) : (
          <Upload
            accept=".csv,.txt,text/csv"
            showUploadList={false}
            beforeUpload={(chosen) => {
              give.mutate(chosen);
              return false;
            }}
          >
            <Button loading={give.isPending}>{t('holdout.give')}</Button>
          </Upload>
        )}
      </div>
      {locked && <p className="muted">{locked}</p>}
      {give.error && <Refusal problem={give.error} />}
    </section>
  );
}
