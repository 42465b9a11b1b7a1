import { Skeleton, Tabs } from 'antd';
import { Link, useParams } from 'react-router';
import { useRead } from '../api/queries';
import { paths } from '../app/paths';
import { useCommunity } from '../community/community';
import { useT } from '../i18n';
import { Page } from '../ui/Page';
import { Refusal } from '../ui/Refusal';
import { useFilters } from '../ui/useFilters';
import { Answers } from './Answers';
import { Builder } from './Builder';
import { Conversion } from './Conversion';

const TABS = ['build', 'answers', 'conversion'] as const;

/** One member page: what it asks, what was answered, how many got through. */
export default function PagePage() {
  const t = useT();
  const { page: id = 'new' } = useParams();
  const community = useCommunity().id;
  const { values, set } = useFilters('tab');
  const found = useRead('/pages/{page}', { path: { page: id } }, { enabled: id !== 'new' });
  const back = <Link to={paths.acquisition(community, { tab: 'pages' })}>{t('acquisition.tab.pages')}</Link>;
  if (id === 'new')
    return (
      <Page title={t('page.make')} back={back}>
        <Builder page={null} />
      </Page>
    );
  if (found.error) return <Refusal problem={found.error} retry={found.refetch} />;
  if (!found.data) return <Skeleton active />;
  const page = found.data;
  const tab = TABS.find((one) => one === values.tab) ?? 'build';
  return (
    <Page title={page.name} about={t('page.version', { n: page.version })} back={back}>
      <Tabs
        activeKey={tab}
        onChange={(chosen) => set({ tab: chosen === 'build' ? null : chosen })}
        destroyOnHidden
        items={TABS.map((key) => ({
          key,
          label: t(`page.tab.${key}`),
          children:
            key === 'build' ? (
              <Builder key={page.id} page={page} />
            ) : key === 'answers' ? (
              <Answers page={page} />
            ) : (
              <Conversion page={page} />
            ),
        }))}
      />
    </Page>
  );
}
