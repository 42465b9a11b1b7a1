import { Input, Popconfirm, Skeleton } from 'antd';
import { useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { api } from '../api/client';
import { useAct, useRead } from '../api/queries';
import { paths } from '../app/paths';
import { useCommunity } from '../community/community';
import { useT } from '../i18n';
import { Is } from '../insight/Metric';
import { ActButton } from '../ui/ActButton';
import { Page } from '../ui/Page';
import { Refusal } from '../ui/Refusal';
import { Answer } from './Answer';
import { Builder } from './Builder';
import { Live } from './Live';
import { complete, EMPTY, type Condition, type Segment } from './segment';
import { Snapshots } from './Snapshots';
import './segment.css';

const CHANGES = ['/segments', '/communities/{community}/segments'];

function Editor({ segment, others }: { segment: Segment | null; others: Segment[] }) {
  const t = useT();
  const go = useNavigate();
  const community = useCommunity().id;
  const [name, setName] = useState(segment?.name ?? '');
  const [condition, setCondition] = useState<Condition>(segment?.condition ?? EMPTY);
  const save = useAct(
    () => {
      const wish = { name, condition };
      return segment
        ? api.put('/segments/{segment}', {
            path: { segment: segment.id },
            body: { ...wish, version: segment.version },
          })
        : api.post('/communities/{community}/segments', { path: { community }, body: wish });
    },
    {
      done: 'common.saved',
      changes: CHANGES,
      onDone: (saved) => segment === null && go(paths.segment(community, saved.id), { replace: true }),
    },
  );
  const drop = useAct(() => api.delete('/segments/{segment}', { path: { segment: segment?.id ?? '' } }), {
    changes: ['/communities/{community}/segments'],
    onDone: () => go(paths.segments(community)),
  });
  const blocked = !name.trim() ? t('segment.nameless') : complete(condition) ? null : t('segment.incomplete');
  return (
    <Page
      title={segment?.name ?? t('segment.make')}
      back={<Link to={paths.segments(community)}>{t('segment.title')}</Link>}
      actions={
        <div className="row tight">
          {segment && (
            <Popconfirm
              title={t('segment.drop_sure')}
              description={t('segment.drop_about')}
              okText={t('common.delete')}
              cancelText={t('common.cancel')}
              onConfirm={() => drop.mutate(undefined)}
            >
              <ActButton danger permission="segment:write" loading={drop.isPending}>
                {t('common.delete')}
              </ActButton>
            </Popconfirm>
          )}
          <ActButton
            type="primary"
            permission="segment:write"
            blocked={blocked}
            loading={save.isPending}
            onClick={() => save.mutate(undefined)}
          >
            {t('common.save')}
          </ActButton>
        </div>
      }
    >
      <div className="stack">
        <section className="panel pad stack" aria-label={t('segment.condition')}>
          <Input
            aria-label={t('common.name')}
            placeholder={t('segment.name_like')}
            maxLength={100}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
          <div className="row tight">
            <h2>{t('segment.condition')}</h2>
            <Is>{t('segment.is')}</Is>
          </div>
          <Builder of={condition} others={others} change={setCondition} />
        </section>
        <Answer of={condition} others={others} />
        {segment && <Live segment={segment} />}
        {segment && <Snapshots segment={segment.id} />}
      </div>
    </Page>
  );
}

/** One segment: its condition, who meets it, and why. */
export default function SegmentPage() {
  const { segment: id = '' } = useParams();
  const community = useCommunity().id;
  const all = useRead('/communities/{community}/segments', { path: { community } });
  if (all.error) return <Refusal problem={all.error} retry={all.refetch} />;
  if (!all.data) return <Skeleton active />;
  const segment = all.data.items.find((one) => one.id === id) ?? null;
  return (
    <Editor
      key={segment ? `${segment.id} ${segment.version}` : 'new'}
      segment={segment}
      others={all.data.items.filter((one) => one.id !== id)}
    />
  );
}
