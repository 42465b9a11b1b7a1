import { useState } from 'react';
import { api, type Schemas } from '../api/client';
import { useAct, useList } from '../api/queries';
import { useCommunity } from '../community/community';
import { useT } from '../i18n';
import { ActButton } from '../ui/ActButton';
import { At } from '../ui/At';
import { Page } from '../ui/Page';
import { ReasonDialog } from '../ui/ReasonDialog';
import { Records } from '../ui/Records';
import { Teach } from '../ui/Teach';

export default function ParkedPage() {
  const t = useT();
  const community = useCommunity();
  const list = useList('/parked', { query: { community: community.id } });
  const [discarding, setDiscarding] = useState<Schemas['ParkedEvent'] | null>(null);
  const retry = useAct((parked: string) => api.post('/parked/{parked}/retry', { path: { parked } }), {
    done: 'parked.retried',
    changes: ['/parked'],
  });
  const discard = useAct(
    ({ id, reason }: { id: string; reason: string }) =>
      api.post('/parked/{parked}/discard', { path: { parked: id }, body: { reason } }),
    { done: 'parked.discarded', changes: ['/parked'], onDone: () => setDiscarding(null) },
  );
  return (
    <Page title={t('parked.title')} about={t('parked.about')}>
      <Records
        list={list}
        label={t('parked.title')}
        empty={<Teach title={t('parked.empty')}>{t('parked.empty_about')}</Teach>}
        more={(one) => <pre className="raw">{one.raw}</pre>}
        columns={[
          { key: 'group', title: t('common.group'), width: 160, show: (one) => one.group?.name ?? '–', narrow: 'head' },
          { key: 'error', title: t('parked.error'), show: (one) => <span className="said clip3">{one.error}</span> },
          { key: 'attempts', title: t('parked.attempts'), width: 100, align: 'right', show: (one) => one.attempts },
          { key: 'at', title: t('common.time'), width: 180, show: (one) => <At at={one.parked_at} /> },
          {
            key: 'act',
            title: '',
            width: 180,
            align: 'right',
            show: (one) => (
              <span className="row">
                <ActButton
                  size="small"
                  permission="parked:write"
                  loading={retry.isPending && retry.variables === one.id}
                  onClick={() => retry.mutate(one.id)}
                >
                  {t('parked.retry')}
                </ActButton>
                <ActButton size="small" danger permission="parked:write" onClick={() => setDiscarding(one)}>
                  {t('parked.discard')}
                </ActButton>
              </span>
            ),
          },
        ]}
      />
      <ReasonDialog
        open={discarding !== null}
        danger
        title={t('parked.discard')}
        reach={t('parked.discard_reach')}
        stop={t('parked.discard_stop')}
        confirm={t('parked.discard')}
        busy={discard.isPending}
        onConfirm={(reason) => discard.mutate({ id: discarding!.id, reason })}
        onClose={() => setDiscarding(null)}
      />
    </Page>
  );
}
