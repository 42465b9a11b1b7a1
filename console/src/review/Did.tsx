import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { Schemas } from '../api/client';
import { paths } from '../app/paths';
import { useCommunity } from '../community/community';
import { useT } from '../i18n';
import { useFormat } from '../i18n/format';
import { useMay, useSession } from '../identity/session';
import { Is, Metric } from '../insight/Metric';
import { At } from '../ui/At';
import { Mark } from '../ui/Mark';

export type Ran = Schemas['ReviewDid'];
type Playbook = Ran['playbooks'][number];
type Send = Schemas['SendHere'];

const SHOWN = 10; // of a kind; the rest opens

/** What really ran in the days of the plan. */
export function Did({ of }: { of: Ran }) {
  const t = useT();
  const format = useFormat();
  const community = useCommunity().id;
  return (
    <section className="panel pad stack" aria-label={t('review.do')}>
      <h2>{t('review.do')}</h2>
      <dl className="metrics">
        <Metric label={t('review.scanned')} value={format.number(of.scanned)} is={t('review.scanned_is')} />
        <Metric label={t('review.joined')} value={format.number(of.joined)} is={t('review.joined_is')} />
        <Metric label={t('review.delivered')} value={format.number(of.delivered)} is={t('review.delivered_is')} />
        <Metric label={t('review.sends')} value={format.number(of.sends.length)} is={t('review.sends_is')} />
      </dl>
      <Part
        title={t('review.ran')}
        none={t('review.none_ran')}
        of={of.experiments}
        line={(one) => (
          <span className="row">
            <Link to={paths.experiment(community, one.id)}>{one.name}</Link>
            <Mark>{t(`review.experiment.${one.state}`)}</Mark>
            {one.linked && <Mark tone="info">{t('review.linked')}</Mark>}
          </span>
        )}
      />
      <Part
        title={t('review.playbooks')}
        is={t('review.playbooks_is')}
        none={t('review.no_playbook_ran')}
        of={of.playbooks}
        line={(one) => <PlaybookLine of={one} />}
      />
      <Part
        title={t('review.sends')}
        none={t('review.none_sent')}
        of={of.sends}
        line={(one) => <SendLine of={one} />}
      />
    </section>
  );
}

/** All of a kind, the planned first. */
function Part<T extends { id: string; linked: boolean }>({
  title,
  is,
  none,
  of,
  line,
}: {
  title: string;
  is?: string;
  none: string;
  of: T[];
  line: (one: T) => ReactNode;
}) {
  const t = useT();
  const sorted = [...of].sort((a, b) => Number(b.linked) - Number(a.linked));
  const list = (some: T[]) => (
    <ul className="review-parts">
      {some.map((one) => (
        <li key={one.id}>{line(one)}</li>
      ))}
    </ul>
  );
  return (
    <div>
      <b>{title}</b>
      {is && <Is>{is}</Is>}
      {sorted.length === 0 && <p className="muted">{none}</p>}
      {list(sorted.slice(0, SHOWN))}
      {sorted.length > SHOWN && (
        <details>
          <summary className="small">{t('review.more', { n: sorted.length - SHOWN })}</summary>
          {list(sorted.slice(SHOWN))}
        </details>
      )}
    </div>
  );
}

/** In how many groups it ran, and what became of its steps. */
function PlaybookLine({ of }: { of: Playbook }) {
  const t = useT();
  const may = useMay();
  const community = useCommunity().id;
  const name = <bdi>{of.name}</bdi>;
  const { groups, done, waiting, failed, skipped } = of;
  return (
    <div className="row apart">
      <span className="row tight">
        {may('playbook:read') ? <Link to={paths.playbook(community, of.id)}>{name}</Link> : name}
        {of.linked && <Mark tone="info">{t('review.linked')}</Mark>}
      </span>
      <span className="row tight num">
        <span className="muted">{groups > 0 ? t('review.in_groups', { n: groups }) : t('review.no_steps')}</span>
        {groups > 0 && <b>{t('review.steps_done', { n: done })}</b>}
        {waiting > 0 && <Mark tone="warn">{t('review.steps_waiting', { n: waiting })}</Mark>}
        {failed > 0 && <Mark tone="bad">{t('playbook.failed_n', { n: failed })}</Mark>}
        {skipped > 0 && <span className="muted">{t('review.steps_skipped', { n: skipped })}</span>}
      </span>
    </div>
  );
}

function SendLine({ of: one }: { of: Send }) {
  const t = useT();
  const format = useFormat();
  return (
    <div className="row apart">
      <span className="row tight">
        <SendName of={one} />
        <Mark>{t(`review.to.${one.kind}`)}</Mark>
        {one.linked && <Mark tone="info">{t('review.linked')}</Mark>}
      </span>
      <span className="row tight num">
        <span className="muted">
          <At at={one.made_at} />
        </span>
        <b>{t('review.sent_of', { sent: format.number(one.sent), of: format.number(one.reached) })}</b>
        {one.waiting > 0 && <Mark tone="warn">{t('review.waiting', { n: format.number(one.waiting) })}</Mark>}
        {one.not_sent > 0 && <span className="muted">{t('review.not_sent', { n: format.number(one.not_sent) })}</span>}
      </span>
    </div>
  );
}

/** The send itself is for who sees all communities. */
function SendName({ of }: { of: Send }) {
  const t = useT();
  const may = useMay();
  const everywhere = useSession()?.operator.communities == null;
  const name = of.text || t('review.send_files');
  return everywhere && may('delivery:read') && of.account ? (
    <Link to={paths.massSend(of.account, of.id)}>
      <bdi>{name}</bdi>
    </Link>
  ) : (
    <bdi>{name}</bdi>
  );
}
