import type { Schemas } from '../api/client';
import { Link } from 'react-router';
import { ONE_PAGE } from '../api/queries';
import { paths } from '../app/paths';
import { useCommunity } from '../community/community';
import { useT } from '../i18n';
import { useFormat } from '../i18n/format';
import { Is } from '../insight/Metric';
import { Mark } from '../ui/Mark';
import { Records } from '../ui/Records';

type Line = Schemas['ReviewLine'];
type Value = Line['now'];

const SURE = 0.05;

function useValues(line: Line) {
  const t = useT();
  const format = useFormat();
  const plain = line.ratio === 'referral';
  const value = (of: number) => (plain ? format.decimal(of) : format.percent(of));
  const change = (by: number) => {
    const sign = by > 0 ? '+' : '';
    return plain ? sign + format.decimal(by) : t('review.points', { n: sign + format.decimal(by * 100) });
  };
  return { value, change, format, t };
}

function Shown({ of, line }: { of: Value; line: Line }) {
  const { value, format, t } = useValues(line);
  if (!of) return <>–</>;
  return (
    <span className="stack tight num">
      <b>{value(of.value)}</b>
      <span className="small muted">
        {t(line.ratio === 'referral' ? 'review.of_referral' : 'review.of', {
          hits: format.number(of.hits),
          of: format.number(of.of),
        })}
      </span>
      {of.low !== null && of.high !== null && (
        <span className="small muted">{t('review.interval', { low: value(of.low), high: value(of.high) })}</span>
      )}
      {of.few && <span className="small muted">{t('review.few')}</span>}
    </span>
  );
}

/** Who still has days left has not missed anything yet. */
function Target({ line, runs }: { line: Line; runs: boolean }) {
  const { value, t } = useValues(line);
  if (line.target === null) return <>–</>;
  return (
    <span className="stack tight num">
      {value(line.target)}
      {line.met !== null && (
        <span>
          <Mark tone={line.met ? 'good' : runs ? 'warn' : 'bad'}>
            {t(line.met ? 'review.met' : runs ? 'review.not_yet' : 'review.missed')}
          </Mark>
        </span>
      )}
    </span>
  );
}

function Change({ line }: { line: Line }) {
  const { change, t } = useValues(line);
  if (line.change === null) return <>–</>;
  return (
    <span className="stack tight num">
      <b>{change(line.change)}</b>
      {line.p !== null && (
        <span className="small muted">
          {t('review.p', { p: line.p < 0.001 ? '< 0.001' : `= ${line.p.toFixed(3)}` })}
          <Is>{t('review.p_is')}</Is> {t(line.p < SURE ? 'review.sure' : 'review.unsure')}
        </span>
      )}
    </span>
  );
}

function Parts({ line }: { line: Line }) {
  const { change, format, t } = useValues(line);
  const community = useCommunity().id;
  if (line.parts.length === 0) return null;
  const count = (of: { hits: number; of: number }) =>
    t(line.ratio === 'referral' ? 'review.of_referral' : 'review.of', {
      hits: format.number(of.hits),
      of: format.number(of.of),
    });
  return (
    <details>
      <summary className="small">{t('review.moved')}</summary>
      <Is>{t('review.moved_is')}</Is>
      <ul className="review-parts">
        {line.parts.map((part) => (
          <li key={`${part.kind} ${part.id}`} className="row apart small">
            <span>
              {part.kind === 'group' ? (
                <Link to={`${paths.overview(community)}?group=${part.id}`}>{part.name}</Link>
              ) : part.kind === 'channel' ? (
                <Link to={`${paths.acquisition(community)}?tab=funnel`}>{part.name}</Link>
              ) : (
                t('review.part.rest')
              )}
            </span>
            <span className="num muted">
              {count(part.before)} → {count(part.now)}
            </span>
            <b className="num">{change(part.share)}</b>
          </li>
        ))}
      </ul>
    </details>
  );
}

/** The six ratios; those of the goal are marked. */
export function CheckTable({ lines, runs }: { lines: Line[]; runs: boolean }) {
  const t = useT();
  return (
    <Records
      list={{
        items: lines.map((line) => ({ ...line, id: line.ratio })),
        error: null,
        isPending: false,
        refetch: () => undefined,
        ...ONE_PAGE,
      }}
      label={t('review.check')}
      empty={null}
      columns={[
        {
          key: 'ratio',
          title: t('review.ratio'),
          narrow: 'head',
          show: (line) => (
            <span className="stack tight">
              <span>
                <b>{t(`review.ratio.${line.ratio}`)}</b> <Is>{t(`review.is.${line.ratio}`)}</Is>{' '}
                {line.of_goal && <Mark tone="info">{t('review.of_goal')}</Mark>}
              </span>
              <Parts line={line} />
            </span>
          ),
        },
        {
          key: 'now',
          title: t('review.now'),
          width: 210,
          narrow: 'line',
          show: (line) =>
            line.unknown ? (
              <span className="muted">{t(`review.unknown.${line.unknown}`)}</span>
            ) : (
              <Shown of={line.now} line={line} />
            ),
        },
        { key: 'target', title: t('review.target'), width: 110, show: (line) => <Target line={line} runs={runs} /> },
        {
          key: 'before',
          title: t('review.before'),
          width: 210,
          narrow: 'line',
          show: (line) => <Shown of={line.before} line={line} />,
        },
        { key: 'change', title: t('review.change_by'), width: 190, show: (line) => <Change line={line} /> },
      ]}
    />
  );
}
