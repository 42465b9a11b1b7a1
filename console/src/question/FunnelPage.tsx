import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Checkbox, InputNumber, Select, Skeleton } from 'antd';
import { api, type ProblemError } from '../api/client';
import { useCommunity } from '../community/community';
import { useT } from '../i18n';
import { useFormat } from '../i18n/format';
import { Is } from '../insight/Metric';
import { Keep } from '../saved/Keep';
import { DayRange } from '../ui/DayRange';
import { Page } from '../ui/Page';
import { Refusal } from '../ui/Refusal';
import { Teach } from '../ui/Teach';
import { useFilters } from '../ui/useFilters';
import { asked as whom, WhomSelect } from './Whom';
import { FunnelAnswer } from './FunnelAnswer';
import { INTERVALS, MOST_STEPS, ORDERS, read, WHAT, WINDOWS, written, type Answer, type Question } from './funnel';
import './question.css';

function Steps({ steps, change }: { steps: Question['steps']; change: (steps: Question['steps']) => void }) {
  const t = useT();
  return (
    <ol className="funnel-steps">
      {steps.map((step, at) => (
        <li key={at} className="row nowrap" aria-label={t('funnel.step_n', { n: at + 1 })}>
          <span className="num muted">{at + 1}</span>
          <Select
            aria-label={t('funnel.step_n', { n: at + 1 })}
            value={step.what}
            style={{ width: 170 }}
            onChange={(what) => change(steps.with(at, { what }))}
            options={WHAT.map((what) => ({ value: what, label: t(`event.${what}`) }))}
          />
          {(step.what === 'said' || step.what === 'asked') && (
            <InputNumber
              aria-label={t('funnel.at_least')}
              min={0}
              max={10_000}
              precision={0}
              prefix={t('funnel.at_least')}
              style={{ width: 150 }}
              value={step.at_least ?? 0}
              onChange={(least) => change(steps.with(at, { ...step, at_least: least || undefined }))}
            />
          )}
          {steps.length > 2 && (
            <Button
              type="text"
              icon={<DeleteOutlined aria-hidden />}
              aria-label={t('funnel.remove_step', { n: at + 1 })}
              onClick={() => change(steps.toSpliced(at, 1))}
            />
          )}
        </li>
      ))}
      {steps.length < MOST_STEPS && (
        <li>
          <Button size="small" icon={<PlusOutlined aria-hidden />} onClick={() => change([...steps, { what: 'said' }])}>
            {t('funnel.add_step')}
          </Button>
        </li>
      )}
    </ol>
  );
}

const oneOf = <T extends string>(known: readonly T[], given: string | undefined, otherwise: T): T =>
  known.find((one) => one === given) ?? otherwise;

/** How many come from one step to the next. The address holds the question. */
export default function FunnelPage() {
  const t = useT();
  const format = useFormat();
  const community = useCommunity().id;
  const { values, set } = useFilters('steps', 'order', 'window', 'from', 'to', 'every', 'groups', 'whom');
  const question: Question = {
    steps: read(values.steps),
    order: oneOf(ORDERS, values.order, 'ordered'),
    window_hours: WINDOWS.find((one) => String(one) === values.window) ?? 336,
    interval: oneOf(INTERVALS, values.every, 'week'),
    by_group: values.groups === 'each',
    ...whom(values.whom),
    ...(values.from ? { from: values.from } : {}),
    ...(values.to ? { to: values.to } : {}),
  };
  const ask = () => api.post('/communities/{community}/questions/funnel', { path: { community }, body: question });
  const asked = useQuery<Answer, ProblemError>({
    queryKey: ['/communities/{community}/questions/funnel', community, question],
    queryFn: ask,
  });
  return (
    <Page title={t('funnel.title')} about={t('funnel.about')} actions={<Keep kind="funnel" question={question} />}>
      <section className="panel pad stack" aria-label={t('funnel.question')}>
        <Steps steps={question.steps} change={(steps) => set({ steps: written(steps) })} />
        <div className="filters">
          <Select
            aria-label={t('funnel.order')}
            value={question.order}
            style={{ minWidth: 200 }}
            onChange={(order) => set({ order: order === 'ordered' ? null : order })}
            options={ORDERS.map((one) => ({ value: one, label: t(`funnel.order.${one}`) }))}
          />
          <Select
            aria-label={t('funnel.window')}
            value={question.window_hours}
            style={{ minWidth: 150 }}
            onChange={(hours) => set({ window: hours === 336 ? null : String(hours) })}
            options={WINDOWS.map((hours) => ({
              value: hours,
              label: t('funnel.within', { time: format.minutes(hours * 60) }),
            }))}
          />
          <WhomSelect value={values.whom} onChange={(code) => set({ whom: code })} />
          <DayRange from={values.from} to={values.to} onChange={set} />
          <Select
            aria-label={t('funnel.every')}
            value={question.interval}
            style={{ minWidth: 110 }}
            onChange={(every) => set({ every: every === 'week' ? null : every })}
            options={INTERVALS.map((one) => ({ value: one, label: t(`funnel.every.${one}`) }))}
          />
          <Checkbox
            checked={question.by_group}
            onChange={(event) => set({ groups: event.target.checked ? 'each' : null })}
          >
            {t('funnel.by_group')}
          </Checkbox>
          <Is>{t('funnel.is')}</Is>
        </div>
      </section>
      <div aria-live="polite" className="stack funnel-answer">
        {asked.error ? (
          <Refusal problem={asked.error} retry={asked.refetch} />
        ) : !asked.data ? (
          <Skeleton active />
        ) : asked.data.steps[0]!.people === 0 ? (
          <Teach title={t('funnel.empty')}>{t('funnel.empty_about')}</Teach>
        ) : (
          <>
            {asked.data.steps[0]!.people < 30 && <Alert type="warning" showIcon title={t('funnel.few')} />}
            {asked.data.open && <Alert type="info" showIcon title={t('funnel.open')} />}
            <FunnelAnswer question={question} answer={asked.data} />
          </>
        )}
      </div>
    </Page>
  );
}
