import { Link } from 'react-router';
import type { Schemas } from '../api/client';
import { paths } from '../app/paths';
import { useCommunity } from '../community/community';
import { useT } from '../i18n';
import { useFormat } from '../i18n/format';
import { useMay, useSession } from '../identity/session';
import { Metric } from '../insight/Metric';
import { At } from '../ui/At';
import { Mark } from '../ui/Mark';

export type Ran = Schemas['ReviewDid'];
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
      <div>
        <b>{t('review.ran')}</b>
        {of.experiments.length === 0 && <p className="muted">{t('review.none_ran')}</p>}
        <ul className="review-parts">
          {of.experiments.map((one) => (
            <li key={one.id} className="row">
              <Link to={paths.experiment(community, one.id)}>{one.name}</Link>
              <Mark>{t(`review.experiment.${one.state}`)}</Mark>
              {one.linked && <Mark tone="info">{t('review.linked')}</Mark>}
            </li>
          ))}
        </ul>
      </div>
      <Sends of={of.sends} />
    </section>
  );
}

/** The planned first. */
function Sends({ of }: { of: Send[] }) {
  const t = useT();
  const sends = [...of].sort((a, b) => Number(b.linked) - Number(a.linked));
  return (
    <div>
      <b>{t('review.sends')}</b>
      {sends.length === 0 && <p className="muted">{t('review.none_sent')}</p>}
      <SendList of={sends.slice(0, SHOWN)} />
      {sends.length > SHOWN && (
        <details>
          <summary className="small">{t('review.more', { n: sends.length - SHOWN })}</summary>
          <SendList of={sends.slice(SHOWN)} />
        </details>
      )}
    </div>
  );
}

function SendList({ of }: { of: Send[] }) {
  const t = useT();
  const format = useFormat();
  return (
    <ul className="review-parts">
      {of.map((one) => (
        <li key={one.id} className="row apart">
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
            {one.not_sent > 0 && (
              <span className="muted">{t('review.not_sent', { n: format.number(one.not_sent) })}</span>
            )}
          </span>
        </li>
      ))}
    </ul>
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
