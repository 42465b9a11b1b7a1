import { App, Modal } from 'antd';
import { api, type Schemas } from '../api/client';
import { useAct, useList } from '../api/queries';
import { useCommunity } from '../community/community';
import { useT } from '../i18n';
import { useFormat } from '../i18n/format';
import { useActorName } from '../moderation/actors';
import { ActButton } from '../ui/ActButton';
import { At } from '../ui/At';
import { Records } from '../ui/Records';
import { Teach } from '../ui/Teach';

type Batch = Schemas['CostBatch'];

/** Tables of costs that were written; each is taken back as one. */
export function CostBatches({ onClose }: { onClose: () => void }) {
  const t = useT();
  const format = useFormat();
  const name = useActorName();
  const { modal, message } = App.useApp();
  const list = useList('/communities/{community}/cost-batches', { path: { community: useCommunity().id } });
  const back = useAct((batch: string) => api.post('/cost-batches/{batch}/take-back', { path: { batch } }), {
    changes: [
      '/communities/{community}/cost-batches',
      '/communities/{community}/channels',
      '/communities/{community}/funnel',
    ],
    onDone: ({ restored, kept }) =>
      void message.success(t(kept > 0 ? 'cost_batch.back_kept' : 'cost_batch.back', { restored, kept })),
  });
  const ask = (batch: Batch) =>
    modal.confirm({
      title: t('cost_batch.ask', { days: batch.days }),
      content: t('cost_batch.ask_about'),
      okText: t('cost_batch.take_back'),
      cancelText: t('common.cancel'),
      okButtonProps: { danger: true },
      onOk: () => back.mutateAsync(batch.id).catch(() => {}),
    });
  return (
    <Modal open title={t('cost_batch.title')} onCancel={onClose} footer={null} width={760}>
      <Records
        list={list}
        label={t('cost_batch.title')}
        empty={<Teach title={t('cost_batch.empty')}>{t('cost_batch.empty_about')}</Teach>}
        columns={[
          { key: 'at', title: t('cost_batch.at'), narrow: 'head', show: (batch) => <At at={batch.given_at} /> },
          { key: 'by', title: t('cost_batch.by'), show: (batch) => <bdi>{name(batch.given_by)}</bdi> },
          {
            key: 'days',
            title: t('cost_batch.days'),
            width: 80,
            align: 'right',
            show: (batch) => format.number(batch.days),
          },
          {
            key: 'amount',
            title: t('acquisition.cost'),
            width: 120,
            align: 'right',
            show: (batch) => format.money(batch.amount),
          },
          {
            key: 'acts',
            title: '',
            width: 150,
            narrow: 'line',
            show: (batch) =>
              batch.taken_back_at ? (
                <span className="muted">{t('cost_batch.taken_back')}</span>
              ) : (
                <ActButton size="small" danger permission="acquisition:write" onClick={() => ask(batch)}>
                  {t('cost_batch.take_back')}
                </ActButton>
              ),
          },
        ]}
      />
    </Modal>
  );
}
