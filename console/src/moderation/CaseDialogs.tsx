import { Input, Modal } from 'antd';
import { useState } from 'react';
import { api, type Schemas } from '../api/client';
import { useAct } from '../api/queries';
import { useT } from '../i18n';
import { ReasonDialog } from '../ui/ReasonDialog';

export type CaseAct = 'pardon' | 'appeal' | 'grant' | 'uphold';
const CHANGES = ['/cases', '/members', '/groups', '/sandbox', '/journal', '/deliveries'];

/** What an operator can decide about a case. */
export function CaseDialogs({ one, act, onClose }: { one: Schemas['Case']; act: CaseAct | null; onClose: () => void }) {
  const t = useT();
  const [text, setText] = useState('');
  const path = { case: one.id };
  const pardon = useAct((reason: string) => api.post('/cases/{case}/pardon', { path, body: { reason } }), {
    done: 'case.pardoned',
    changes: CHANGES,
    onDone: onClose,
  });
  const appeal = useAct((said: string) => api.post('/cases/{case}/appeal', { path, body: { text: said } }), {
    done: 'case.appealed',
    changes: CHANGES,
    onDone: onClose,
  });
  const decide = useAct(
    (body: { granted: boolean; reason: string }) => api.post('/cases/{case}/appeal/decision', { path, body }),
    { done: 'case.decided', changes: CHANGES, onDone: onClose },
  );
  const member = one.member.name;
  return (
    <>
      <ReasonDialog
        open={act === 'pardon'}
        title={t('case.pardon_title', { member })}
        reach={t('case.pardon_reach', { member })}
        stop={t('case.pardon_stop')}
        confirm={t('case.pardon')}
        busy={pardon.isPending}
        onConfirm={(reason) => pardon.mutate(reason)}
        onClose={onClose}
      />
      <ReasonDialog
        open={act === 'grant' || act === 'uphold'}
        title={t('case.decide_title')}
        reach={t(act === 'grant' ? 'case.grant_reach' : 'case.uphold_reach', { member })}
        stop={t(act === 'grant' ? 'case.pardon_stop' : 'case.uphold_stop')}
        confirm={t(act === 'grant' ? 'case.grant' : 'case.uphold')}
        busy={decide.isPending}
        onConfirm={(reason) => decide.mutate({ granted: act === 'grant', reason })}
        onClose={onClose}
      />
      <Modal
        open={act === 'appeal'}
        title={t('case.appeal_title', { member })}
        okText={t('common.save')}
        cancelText={t('common.cancel')}
        okButtonProps={{ disabled: text.trim() === '' }}
        confirmLoading={appeal.isPending}
        onOk={() => appeal.mutate(text.trim())}
        onCancel={onClose}
        afterClose={() => setText('')}
      >
        <p className="hint">{t('case.appeal_about')}</p>
        <label className="field">
          <span>{t('case.appeal_text')}</span>
          <Input.TextArea
            value={text}
            onChange={(event) => setText(event.target.value)}
            autoSize={{ minRows: 3 }}
            maxLength={2000}
          />
        </label>
      </Modal>
    </>
  );
}
