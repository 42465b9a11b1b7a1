import { Alert, Form, Input, InputNumber, Modal, Select, Typography } from 'antd';
import { useState } from 'react';
import { api, type Schemas } from '../api/client';
import { useAct, useRead } from '../api/queries';
import { useT } from '../i18n';
import { ActButton } from '../ui/ActButton';
import { FormDialog } from '../ui/FormDialog';

interface Fields {
  gate: string;
  label: string;
  count: number;
  uses: number;
}

/** Codes for the gates that take them; nothing where a page has no such gate. */
export function MembershipCodes({ page }: { page: Schemas['GatePage'] }) {
  const t = useT();
  const gates = page.document.gates.filter((gate) => gate.kind === 'membership');
  const path = { page: page.id };
  const made = useRead('/pages/{page}/membership-codes', { path }, { enabled: gates.length > 0 });
  const [making, setMaking] = useState(false);
  const [codes, setCodes] = useState<string[] | null>(null);
  const make = useAct((body: Fields) => api.post('/pages/{page}/membership-codes', { path, body }), {
    changes: ['/pages'],
    onDone: (answer) => {
      setMaking(false);
      setCodes(answer.codes);
    },
  });
  if (gates.length === 0) return null;
  const needed = { required: true, message: t('setup.required') };
  return (
    <div className="panel pad filters">
      <div className="row apart">
        <b>{t('membership.title')}</b>
        <ActButton permission="gate:write" onClick={() => setMaking(true)}>
          {t('membership.make')}
        </ActButton>
      </div>
      {made.data?.batches.map((batch) => (
        <div key={batch.made_at + batch.label}>
          <bdi>{batch.label}</bdi>{' '}
          <span className="muted">
            {t('membership.used', { codes: batch.codes, used: batch.used, uses: batch.uses })}
          </span>
        </div>
      ))}
      <FormDialog<Fields, unknown>
        open={making}
        title={t('membership.make')}
        initial={{ gate: gates[0]!.key, count: 10, uses: 1 }}
        act={make}
        onClose={() => setMaking(false)}
      >
        <Form.Item name="gate" label={t('answer.gate')}>
          <Select options={gates.map((gate) => ({ value: gate.key, label: gate.title }))} />
        </Form.Item>
        <Form.Item name="label" label={t('membership.label')} rules={[needed]}>
          <Input maxLength={100} />
        </Form.Item>
        <div className="row">
          <Form.Item name="count" label={t('membership.count')} rules={[needed]}>
            <InputNumber min={1} max={1000} precision={0} />
          </Form.Item>
          <Form.Item name="uses" label={t('membership.uses')} rules={[needed]}>
            <InputNumber min={1} max={100_000} precision={0} />
          </Form.Item>
        </div>
      </FormDialog>
      <Modal open={codes !== null} title={t('membership.title')} footer={null} onCancel={() => setCodes(null)}>
        <div className="stack">
          <Alert type="warning" showIcon title={t('membership.once')} />
          <Typography.Paragraph copyable={{ text: codes?.join('\n') }}>
            <code className="codes">{codes?.join('\n')}</code>
          </Typography.Paragraph>
        </div>
      </Modal>
    </div>
  );
}
