import { Select, Tabs } from 'antd';
import { useT } from '../i18n';
import { useFormat } from '../i18n/format';
import { Keep } from '../saved/Keep';
import { DayRange } from '../ui/DayRange';
import { Page } from '../ui/Page';
import { useFilters } from '../ui/useFilters';
import { Against, asked, WhomSelect } from './Whom';
import { INTERVALS, WHAT, WINDOWS, type What } from './funnel';
import { Lifecycle } from './Lifecycle';
import { Paths } from './Paths';
import './question.css';
import { Retention } from './Retention';
import { Stickiness } from './Stickiness';

const VIEWS = ['retention', 'lifecycle', 'stickiness', 'paths'] as const;
const DIRECTIONS = ['after', 'before'] as const;
const USUAL_GAP = 24;
/** Hours; a visit ends after at most 30 days of silence. */
const GAPS = WINDOWS.filter((hours) => hours <= 720);
const KINDS = ['classic', 'rolling', 'bracket'] as const;

const oneOf = <T extends string>(known: readonly T[], given: string | undefined, otherwise: T): T =>
  known.find((one) => one === given) ?? otherwise;

/** Who comes back, and how often. The address holds the question. */
export default function HabitsPage() {
  const t = useT();
  const format = useFormat();
  const { values, set } = useFilters(
    'tab',
    'start',
    'back',
    'what',
    'kind',
    'every',
    'from',
    'to',
    'event',
    'side',
    'steps',
    'gap',
    'whom',
    'against',
  );
  const tab = oneOf(VIEWS, values.tab, 'retention');
  const start = oneOf(WHAT, values.start, 'said');
  const back = oneOf(WHAT, values.back, 'said');
  const what = oneOf(WHAT, values.what, 'said');
  const kind = oneOf(KINDS, values.kind, 'classic');
  const happened = oneOf(WHAT, values.event, 'joined');
  const direction = oneOf(DIRECTIONS, values.side, 'after');
  const steps = [1, 2, 3, 4, 5].find((one) => String(one) === values.steps) ?? 3;
  const gap = GAPS.find((one) => String(one) === values.gap) ?? USUAL_GAP;
  const against = values.against?.split('.').slice(0, 5) ?? [];
  const days = { ...(values.from ? { from: values.from } : {}), ...(values.to ? { to: values.to } : {}) };
  const frame = {
    ...asked(values.whom),
    interval: oneOf(INTERVALS, values.every, 'week'),
    ...days,
  };
  const questions = {
    retention: { ...frame, start, back, kind },
    lifecycle: { ...frame, what },
    stickiness: { ...frame, what },
    paths: { ...asked(values.whom), ...days, event: happened, direction, steps, gap_minutes: gap * 60 },
  };
  const event = (name: 'start' | 'back' | 'what' | 'event', value: What, usual: What = 'said') => (
    <label className="habit-choice">
      <span className="muted">{t(`habits.${name}`)}</span>
      <Select
        aria-label={t(`habits.${name}`)}
        value={value}
        style={{ width: 170 }}
        onChange={(next) => set({ [name]: next === usual ? null : next })}
        options={WHAT.map((one) => ({ value: one, label: t(`event.${one}`) }))}
      />
    </label>
  );
  return (
    <Page title={t('habits.title')} about={t('habits.about')} actions={<Keep kind={tab} question={questions[tab]} />}>
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
          ) : tab === 'paths' ? (
            <>
              {event('event', happened, 'joined')}
              <Select
                aria-label={t('habits.side')}
                value={direction}
                style={{ minWidth: 130 }}
                onChange={(next) => set({ side: next === 'after' ? null : next })}
                options={DIRECTIONS.map((one) => ({ value: one, label: t(`habits.side.${one}`) }))}
              />
              <Select
                aria-label={t('habits.steps')}
                value={steps}
                style={{ minWidth: 110 }}
                onChange={(next) => set({ steps: next === 3 ? null : String(next) })}
                options={[1, 2, 3, 4, 5].map((n) => ({ value: n, label: t('habits.steps_n', { n }) }))}
              />
              <Select
                aria-label={t('habits.gap')}
                value={gap}
                style={{ minWidth: 190 }}
                onChange={(next) => set({ gap: next === USUAL_GAP ? null : String(next) })}
                options={GAPS.map((hours) => ({
                  value: hours,
                  label: t('habits.gap_n', { time: format.minutes(hours * 60) }),
                }))}
              />
            </>
          ) : (
            event('what', what)
          )}
          {tab !== 'paths' && (
            <Select
              aria-label={t('habits.every')}
              value={frame.interval}
              style={{ minWidth: 110 }}
              onChange={(every) => set({ every: every === 'week' ? null : every })}
              options={INTERVALS.map((one) => ({ value: one, label: t(`funnel.every.${one}`) }))}
            />
          )}
          <WhomSelect value={values.whom} onChange={(whom) => set({ whom })} />
          <DayRange from={values.from} to={values.to} onChange={set} />
          {tab === 'retention' && (
            <Against value={against} onChange={(codes) => set({ against: codes.join('.') || null })} />
          )}
        </div>
      </section>
      <div aria-live="polite" className="stack funnel-answer">
        {tab === 'retention' && (
          <Retention question={{ ...frame, start, back, kind }} whom={values.whom} against={against} />
        )}
        {tab === 'lifecycle' && <Lifecycle question={questions.lifecycle} />}
        {tab === 'stickiness' && <Stickiness question={questions.stickiness} />}
        {tab === 'paths' && <Paths question={questions.paths} />}
      </div>
    </Page>
  );
}
