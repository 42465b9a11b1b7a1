import type { Schemas } from '../api/client';
import { useT } from '../i18n';
import { useFormat } from '../i18n/format';
import { Mark } from '../ui/Mark';
import { ONE_PAGE } from '../api/queries';
import { Records } from '../ui/Records';
import { RATIOS, type Review } from './ReviewDialog';
import type { Ran } from './Did';

type Side = { review: Review; did: Ran };

/** Two plans side by side, and what is not the same in them. */
export function PlansDiffer({ one, other }: { one: Side; other: NonNullable<Schemas['ReviewWhole']['other']> }) {
  const t = useT();
  const format = useFormat();
  const named = (names: string[]) => names.join(t.language === 'zh-CN' ? '；' : '; ') || t('review.none_linked');
  const targets = (of: Review) =>
    RATIOS.flatMap((ratio) => {
      const target = of.targets[ratio];
      if (target == null) return [];
      const value = ratio === 'referral' ? format.decimal(target) : format.percent(target);
      return [`${t(`review.ratio.${ratio}`)} ≥ ${value}`];
    }).join(t.language === 'zh-CN' ? '；' : '; ') || t('review.no_targets');
  const rows: [string, string, (of: Side) => string][] = [
    ['goal', t('review.goal'), ({ review }) => t(`review.goal.${review.goal}`)],
    ['days', t('review.days'), ({ review }) => t('review.days_of', { from: review.from, until: review.until })],
    ['hypothesis', t('review.hypothesis'), ({ review }) => review.hypothesis || t('review.nothing_said')],
    ['targets', t('review.target'), ({ review }) => targets(review)],
    [
      'experiments',
      t('review.experiments'),
      ({ did }) => named(did.experiments.filter((it) => it.linked).map((it) => it.name)),
    ],
    [
      'playbooks',
      t('review.playbooks'),
      ({ did }) => named(did.playbooks.filter((it) => it.linked).map((it) => it.name)),
    ],
    [
      'sends',
      t('review.sends'),
      ({ did }) => named(did.sends.filter((it) => it.linked).map((it) => it.text || t('review.send_files'))),
    ],
  ];
  const items = rows.map(([id, head, of]) => ({ id, head, one: of(one), other: of(other) }));
  return (
    <section className="stack" aria-label={t('review.plans')}>
      <h2>{t('review.plans')}</h2>
      <Records
        list={{ items, error: null, isPending: false, refetch: () => undefined, ...ONE_PAGE }}
        label={t('review.plans')}
        empty={null}
        columns={[
          {
            key: 'head',
            title: t('review.plan'),
            width: 200,
            narrow: 'head',
            show: (row) => (
              <span className="row tight">
                <b>{row.head}</b>
                {row.one !== row.other && <Mark tone="info">{t('review.differs')}</Mark>}
              </span>
            ),
          },
          { key: 'one', title: one.review.name, narrow: 'line', show: (row) => <bdi>{row.one}</bdi> },
          { key: 'other', title: other.review.name, narrow: 'line', show: (row) => <bdi>{row.other}</bdi> },
        ]}
      />
    </section>
  );
}
