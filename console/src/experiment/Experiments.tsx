import { useState } from 'react';
import { Link } from 'react-router';
import type { Schemas } from '../api/client';
import { useList } from '../api/queries';
import { paths } from '../app/paths';
import { useCommunity } from '../community/community';
import { useT } from '../i18n';
import { useFormat } from '../i18n/format';
import { ActButton } from '../ui/ActButton';
import { Mark, type Tone } from '../ui/Mark';
import { Records } from '../ui/Records';
import { Teach } from '../ui/Teach';
import { ExperimentDialog } from './ExperimentDialog';

export type Experiment = Schemas['Experiment'];

const TONE: Record<Experiment['state'], Tone> = { draft: 'plain', running: 'good', stopped: 'info' };

export function State({ of }: { of: Experiment }) {
  const t = useT();
  return <Mark tone={TONE[of.state]}>{t(`experiment.state.${of.state}`)}</Mark>;
}

/** What is tried here, and how many met it. */
export function Experiments() {
  const t = useT();
  const format = useFormat();
  const community = useCommunity().id;
  const list = useList('/communities/{community}/experiments', { path: { community } }, { refetchInterval: 30_000 });
  const [making, setMaking] = useState(false);
  const make = (
    <ActButton type="primary" permission="experiment:write" onClick={() => setMaking(true)}>
      {t('experiment.make')}
    </ActButton>
  );
  return (
    <>
      {list.items.length > 0 && <div className="row apart filters">{make}</div>}
      <Records
        list={list}
        label={t('statistics.tab.list')}
        empty={
          <Teach title={t('experiment.empty')} actions={make}>
            {t('experiment.empty_about')}
          </Teach>
        }
        columns={[
          {
            key: 'name',
            title: t('common.name'),
            narrow: 'head',
            show: (one) => (
              <span className="stack tight">
                <Link to={paths.experiment(community, one.id)}>{one.name}</Link>
                {one.hypothesis && <span className="small muted">{one.hypothesis}</span>}
              </span>
            ),
          },
          { key: 'state', title: t('experiment.state'), width: 110, show: (one) => <State of={one} /> },
          {
            key: 'metric',
            title: t('experiment.metric'),
            width: 200,
            show: (one) => t('experiment.metric_in', { metric: t(`experiment.metric.${one.metric}`), n: one.days }),
          },
          {
            key: 'arms',
            title: t('experiment.met'),
            width: 220,
            narrow: 'line',
            show: (one) => (
              <span className="stack tight num">
                {one.arms.map((arm) => (
                  <span key={arm.key}>
                    <bdi>{arm.name}</bdi> {format.number(arm.members + arm.visitors)}
                  </span>
                ))}
                {one.held_out && (
                  <span className="muted">
                    {t('experiment.holdout')} {format.number(one.held_out.members + one.held_out.visitors)}
                  </span>
                )}
              </span>
            ),
          },
        ]}
      />
      {making && <ExperimentDialog experiment={null} onClose={() => setMaking(false)} />}
    </>
  );
}
