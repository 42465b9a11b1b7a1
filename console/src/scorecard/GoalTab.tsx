import { InputNumber, Select, Skeleton } from 'antd';
import { useState } from 'react';
import { api, type Schemas } from '../api/client';
import { ONE_PAGE, useAct, useRead } from '../api/queries';
import { useCommunity } from '../community/community';
import { useT } from '../i18n';
import { useFormat } from '../i18n/format';
import { Is } from '../insight/Metric';
import { ActButton } from '../ui/ActButton';
import { Mark } from '../ui/Mark';
import { Records } from '../ui/Records';
import { Refusal } from '../ui/Refusal';
import { OfGroup } from './OfGroup';
import { GOALS, MAIN, type Goal, type Line } from './scorecard';

const CHANGES = ['/groups/{group}/goal', '/communities/{community}/goal', '/league'];

type Given = { goal: Goal | null; target: number | null };

/** A goal and what its main number should reach; saved as one. */
function GoalForm({
  label,
  given,
  save,
  none,
}: {
  label: string;
  given: Given;
  save: (to: Given) => Promise<unknown>;
  none: string;
}) {
  const t = useT();
  const [changed, setChanged] = useState<Given | null>(null);
  const { goal, target } = changed ?? given;
  const act = useAct(save, { done: 'scorecard.goal_saved', changes: CHANGES });
  // What was saved has come back; drawn anew, the form would drop the keyboard.
  const known = `${given.goal} ${given.target}`;
  const [last, setLast] = useState(known);
  if (known !== last) {
    setLast(known);
    setChanged(null);
  }
  return (
    <div className="scorecard-goal" role="group" aria-label={label}>
      <span className="small muted">{label}</span>
      <div className="row tight">
        <Select<Goal | ''>
          aria-label={label}
          style={{ minWidth: 160 }}
          value={goal ?? ''}
          // A target is one of the goal's own number: another goal begins without.
          onChange={(next) =>
            setChanged(next === given.goal ? null : { goal: next === '' ? null : next, target: null })
          }
          options={[
            { value: '' as const, label: none },
            ...GOALS.map((one) => ({ value: one, label: t(`review.goal.${one}`) })),
          ]}
        />
        {goal && (
          <InputNumber
            aria-label={t('scorecard.target_of', { line: t(`scorecard.measure.${MAIN[goal]}`) })}
            prefix={t(`scorecard.measure.${MAIN[goal]}`)}
            suffix="%"
            style={{ width: 260 }}
            min={0.1}
            max={goal === 'growth' ? 1000 : 100}
            precision={1}
            value={target === null ? null : target * 100}
            placeholder={t('scorecard.no_target')}
            onChange={(percent) =>
              setChanged({ goal, target: percent === null ? null : Math.round(percent * 10) / 1000 })
            }
          />
        )}
        <ActButton permission="review:write" loading={act.isPending} onClick={() => act.mutate({ goal, target })}>
          {t('common.save')}
        </ActButton>
      </div>
    </div>
  );
}

export function Met({ met, few }: { met: boolean | null; few: boolean }) {
  const t = useT();
  if (met === null) return null;
  return (
    <>
      <Mark tone={met ? 'good' : 'bad'}>{t(met ? 'scorecard.met' : 'scorecard.missed')}</Mark>
      {few && <span className="small muted"> {t('scorecard.few')}</span>}
    </>
  );
}

function Value({ of }: { of: Line }) {
  const t = useT();
  const format = useFormat();
  if (of.unknown) return <span className="small muted">{t(`scorecard.unknown.${of.unknown}`)}</span>;
  return (
    <span className="num">
      <b>{format.percent(of.value)}</b>
      {of.low !== null && (
        <span className="small muted">
          {' '}
          {format.percent(of.low)} – {format.percent(of.high)}
        </span>
      )}
      <div className="small muted">
        {t('scorecard.of', { hits: format.number(of.hits), of: format.number(of.of) })}
        {of.few && ` · ${t('scorecard.few')}`}
      </div>
    </span>
  );
}

