import { Alert, Button, Modal, Select, Upload } from 'antd';
import { useState } from 'react';
import { api, type Schemas } from '../api/client';
import { useAct } from '../api/queries';
import { useCommunity } from '../community/community';
import { useT } from '../i18n';
import { useFormat } from '../i18n/format';
import { Refusal } from '../ui/Refusal';
import { ENCODINGS, WrongLines } from './ImportDialog';

type Table = Schemas['ProductUserTable'];

/** People who use the product, to compare members with: shown first, then kept. */
export function UsersDialog({ onClose }: { onClose: () => void }) {
  const t = useT();
  const path = { community: useCommunity().id };
  const [file, setFile] = useState<File>();
  const [encoding, setEncoding] = useState<(typeof ENCODINGS)[number]>('UTF-8');
  const read = (keep: boolean) =>
    api.post('/communities/{community}/product-users/csv', {
      path,
      query: { keep, name: file!.name.slice(0, 100), encoding },
      file: new Blob([file!], { type: 'text/csv' }),
    });
  const look = useAct(() => read(false), {});
  const write = useAct(() => read(true), {
    done: 'customer.users_imported',
    changes: ['/communities/{community}/purchase-batches', '/communities/{community}/customers'],
    onDone: onClose,
  });
  const seen = look.data;
  const ready = seen !== undefined && seen.missing.length === 0 && seen.counts.fresh > 0;
  return (
    <Modal
      open
      width={640}
      title={t('customer.import_users')}
      onCancel={onClose}
      cancelText={t('common.cancel')}
      okText={t(ready ? 'table.write' : 'table.look')}
      okButtonProps={{ disabled: !file }}
      confirmLoading={look.isPending || write.isPending}
      onOk={() => (ready ? write : look).mutate(undefined)}
    >
      <div className="stack">
        <p className="hint">{t('customer.import_users_about')}</p>
        <div className="row wrap">
          <Upload
            accept=".csv,.txt,text/csv"
            showUploadList={false}
            beforeUpload={(chosen) => {
              setFile(chosen);
              look.reset();
              return false;
            }}
          >
            <Button>{file ? file.name : t('table.choose')}</Button>
          </Upload>
          <Select
            aria-label={t('customer.encoding')}
            style={{ minWidth: 140 }}
            value={encoding}
            onChange={(one) => {
              setEncoding(one);
              look.reset();
            }}
            options={ENCODINGS.map((one) => ({ value: one, label: one }))}
          />
        </div>
        {look.error && <Refusal problem={look.error} />}
        {write.error && <Refusal problem={write.error} />}
        {seen && <Seen seen={seen} />}
      </div>
    </Modal>
  );
}

function Seen({ seen }: { seen: Table }) {
  const t = useT();
  const format = useFormat();
  const { fresh, known, differing } = seen.counts;
  if (seen.missing.length > 0)
    return <Alert type="warning" showIcon title={t('customer.users_missing', { fields: seen.missing.join(', ') })} />;
  return (
    <>
      <Alert
        type="info"
        showIcon
        title={t('customer.users_would', { fresh: format.number(fresh), known: format.number(known) })}
        description={seen.traits.length > 0 && t('customer.users_traits', { traits: seen.traits.join(', ') })}
      />
      {differing > 0 && (
        <Alert type="warning" showIcon title={t('customer.users_differing', { n: format.number(differing) })} />
      )}
      <WrongLines n={seen.counts.wrong} wrong={seen.wrong} />
    </>
  );
}
