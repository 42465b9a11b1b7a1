import { Input, Modal } from 'antd';
import { useState } from 'react';
import type { Schemas } from '../api/client';
import { useT } from '../i18n';

/** Refuses who asks, with words or without. */
export function RefuseDialog({
  request,
  busy,
  onConfirm,
  onClose,
}: {
  request: Schemas['JoinRequest'] | null;
  busy: boolean;
  onConfirm: (reason: string) => void;
  onClose: () => void;
}) {
  const t = useT();
  const [reason, setReason] = useState('');
  return (
    <Modal
      open={request !== null}
      title={request && t('admission.refuse_who', { name: request.member.name, group: request.group.name })}
      okText={t('admission.refuse')}
      okButtonProps={{ danger: true }}
      cancelText={t('common.cancel')}
      confirmLoading={busy}
      onOk={() => onConfirm(reason.trim())}
      onCancel={onClose}
      afterClose={() => setReason('')}
    >
      <label className="field">
        <span>{t('admission.reason')}</span>
        <Input value={reason} maxLength={200} onChange={(event) => setReason(event.target.value)} />
        <span className="small muted">{t('admission.reason_about')}</span>
      </label>
    </Modal>
  );
}
