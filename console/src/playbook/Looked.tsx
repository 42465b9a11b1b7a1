import { Alert, Button, Collapse } from 'antd';
import { useState } from 'react';
import { useT } from '../i18n';
import { useFormat } from '../i18n/format';
import { At } from '../ui/At';
import { Mark, type Tone } from '../ui/Mark';
import { Records } from '../ui/Records';
import type { Preview, Step } from './playbook';
import { StepWhat } from './StepLine';

type Fate = Preview['steps'][number]['fate'];
const TONE: Record<Fate, Tone> = { goes: 'good', quiet_hours: 'info', past: 'warn', other_arm: 'plain' };
const AT_ONCE = 50; // groups shown before one asks for more

const goes = (fate: Fate) => fate === 'goes' || fate === 'quiet_hours';
const count = (one: Preview, fate: Fate) => one.steps.filter((step) => step.fate === fate).length;
const sum = (all: Preview[], of: (one: Preview) => number) => all.reduce((total, one) => total + of(one), 0);

/** What starting it would mean in all, and where it cannot start and why. */
function Summary({ all, steps }: { all: Preview[]; steps: Step[] }) {
  const t = useT();
  const format = useFormat();
  const can = all.filter((one) => one.why_not === null);
  const not = all.filter((one) => one.why_not !== null);
  const types = new Map(steps.map((step) => [step.key, step.type]));
  const going = (type: Step['type']) =>
    sum(can, (one) => one.steps.filter((step) => goes(step.fate) && types.get(step.key) === type).length);
  const [past, arm] = [sum(can, (one) => count(one, 'past')), sum(can, (one) => count(one, 'other_arm'))];
  const wait = sum(can, (one) => count(one, 'quiet_hours'));
  const byHand = can.filter((one) => one.by_hand).length;
  return (
    <div className="stack tight" role="status">
      <Alert
        type={can.length > 0 ? 'info' : 'warning'}
        showIcon
        title={can.length > 0 ? t('playbook.would', { n: can.length }) : t('playbook.nowhere')}
        description={
          can.length > 0 && (
            <div className="stack tight">
              <span>
                {t('playbook.would_do', {
                  say: format.number(going('say')),
                  task: format.number(going('task')),
                })}{' '}
                {wait > 0 && t('playbook.would_wait', { wait: format.number(wait) })}
              </span>
              {byHand > 0 && <span>{t('playbook.would_by_hand', { n: byHand })}</span>}
              {past + arm > 0 && <span>{t('playbook.would_leave', { past, arm })}</span>}
              <span className="muted">{t('playbook.start_stop')}</span>
            </div>
          )
        }
      />
      {not.length > 0 && (
        <Alert
          type="warning"
          showIcon
          title={t('playbook.would_not', { n: not.length })}
          description={[...new Set(not.map((one) => one.why_not!))].map((why) => (
            <div key={why} className="small">
              {t.code('playbook.why_not', why)}:{' '}
              <bdi>
                {not
                  .filter((one) => one.why_not === why)
                  .slice(0, 20)
                  .map((one) => one.group.name)
                  .join(' · ')}
              </bdi>
            </div>
          ))}
        />
      )}
    </div>
  );
}

/** What happens in one group, step by step. */
function Steps({ of, steps }: { of: Preview; steps: Map<string, Step> }) {
  const t = useT();
  return (
    <Collapse
      ghost
      size="small"
      items={[
        {
          key: 'steps',
          label: t('playbook.see_steps'),
          children: (
            <ul className="timeline looked">
              {of.steps.map((one) => {
                const step = steps.get(one.key);
                return (
                  <li key={one.key}>
                    <span className="stack tight">
                      <span className="num">
                        <At at={one.at} />
                      </span>
                      <span>
                        <Mark tone={TONE[one.fate]}>{t(`playbook.fate.${one.fate}`)}</Mark>
                      </span>
                    </span>
                    {step ? <StepWhat step={step} /> : <code>{one.key}</code>}
                  </li>
                );
              })}
            </ul>
          ),
        },
      ]}
    />
  );
}

/** Per group: whether it can start, who speaks, what goes and what does not. */
export function Looked({ all, steps }: { all: Preview[]; steps: Step[] }) {
  const t = useT();
  const [most, setMost] = useState(AT_ONCE);
  const known = new Map(steps.map((step) => [step.key, step]));
  const items = all
    .toSorted((a, b) => Number(a.why_not === null) - Number(b.why_not === null))
    .map((one) => ({ ...one, id: one.group.id }));
  return (
    <div className="stack">
      <Summary all={all} steps={steps} />
      <Records
        list={{
          items: items.slice(0, most),
          isPending: false,
          error: null,
          refetch: () => {},
          hasNextPage: false,
          isFetchingNextPage: false,
          fetchNextPage: () => {},
        }}
        label={t('playbook.what_goes')}
        empty={null}
        columns={[
          {
            key: 'group',
            title: t('common.group'),
            width: 220,
            narrow: 'head',
            show: (one) => (
              <span className="stack tight">
                <bdi>{one.group.name}</bdi>
                {one.why_not && (
                  <span>
                    <Mark tone="bad">{t.code('playbook.why_not', one.why_not)}</Mark>
                  </span>
                )}
              </span>
            ),
          },
          {
            key: 'how',
            title: t('playbook.how'),
            width: 120,
            show: (one) => t(one.by_hand ? 'playbook.by_hand' : 'playbook.by_machine'),
          },
          {
            key: 'first',
            title: t('playbook.first_at'),
            width: 180,
            show: (one) => <At at={one.why_not ? null : one.steps.find((step) => goes(step.fate))?.at} />,
          },
          {
            key: 'goes',
            title: t('playbook.what_goes'),
            narrow: 'line',
            show: (one) => (
              <span className="stack tight">
                <span className="row tight">
                  {one.why_not === null && (
                    <Mark tone="good">
                      {t('playbook.goes_n', { n: count(one, 'goes') + count(one, 'quiet_hours') })}
                    </Mark>
                  )}
                  {(['quiet_hours', 'past', 'other_arm'] as const)
                    .filter((fate) => count(one, fate) > 0)
                    .map((fate) => (
                      <Mark key={fate} tone={TONE[fate]}>
                        {t(`playbook.fate_n.${fate}`, { n: count(one, fate) })}
                      </Mark>
                    ))}
                </span>
                {one.steps.length > 0 && <Steps of={one} steps={known} />}
              </span>
            ),
          },
        ]}
      />
      {items.length > most && (
        <div className="load-more">
          <Button onClick={() => setMost(most + AT_ONCE)}>{t('common.load_more')}</Button>
        </div>
      )}
    </div>
  );
}
