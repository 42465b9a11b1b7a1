import { Form, InputNumber, Modal, Select } from 'antd';
import { useState } from 'react';
import { url } from '../api/client';
import { useList, useRead } from '../api/queries';
import { useCommunity } from '../community/community';
import { useT } from '../i18n';

const FORMATS = ['pdf', 'png', 'svg'] as const;

/** Codes for the printer. */
export function SheetDialog({ onClose }: { onClose: () => void }) {
  const t = useT();
  const path = { community: useCommunity().id };
  const plans = useList('/communities/{community}/plans', { path, query: { limit: 200 } });
  const channels = useRead('/communities/{community}/channels', { path });
  const [query, setQuery] = useState<{ plan?: string; channel?: string; mm: number; format: (typeof FORMATS)[number] }>(
    {
      mm: 40,
      format: 'pdf',
    },
  );
  return (
    <Modal
      open
      title={t('code.sheet')}
      onCancel={onClose}
      cancelText={t('common.cancel')}
      okText={t('code.sheet_get')}
      okButtonProps={{ href: url('/communities/{community}/code-sheet', path, query) }}
      onOk={onClose}
    >
      <p className="hint">{t('code.sheet_about')}</p>
      <Form layout="vertical">
        <Form.Item label={t('code.plan')} htmlFor="sheet-plan">
          <Select
            id="sheet-plan"
            allowClear
            onChange={(plan?: string) => setQuery({ ...query, plan })}
            options={plans.items.map((one) => ({ value: one.id, label: one.name }))}
          />
        </Form.Item>
        <Form.Item label={t('code.channel')} htmlFor="sheet-channel">
          <Select
            id="sheet-channel"
            allowClear
            onChange={(channel?: string) => setQuery({ ...query, channel })}
            options={(channels.data?.channels ?? []).map(({ channel }) => ({ value: channel.id, label: channel.name }))}
          />
        </Form.Item>
        <div className="row">
          <Form.Item label={t('code.sheet_mm')} htmlFor="sheet-mm">
            <InputNumber
              id="sheet-mm"
              min={20}
              max={180}
              precision={0}
              value={query.mm}
              onChange={(mm) => setQuery({ ...query, mm: mm ?? 40 })}
            />
          </Form.Item>
          <Form.Item label={t('code.sheet_format')} htmlFor="sheet-format" className="grow">
            <Select
              id="sheet-format"
              value={query.format}
              onChange={(format) => setQuery({ ...query, format })}
              options={FORMATS.map((one) => ({ value: one, label: t(`code.sheet_${one}`) }))}
            />
          </Form.Item>
        </div>
      </Form>
    </Modal>
  );
}