function Change({ of }: { of: Line }) {
  const t = useT();
  const format = useFormat();
  if (of.change === null) return <>–</>;
  const points = t('scorecard.points_n', { n: `${of.change > 0 ? '+' : ''}${format.decimal(of.change * 100)}` });
  return (
    <span className="num">
      {points}
      <div className="small muted">
        {of.p === null
          ? t('scorecard.not_tested')
          : t(of.p < 0.05 ? 'scorecard.sure' : 'scorecard.unsure', { p: format.decimal(Math.max(of.p, 0.01)) })}
      </div>
    </span>
  );
}

function Lines({ answer }: { answer: Schemas['GroupGoal'] }) {
  const t = useT();
  const format = useFormat();
  return (
    <Records
      list={{
        ...ONE_PAGE,
        isPending: false,
        error: null,
        refetch: () => {},
        items: answer.lines.map((one) => ({ ...one, id: one.line })),
      }}
      label={t('scorecard.goal_lines')}
      empty={<p className="hint">{t('scorecard.goal_first')}</p>}
      columns={[
        {
          key: 'line',
          title: t('scorecard.line'),
          narrow: 'head',
          show: (one) => (
            <>
              {t(`scorecard.measure.${one.line}`)} <Is>{t(`scorecard.is.${one.line}`)}</Is>
            </>
          ),
        },
        { key: 'now', title: t('scorecard.now'), show: (one) => <Value of={one} /> },
        {
          key: 'target',
          title: t('scorecard.target'),
          show: (one) =>
            one.id === answer.lines[0]!.line && answer.target !== null ? (
              <span className="num">
                {format.percent(answer.target)} <Met met={answer.met} few={one.few} />
              </span>
            ) : (
              '–'
            ),
        },
        {
          key: 'before',
          title: t('scorecard.before'),
          show: (one) => <span className="num">{format.percent(one.before)}</span>,
        },
        { key: 'change', title: t('scorecard.change'), show: (one) => <Change of={one} /> },
      ]}
    />
  );
}

function Shown({ group }: { group: string }) {
  const t = useT();
  const community = useCommunity().id;
  const goal = useRead('/groups/{group}/goal', { path: { group } });
  const all = useRead('/communities/{community}/goal', { path: { community } });
  const error = goal.error ?? all.error;
  if (error) return <Refusal problem={error} retry={() => void Promise.all([goal.refetch(), all.refetch()])} />;
  if (!goal.data || !all.data) return <Skeleton active />;
  const { from, until, own } = goal.data;
  const whole = all.data;
  const mine: Given = own ? goal.data : { goal: null, target: null };
  return (
    <>
      <section className="panel pad stack tight" aria-label={t('scorecard.goal')}>
        <h2>
          {t('scorecard.goal')} <Is>{t('scorecard.goal_everywhere')}</Is>
        </h2>
        <GoalForm
          key={group}
          label={t('scorecard.goal_here')}
          given={mine}
          none={
            whole.goal
              ? t('scorecard.goal_inherited', { goal: t(`review.goal.${whole.goal}`) })
              : t('scorecard.no_goal')
          }
          save={({ goal, target }) =>
            goal === null
              ? api.delete('/groups/{group}/goal', { path: { group } })
              : api.put('/groups/{group}/goal', { path: { group }, body: { goal, target } })
          }
        />
        <GoalForm
          label={t('scorecard.goal_of_all')}
          given={whole}
          none={t('scorecard.no_goal')}
          save={({ goal, target }) =>
            goal === null
              ? api.delete('/communities/{community}/goal', { path: { community } })
              : api.put('/communities/{community}/goal', { path: { community }, body: { goal, target } })
          }
        />
      </section>
      <section className="stack tight" aria-label={t('scorecard.card')}>
        <h2 className="section first">
          {t('scorecard.card')}
          {goal.data.goal && ` · ${t(`review.goal.${goal.data.goal}`)}`}
        </h2>
        <p className="hint num">{t('scorecard.period', { from, until })}</p>
        <Lines answer={goal.data} />
      </section>
    </>
  );
}

/** What one group is for, and whether it gets there. */
export function GoalTab() {
  return <OfGroup>{(group) => <Shown group={group} />}</OfGroup>;
}
