import { Alert, Input, Modal } from 'antd';
import { useState } from 'react';
import { api } from '../api/client';
import { useAct } from '../api/queries';
import { useCommunity } from '../community/community';
import { useT } from '../i18n';
import { Refusal } from '../ui/Refusal';

export function PublishDialog({ open, over, onClose }: { open: boolean; over: number | null; onClose: () => void }) {
  const t = useT();
  const community = useCommunity();
  const [note, setNote] = useState('');
  const publish = useAct(
    () =>
      api.post('/communities/{community}/rules/publish', {
        path: { community: community.id },
        body: { note: note.trim() || null, over },
      }),
    { done: 'rules.published', changes: ['/communities/{community}/rules', '/journal'], onDone: onClose },
  );
  return (
    <Modal
      open={open}
      title={t('rules.publish_title')}
      okText={t('rules.publish')}
      cancelText={t('common.cancel')}
      confirmLoading={publish.isPending}
      onOk={() => publish.mutate(undefined)}
      onCancel={onClose}
      afterClose={() => setNote('')}
    >
      <div className="stack">
        <Alert
          type="warning"
          title={t('rules.publish_reach', { community: community.name, groups: community.groups })}
          description={t('rules.publish_stop')}
        />
        <label className="field">
          <span>{t('rules.publish_note')}</span>
          <Input.TextArea
            value={note}
            onChange={(event) => setNote(event.target.value)}
            autoSize={{ minRows: 2 }}
            maxLength={500}
          />
        </label>
        {publish.error && <Refusal problem={publish.error} />}
      </div>
    </Modal>
  );
}
