import { Alert, Input, Modal } from 'antd';
import { useState, type ReactNode } from 'react';
import { useT } from '../i18n';

/** Asks for the reason of a grave act and says whom it reaches and how it can be stopped or undone. */
export function ReasonDialog({
  open,
  title,
  reach,
  stop,
  confirm,
  danger,
  busy,
  extra,
  longest = 2000,
  onConfirm,
  onClose,
}: {
  open: boolean;
  title: string;
  reach: ReactNode;
  stop: ReactNode;
  confirm: string;
  danger?: boolean;
  busy?: boolean;
  extra?: ReactNode;
  longest?: number;
  onConfirm: (reason: string) => void;
  onClose: () => void;
}) {
  const t = useT();
  const [reason, setReason] = useState('');
  return (
    <Modal
      open={open}
      title={title}
      okText={confirm}
      cancelText={t('common.cancel')}
      okButtonProps={{ danger, disabled: reason.trim() === '' }}
      confirmLoading={busy}
      onOk={() => onConfirm(reason.trim())}
      onCancel={onClose}
      afterClose={() => setReason('')}
      destroyOnHidden
    >
      <div className="stack">
        <Alert type={danger ? 'warning' : 'info'} title={reach} description={stop} />
        {extra}
        <label className="field">
          <span>{t('common.reason')}</span>
          <Input.TextArea
            value={reason}
            onChange={(event) => setReason(event.target.value)}
            autoSize={{ minRows: 2, maxRows: 6 }}
            maxLength={longest}
            placeholder={t('common.reason_placeholder')}
          />
        </label>
      </div>
    </Modal>
  );
}
