import { DownloadOutlined } from '@ant-design/icons';
import { Alert, Button, Dropdown, Popconfirm, Select, Skeleton } from 'antd';
import { useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { api, url } from '../api/client';
import { useAct, useRead } from '../api/queries';
import { paths } from '../app/paths';
import { useCommunity } from '../community/community';
import { useT } from '../i18n';
import { ActButton } from '../ui/ActButton';
import { Mark } from '../ui/Mark';
import { Page } from '../ui/Page';
import { Refusal } from '../ui/Refusal';
import { useFilters } from '../ui/useFilters';
import { CheckTable } from './CheckTable';
import { Decide, DecisionList } from './Decisions';
import { Did } from './Did';
import { PlansDiffer } from './PlansDiffer';
import { ReviewDialog, type Review } from './ReviewDialog';
import { State } from './ReviewsPage';
import '../insight/insight.css';
import './review.css';

function Plan({ of }: { of: Review }) {
  const t = useT();
  return (
    <section className="panel pad stack" aria-label={t('review.plan')}>
      <h2>{t('review.plan')}</h2>
      <div className="row">
        <Mark tone="info">{t(`review.goal.${of.goal}`)}</Mark>
        <span className="num">{t('review.days_of', { from: of.from, until: of.until })}</span>
        <State of={of} />
      </div>
      <p style={{ margin: 0 }}>
        <span className="muted">{t('review.hypothesis')}: </span>
        <bdi>{of.hypothesis || t('review.nothing_said')}</bdi>
      </p>
    </section>
  );
}

function Against({
  of,
  value,
  change,
}: {
  of: string;
  value: string | undefined;
  change: (id: string | null) => void;
}) {
  const t = useT();
  const community = useCommunity().id;
  const all = useRead('/communities/{community}/reviews', { path: { community } });
  const others = (all.data?.items ?? []).filter((one) => one.id !== of);
  return (
    <label className="row tight">
      <span className="muted">{t('review.against')}</span>
      <Select
        aria-label={t('review.against')}
        value={value ?? ''}
        style={{ width: 240, maxWidth: '100%' }}
        onChange={(id: string) => change(id || null)}
        options={[
          { value: '', label: t('review.against_before') },
          ...others.map((one) => ({ value: one.id, label: one.name })),
        ]}
      />
    </label>
  );
}

const FILES = (['pdf', 'html'] as const).flatMap((kind) =>
  (['zh-CN', 'en'] as const).map((language) => ({ kind, language, key: `${kind} ${language}` })),
);

/** For people who have no account here; held against the same as on the page. */
function Export({ review, against }: { review: string; against: string | undefined }) {
  const t = useT();
  const files = [...FILES].sort((a, b) => Number(b.language === t.language) - Number(a.language === t.language));
  const download = (key: string) => {
    const { kind, language } = FILES.find((file) => file.key === key)!;
    window.location.assign(url(`/reviews/{review}/board.${kind}`, { review }, { against, language }));
  };
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: files.map(({ key, kind, language }) => ({
          key,
          label: t(`review.export.${kind}`, { language: t(`review.export_language.${language}`) }),
        })),
        onClick: ({ key }) => download(key),
      }}
    >
      <Button icon={<DownloadOutlined aria-hidden />}>{t('review.export')}</Button>
    </Dropdown>
  );
}

/** One period: what was wanted, what ran, what came of it, what follows. */
export default function ReviewPage() {
  const t = useT();
  const go = useNavigate();
  const { review: id = '' } = useParams();
  const community = useCommunity().id;
  const { values, set } = useFilters('against');
  const [changing, setChanging] = useState(false);
  const found = useRead('/reviews/{review}', {
    path: { review: id },
    query: values.against ? { against: values.against } : {},
  });
  const drop = useAct(() => api.delete('/reviews/{review}', { path: { review: id } }), {
    changes: ['/communities/{community}/reviews'],
    onDone: () => go(paths.reviews(community)),
  });
  if (found.error) return <Refusal problem={found.error} retry={found.refetch} />;
  if (!found.data) return <Skeleton active />;
  const { review, last, measured, against } = found.data;
  return (
    <Page
      title={review.name}
      back={<Link to={paths.reviews(community)}>{t('review.title')}</Link>}
      actions={
        <div className="row tight">
          <Export review={review.id} against={values.against} />
          <Popconfirm
            title={t('review.drop_sure')}
            description={t('review.drop_about')}
            okText={t('common.delete')}
            cancelText={t('common.cancel')}
            onConfirm={() => drop.mutate(undefined)}
          >
            <ActButton danger permission="review:write" loading={drop.isPending}>
              {t('common.delete')}
            </ActButton>
          </Popconfirm>
          <ActButton permission="review:write" onClick={() => setChanging(true)}>
            {t('review.change')}
          </ActButton>
        </div>
      }
    >
      <div className="stack">
        {last && last.decisions.length > 0 && (
          <section className="panel pad" aria-label={t('review.last', { name: last.name })}>
            <h2>
              <Link to={paths.review(community, last.id)}>{t('review.last', { name: last.name })}</Link>
            </h2>
            <DecisionList of={last.decisions} />
          </section>
        )}
        <Plan of={review} />
        <Did of={found.data.did} />
        {found.data.other && <PlansDiffer one={found.data} other={found.data.other} />}
        <section className="stack" aria-label={t('review.check')}>
          <div className="row apart">
            <h2>{t('review.check')}</h2>
            <Against of={review.id} value={values.against} change={(other) => set({ against: other })} />
          </div>
          <p className="muted num" style={{ margin: 0 }}>
            {t('review.measured', {
              from: measured.from,
              until: measured.until,
              from2: against.from,
              until2: against.until,
            })}
          </p>
          {review.state === 'running' && <Alert type="info" showIcon title={t('review.partial')} />}
          <CheckTable lines={found.data.check} runs={review.state === 'running'} />
        </section>
        <section className="panel pad stack" aria-label={t('review.act')}>
          <div className="row apart">
            <h2>{t('review.act')}</h2>
            <Decide review={review.id} />
          </div>
          {found.data.decisions.length === 0 ? (
            <p className="muted">{t('review.no_decisions')}</p>
          ) : (
            <DecisionList of={found.data.decisions} />
          )}
        </section>
      </div>
      {changing && <ReviewDialog review={review} linked={found.data.did} onClose={() => setChanging(false)} />}
    </Page>
  );
}
