import { Select, Tabs } from 'antd';
import { useT } from '../i18n';
import { DayRange } from '../ui/DayRange';
import { Page } from '../ui/Page';
import { useFilters } from '../ui/useFilters';
import { INTERVALS, WHAT, type What } from './funnel';
import { Lifecycle } from './Lifecycle';
import './question.css';
import { Retention } from './Retention';
import { Stickiness } from './Stickiness';

const VIEWS = ['retention', 'lifecycle', 'stickiness'] as const;
const KINDS = ['classic', 'rolling', 'bracket'] as const;

const oneOf = <T extends string>(known: readonly T[], given: string | undefined, otherwise: T): T =>
  known.find((one) => one === given) ?? otherwise;

/** Who comes back, and how often. The address holds the question. */
export default function HabitsPage() {
  const t = useT();
  const { values, set } = useFilters('tab', 'start', 'back', 'what', 'kind', 'every', 'from', 'to');
  const tab = oneOf(VIEWS, values.tab, 'retention');
  const start = oneOf(WHAT, values.start, 'said');
  const back = oneOf(WHAT, values.back, 'said');
  const what = oneOf(WHAT, values.what, 'said');
  const kind = oneOf(KINDS, values.kind, 'classic');
  const frame = {
    interval: oneOf(INTERVALS, values.every, 'week'),
    ...(values.from ? { from: values.from } : {}),
    ...(values.to ? { to: values.to } : {}),
  };
  const event = (name: 'start' | 'back' | 'what', value: What) => (
    <label className="habit-choice">
      <span className="muted">{t(`habits.${name}`)}</span>
      <Select
        aria-label={t(`habits.${name}`)}
        value={value}
        style={{ width: 170 }}
        onChange={(next) => set({ [name]: next === 'said' ? null : next })}
        options={WHAT.map((one) => ({ value: one, label: t(`event.${one}`) }))}
      />
    </label>
  );
  return (
    <Page title={t('habits.title')} about={t('habits.about')}>
      <Tabs
        className="wrapping-tabs"
        activeKey={tab}
        onChange={(next) => set({ tab: next === 'retention' ? null : next })}
        items={VIEWS.map((one) => ({ key: one, label: t(`habits.${one}`) }))}
      />
      <section className="panel pad" aria-label={t('funnel.question')}>
        <div className="filters">
          {tab === 'retention' ? (
            <>
              {event('start', start)}
              {event('back', back)}
              <Select
                aria-label={t('habits.kind')}
                value={kind}
                style={{ minWidth: 170 }}
                onChange={(next) => set({ kind: next === 'classic' ? null : next })}
                options={KINDS.map((one) => ({ value: one, label: t(`habits.kind.${one}`) }))}
              />
            </>
          ) : (
            event('what', what)
          )}
          <Select
            aria-label={t('habits.every')}
            value={frame.interval}
            style={{ minWidth: 110 }}
            onChange={(every) => set({ every: every === 'week' ? null : every })}
            options={INTERVALS.map((one) => ({ value: one, label: t(`funnel.every.${one}`) }))}
          />
          <DayRange from={values.from} to={values.to} onChange={set} />
        </div>
      </section>
      <div aria-live="polite" className="stack funnel-answer">
        {tab === 'retention' && <Retention question={{ ...frame, start, back, kind }} />}
        {tab === 'lifecycle' && <Lifecycle question={{ ...frame, what }} />}
        {tab === 'stickiness' && <Stickiness question={{ ...frame, what }} />}
      </div>
    </Page>
  );
}
