import { useState } from 'react';
import { Link } from 'react-router';
import { ONE_PAGE, useRead } from '../api/queries';
import { paths } from '../app/paths';
import { useCommunity } from '../community/community';
import { useT } from '../i18n';
import { ActButton } from '../ui/ActButton';
import { Mark, type Tone } from '../ui/Mark';
import { Page } from '../ui/Page';
import { Records } from '../ui/Records';
import { Teach } from '../ui/Teach';
import { TargetDialog } from './TargetDialog';
import { ReviewDialog, type Review } from './ReviewDialog';

const TONE: Record<Review['state'], Tone> = { coming: 'plain', running: 'good', over: 'info' };

export function State({ of }: { of: Review }) {
  const t = useT();
  return <Mark tone={TONE[of.state]}>{t(`review.state.${of.state}`)}</Mark>;
}

/** The periods a community plans and looks back on. */
export default function ReviewsPage() {
  const t = useT();
  const community = useCommunity().id;
  const found = useRead('/communities/{community}/reviews', { path: { community } });
  const [making, setMaking] = useState(false);
  const items = found.data?.items ?? [];
  const [table, setTable] = useState(false);
  const make = (
    <>
      <ActButton permission="review:write" onClick={() => setTable(true)}>
        {t('target.title')}
      </ActButton>
      <ActButton type="primary" permission="review:write" onClick={() => setMaking(true)}>
        {t('review.make')}
      </ActButton>
    </>
  );
  return (
    <Page title={t('review.title')} about={t('review.about')} actions={items.length > 0 && make}>
      <Records
        list={{ ...found, items, ...ONE_PAGE }}
        label={t('review.title')}
        empty={
          <Teach title={t('review.empty')} actions={make}>
            {t('review.empty_about')}
          </Teach>
        }
        columns={[
          {
            key: 'name',
            title: t('common.name'),
            narrow: 'head',
            show: (one) => (
              <span className="stack tight">
                <Link to={paths.review(community, one.id)}>{one.name}</Link>
                {one.hypothesis && <span className="small muted">{one.hypothesis}</span>}
              </span>
            ),
          },
          { key: 'goal', title: t('review.goal'), width: 160, show: (one) => t(`review.goal.${one.goal}`) },
          {
            key: 'days',
            title: t('review.days'),
            width: 240,
            narrow: 'line',
            show: (one) => t('review.days_of', { from: one.from, until: one.until }),
          },
          { key: 'state', title: t('review.state'), width: 120, show: (one) => <State of={one} /> },
        ]}
      />
      {table && <TargetDialog onClose={() => setTable(false)} />}
      {making && <ReviewDialog review={null} onClose={() => setMaking(false)} />}
    </Page>
  );
}
