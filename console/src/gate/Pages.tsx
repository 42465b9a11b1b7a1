import { useNavigate } from 'react-router';
import { Link } from 'react-router';
import { useList } from '../api/queries';
import { paths } from '../app/paths';
import { useCommunity } from '../community/community';
import { useT } from '../i18n';
import { useFormat } from '../i18n/format';
import { ActButton } from '../ui/ActButton';
import { At } from '../ui/At';
import { Mark } from '../ui/Mark';
import { Records } from '../ui/Records';
import { Teach } from '../ui/Teach';

/** The member pages of a community. */
export function Pages() {
  const t = useT();
  const format = useFormat();
  const go = useNavigate();
  const community = useCommunity().id;
  const list = useList('/communities/{community}/pages', { path: { community } }, { refetchInterval: 10_000 });
  const make = (
    <ActButton type="primary" permission="gate:write" onClick={() => void go(paths.page(community, 'new'))}>
      {t('page.make')}
    </ActButton>
  );
  return (
    <>
      {list.items.length > 0 && <div className="row apart filters">{make}</div>}
      <Records
        list={list}
        label={t('acquisition.tab.pages')}
        empty={
          <Teach title={t('page.empty')} actions={make}>
            {t('page.empty_about')}
          </Teach>
        }
        columns={[
          {
            key: 'name',
            title: t('code.label'),
            narrow: 'head',
            show: (page) => (
              <Link to={paths.page(community, page.id)}>
                <b>
                  <bdi>{page.name}</bdi>
                </b>
              </Link>
            ),
          },
          {
            key: 'gates',
            title: t('page.gates'),
            narrow: 'line',
            show: (page) => page.document.gates.map((gate) => gate.title).join(' → ') || '–',
          },
          {
            key: 'state',
            title: t('common.state'),
            width: 170,
            show: (page) => (
              <span className="stack tight">
                <span>
                  <Mark tone={page.closed ? 'plain' : 'good'}>{t(page.closed ? 'page.closed' : 'page.open')}</Mark>
                </span>
                <span className="small muted">
                  {t('page.version', { n: page.version })} · <At at={page.changed_at} />
                </span>
              </span>
            ),
          },
          ...(['visitors', 'passed', 'waiting'] as const).map((count) => ({
            key: count,
            title: t(`page.${count}`),
            width: 100,
            align: 'right' as const,
            show: (page: (typeof list.items)[number]) => format.number(page.counts[count]),
          })),
        ]}
      />
    </>
  );
}
