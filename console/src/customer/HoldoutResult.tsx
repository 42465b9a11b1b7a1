import { Alert, Button, Select, Table, Upload } from 'antd';
import { useState } from 'react';
import { api, type Schemas } from '../api/client';
import { useAct } from '../api/queries';
import { useCommunity } from '../community/community';
import { useT } from '../i18n';
import { useFormat } from '../i18n/format';
import { Metric } from '../insight/Metric';
import { ActButton } from '../ui/ActButton';
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
  more: 'success',
  less: 'warning',
  unclear: 'info',
} as const;

/** What came of it, by what was dealt. */
export function After({ study, result }: { study: Study; result: Result }) {
  const t = useT();
  const format = useFormat();
  const money = useMoney(study.currency);
  const points = (value: number) => t('customer.points', { n: format.decimal(value * 100) });
  const small = (value: number) => money.small(Math.round(value));
  const rows = (['now', 'later'] as const).map((arm) => ({
    arm,
    ...result[arm],
    dealt: arm === 'now' ? study.dealt_now : study.dealt_later,
  }));
  return (
    <section className="panel pad stack" aria-label={t('holdout.after')}>
      <h3>{t('holdout.after')}</h3>
      <Alert
        type={TONE[result.conclusion]}
        showIcon
        title={t(`holdout.said.${result.conclusion}`, { until: study.outcome_until ?? '', days: study.days })}
        description={result.buyers && result.conclusion !== 'ratio_wrong' ? t('holdout.may_not') : undefined}
      />
      <p className="hint">{t('holdout.window', { from: study.started_on ?? '', until: study.outcome_until ?? '' })}</p>
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
              render: (_, one) => format.number(one.joined),
            },
            {
              key: 'buyers',
              title: t('holdout.buyers'),
              align: 'right',
              render: (_, one) =>
                one.people < FEW
                  ? t('customer.n_of', { n: format.number(one.buyers), of: format.number(one.people) })
                  : `${format.number(one.buyers)} (${format.percent(one.buyers / one.people)})`,
            },
            { key: 'spend', title: t('holdout.spend'), align: 'right', render: (_, one) => small(one.mean_spend) },
          ]}
        />
      </Wide>
      <dl className="metrics">
        {result.buyers && (
          <Metric
            strong
            label={t('holdout.buyers_more')}
            is={t('holdout.buyers_more.is')}
            value={points(result.buyers.difference)}
            of={t('holdout.interval', { low: points(result.buyers.low), high: points(result.buyers.high) })}
          />
        )}
        {result.spend && (
          <Metric
            label={t('holdout.spend_more')}
            is={t('holdout.spend_more.is')}
            value={small(result.spend.difference)}
            of={t('holdout.interval', { low: small(result.spend.low), high: small(result.spend.high) })}
          />
        )}
        <Metric
          label={t('holdout.ratio')}
          is={t('holdout.ratio.is')}
          value={t(result.alarm ? 'holdout.ratio_alarm' : 'holdout.ratio_fine')}
          of={`p = ${result.ratio < 0.001 ? '< 0.001' : result.ratio.toFixed(3)}`}
        />
      </dl>
    </section>
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
    arm === 'later' && study.state !== 'over' ? t('holdout.locked', { until: study.locked_until ?? '' }) : null;
  return (
    <section className="panel pad stack" aria-label={t('holdout.lists')}>
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
