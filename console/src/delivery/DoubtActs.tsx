import { Modal } from 'antd';
import { useState } from 'react';
import { api } from '../api/client';
import { useAct } from '../api/queries';
import { useT } from '../i18n';
import { ActButton } from '../ui/ActButton';

const ACTS = ['arrived', 'again', 'let-be'] as const;
type Act = (typeof ACTS)[number];

/** Nobody knows whether it happened: a person looks in the group and says what is to become of it. */
export function DoubtActs({ delivery }: { delivery: string }) {
  const t = useT();
  const [asking, setAsking] = useState<Act | null>(null);
  const path = { delivery };
  const settle = useAct(
    (act: Act) =>
      act === 'arrived'
        ? api.post('/deliveries/{delivery}/arrived', { path })
        : act === 'again'
          ? api.post('/deliveries/{delivery}/again', { path })
          : api.post('/deliveries/{delivery}/let-be', { path }),
    {
      done: 'doubt.settled',
      changes: ['/deliveries', '/communities', '/tasks', '/cases'],
      onDone: () => setAsking(null),
    },
  );
  return (
    <>
      <span className="row tight">
        {ACTS.map((act) => (
          <ActButton key={act} size="small" permission="delivery:write" onClick={() => setAsking(act)}>
            {t(`doubt.${act}`)}
          </ActButton>
        ))}
      </span>
      <Modal
        open={asking !== null}
        title={asking && t(`doubt.${asking}`)}
        okText={asking && t(`doubt.${asking}`)}
        cancelText={t('common.cancel')}
        confirmLoading={settle.isPending}
        onOk={() => settle.mutate(asking!)}
        onCancel={() => setAsking(null)}
      >
        {asking && t(`doubt.${asking}.about`)}
      </Modal>
    </>
  );
}
