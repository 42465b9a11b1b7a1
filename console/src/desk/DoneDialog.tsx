import { Input, Modal } from 'antd';
import { useState } from 'react';
import { useT } from '../i18n';

/** Something was done by a person, who may say a word about it. */
export function DoneDialog({
  title,
  confirm,
  busy,
  onDone,
  onClose,
}: {
  title: string | null;
  confirm: string;
  busy: boolean;
  onDone: (note: string | null) => void;
  onClose: () => void;
}) {
  const t = useT();
  const [note, setNote] = useState('');
  return (
    <Modal
      open={title !== null}
      title={title}
      okText={confirm}
      cancelText={t('common.cancel')}
      confirmLoading={busy}
      onOk={() => onDone(note.trim() || null)}
      onCancel={onClose}
      afterClose={() => setNote('')}
    >
      <label className="field">
        <span>{t('tasks.note')}</span>
        <Input.TextArea
          value={note}
          onChange={(event) => setNote(event.target.value)}
          autoSize={{ minRows: 2 }}
          maxLength={2000}
        />
      </label>
    </Modal>
  );
}
