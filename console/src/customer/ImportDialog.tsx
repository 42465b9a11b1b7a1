import { Alert, Button, Form, Input, Modal, Select, Upload } from 'antd';
import { useState } from 'react';
import { api, type Schemas } from '../api/client';
import { useAct } from '../api/queries';
import { useCommunity } from '../community/community';
import { useT } from '../i18n';
import { useFormat } from '../i18n/format';
import { Refusal } from '../ui/Refusal';
import { written } from './money';

type Table = Schemas['PurchaseTable'];
const FIELDS = ['order', 'contact', 'member', 'at', 'amount', 'quantity', 'price', 'kind', 'currency'] as const;
export const ENCODINGS = ['UTF-8', 'GB18030', 'windows-1252'] as const;
export const CURRENCIES = ['CNY', 'HKD', 'TWD', 'USD', 'EUR', 'GBP', 'JPY', 'SGD'];
const WRONG_SHOWN = 10;

/** A table is shown first: which column says what, what it would change, which lines are wrong. */
export function ImportDialog({ onClose }: { onClose: () => void }) {
  const t = useT();
  const path = { community: useCommunity().id };
  const [file, setFile] = useState<File>();
  const [shop, setShop] = useState('');
  const [currency, setCurrency] = useState('CNY');
  const [encoding, setEncoding] = useState<(typeof ENCODINGS)[number]>('UTF-8');
  const [columns, setColumns] = useState<Record<string, number>>();
  const [header, setHeader] = useState<string[]>();
  const read = (keep: boolean) => {
    const chosen = columns && Object.entries(columns).map(([field, at]) => `${field}:${at}`);
    return api.post('/communities/{community}/purchases/csv', {
      path,
      query: {
        keep,
        name: file!.name.slice(0, 100),
        shop,
        currency,
        encoding,
        columns: chosen?.join(',') || undefined,
      },
      file: new Blob([file!], { type: 'text/csv' }),
    });
  };
  const look = useAct(() => read(false), {
    onDone: (found: Table) => {
      setColumns(found.columns);
      setHeader(found.header);
    },
  });
  const write = useAct(() => read(true), {
    done: 'customer.imported',
    changes: ['/communities/{community}/purchase-batches', '/communities/{community}/customers'],
    onDone: onClose,
  });
  const seen = look.data;
  const ready = seen !== undefined && seen.missing.length === 0 && seen.counts.fresh + seen.counts.differing > 0;
  const changed = () => look.reset();
  const choose = (field: string, at: number | undefined) => {
    const { [field]: _, ...others } = columns ?? {};
    setColumns(at === undefined ? others : { ...others, [field]: at });
    changed();
  };
  return (
    <Modal
      open
      width={760}
      title={t('customer.import')}
      onCancel={onClose}
      cancelText={t('common.cancel')}
      okText={t(ready ? 'table.write' : 'table.look')}
      okButtonProps={{ disabled: !file }}
      confirmLoading={look.isPending || write.isPending}
      onOk={() => (ready ? write : look).mutate(undefined)}
    >
      <div className="stack">
        <p className="hint">{t('customer.import_about')}</p>
        <Upload
          accept=".csv,.txt,text/csv"
          showUploadList={false}
          beforeUpload={(chosen) => {
            setFile(chosen);
            setColumns(undefined);
            setHeader(undefined);
            changed();
            return false;
          }}
        >
          <Button>{file ? file.name : t('table.choose')}</Button>
        </Upload>
        <Form layout="vertical" className="row wrap">
          <Form.Item label={t('customer.shop')} htmlFor="import-shop" extra={t('customer.shop_about')}>
            <Input
              id="import-shop"
              maxLength={60}
              value={shop}
              onChange={(event) => {
                setShop(event.target.value);
                changed();
              }}
            />
          </Form.Item>
          <Form.Item label={t('customer.currency')} htmlFor="import-currency">
            <Select
              id="import-currency"
              value={currency}
              onChange={(one) => {
                setCurrency(one);
                changed();
              }}
              options={CURRENCIES.map((one) => ({ value: one, label: one }))}
            />
          </Form.Item>
          <Form.Item label={t('customer.encoding')} htmlFor="import-encoding">
            <Select
              id="import-encoding"
              style={{ minWidth: 140 }}
              value={encoding}
              onChange={(one) => {
                setEncoding(one);
                changed();
              }}
              options={ENCODINGS.map((one) => ({ value: one, label: one }))}
            />
          </Form.Item>
        </Form>
        {look.error && <Refusal problem={look.error} />}
        {header && (
          <Form layout="vertical" className="row wrap" aria-label={t('customer.columns')}>
            {FIELDS.map((field) => (
              <Form.Item key={field} label={t(`customer.field.${field}`)} htmlFor={`import-${field}-column`}>
                <Select
                  id={`import-${field}-column`}
                  allowClear
                  style={{ width: 160 }}
                  value={columns?.[field]}
                  onChange={(at?: number) => choose(field, at)}
                  options={header.map((title, at) => ({ value: at, label: title || `${at + 1}` }))}
                />
              </Form.Item>
            ))}
          </Form>
        )}
        {seen && <Seen seen={seen} />}
      </div>
    </Modal>
  );
}

function Seen({ seen }: { seen: Table }) {
  const t = useT();
  const format = useFormat();
  if (seen.missing.length > 0)
    return (
      <Alert
        type="warning"
        showIcon
        title={t('customer.missing', {
          fields: seen.missing.map((one) => t.code('customer.field', one)).join(', '),
        })}
      />
    );
  const counts = seen.counts;
  return (
    <>
      <Alert
        type="info"
        showIcon
        title={t('customer.would', { fresh: format.number(counts.fresh), known: format.number(counts.known) })}
        description={t('customer.would_lines', {
          lines: format.number(counts.lines),
          nobody: format.number(counts.nobody),
          refunds: format.number(counts.refunds),
        })}
      />
      {counts.differing > 0 && (
        <Alert
          type="warning"
          showIcon
          title={t('customer.differing', { n: format.number(counts.differing) })}
          description={
            <>
              <p>{t('customer.differing_about')}</p>
              <ul>
                {seen.differs.slice(0, WRONG_SHOWN).map((one) => (
                  <li key={`${one.order} ${one.kind}`}>
                    {t('customer.differ', {
                      order: one.order,
                      kept: written(t.language, one.kept.amount, one.kept.currency),
                      told: written(t.language, one.told.amount, one.told.currency),
                    })}
                  </li>
                ))}
              </ul>
            </>
          }
        />
      )}
      <WrongLines n={counts.wrong} wrong={seen.wrong} />
    </>
  );
}

/** How many, and the first of them by their number in the file. */
export function WrongLines({ n, wrong }: { n: number; wrong: Table['wrong'] }) {
  const t = useT();
  const format = useFormat();
  return (
    n > 0 && (
      <Alert
        type="error"
        showIcon
        title={t('customer.wrong_lines', { n: format.number(n) })}
        description={
          <ul>
            {wrong.slice(0, WRONG_SHOWN).map((one) => (
              <li key={one.line}>{t('table.wrong_line', { line: one.line, detail: one.detail })}</li>
            ))}
          </ul>
        }
      />
    )
  );
}
