import { Link, useNavigate } from 'react-router';
import { ONE_PAGE, useRead } from '../api/queries';
import { paths } from '../app/paths';
import { useCommunity } from '../community/community';
import { useT } from '../i18n';
import { useFormat } from '../i18n/format';
import { ActButton } from '../ui/ActButton';
import { At } from '../ui/At';
import { Mark } from '../ui/Mark';
import { Page } from '../ui/Page';
import { Records } from '../ui/Records';
import { Teach } from '../ui/Teach';

/** The conditions a community keeps. */
export default function SegmentsPage() {
  const t = useT();
  const format = useFormat();
  const go = useNavigate();
  const community = useCommunity().id;
  const found = useRead('/communities/{community}/segments', { path: { community } }, { refetchInterval: 10_000 });
  const items = found.data?.items ?? [];
  const make = (
    <ActButton type="primary" permission="segment:write" onClick={() => go(paths.segment(community, 'new'))}>
      {t('segment.make')}
    </ActButton>
  );
  return (
    <Page title={t('segment.title')} about={t('segment.about')} actions={items.length > 0 && make}>
      <Records
        list={{ ...found, items, ...ONE_PAGE }}
        label={t('segment.title')}
        empty={
          <Teach title={t('segment.empty')} actions={make}>
            {t('segment.empty_about')}
          </Teach>
        }
        columns={[
          {
            key: 'name',
            title: t('common.name'),
            narrow: 'head',
            show: (one) => <Link to={paths.segment(community, one.id)}>{one.name}</Link>,
          },
          {
            key: 'people',
            title: t('segment.people'),
            width: 160,
            align: 'right',
            show: (one) =>
              one.live ? (
                <span className="row tight">
                  <Mark tone="good">{t('segment.live')}</Mark>
                  <span className="num">{format.number(one.people)}</span>
                </span>
              ) : (
                '–'
              ),
          },
          { key: 'version', title: t('segment.version'), width: 110, align: 'right', show: (one) => one.version },
          { key: 'changed', title: t('segment.changed'), width: 200, show: (one) => <At at={one.changed_at} /> },
        ]}
      />
    </Page>
  );
}
