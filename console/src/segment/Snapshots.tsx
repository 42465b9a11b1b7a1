import { Button, Modal, Skeleton } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { api, type Schemas } from '../api/client';
import { ONE_PAGE, useAct, useRead } from '../api/queries';
import { paths } from '../app/paths';
import { useCommunity } from '../community/community';
import { useT } from '../i18n';
import { useFormat } from '../i18n/format';
import { ActButton } from '../ui/ActButton';
import { At } from '../ui/At';
import { Records } from '../ui/Records';
import { Refusal } from '../ui/Refusal';
import { Teach } from '../ui/Teach';

type Snapshot = Schemas['SegmentSnapshot'];
const PATH = '/segments/{segment}/snapshots';

function People({ segment, snapshot, close }: { segment: string; snapshot: Snapshot; close: () => void }) {
  const t = useT();
  const community = useCommunity().id;
  const [after, setAfter] = useState<string | null>(null);
  const page = useRead('/segments/{segment}/snapshots/{snapshot}/people', {
    path: { segment, snapshot: snapshot.id },
    query: after === null ? {} : { after },
  });
  const next = page.data?.next_after ?? null;
  return (
    <Modal open title={t('segment.snapshot_people')} footer={null} onCancel={close}>
      {page.error ? (
        <Refusal problem={page.error} retry={page.refetch} />
      ) : !page.data ? (
        <Skeleton active />
      ) : (
        <div className="stack">
          <div className="row tight">
            {page.data.items.map((one) => (
              <Link key={one.id} className="underlined" to={paths.member(community, one.id)}>
                <bdi>{one.name}</bdi>
              </Link>
            ))}
          </div>
          {next && <Button onClick={() => setAfter(next)}>{t('common.more')}</Button>}
        </div>
      )}
    </Modal>
  );
}

/** Who was in a segment at moments somebody chose. */
export function Snapshots({ segment }: { segment: string }) {
  const t = useT();
  const format = useFormat();
  const path = { segment };
  const [shown, setShown] = useState<Snapshot | null>(null);
  const found = useRead(PATH, { path });
  const take = useAct(() => api.post(PATH, { path }), { done: 'segment.taken', changes: [PATH] });
  const button = (
    <ActButton permission="segment:write" loading={take.isPending} onClick={() => take.mutate(undefined)}>
      {t('segment.take')}
    </ActButton>
  );
  const items = found.data?.items ?? [];
  return (
    <section className="stack" aria-label={t('segment.snapshots')}>
      <div className="row apart">
        <h2>{t('segment.snapshots')}</h2>
        {items.length > 0 && button}
      </div>
      <Records
        list={{ ...found, items, ...ONE_PAGE }}
        label={t('segment.snapshots')}
        empty={
          <Teach title={t('segment.no_snapshots')} actions={button}>
            {t('segment.no_snapshots_about')}
          </Teach>
        }
        columns={[
          { key: 'at', title: t('common.time'), narrow: 'head', show: (one) => <At at={one.taken_at} /> },
          {
            key: 'people',
            title: t('segment.people'),
            align: 'right',
            show: (one) => (
              <Button type="link" size="small" onClick={() => setShown(one)}>
                {format.number(one.people)}
              </Button>
            ),
          },
          { key: 'version', title: t('segment.version'), align: 'right', show: (one) => one.version },
        ]}
      />
      {shown && <People segment={segment} snapshot={shown} close={() => setShown(null)} />}
    </section>
  );
}
