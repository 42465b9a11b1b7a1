import { Button, Upload } from 'antd';
import { api } from '../api/client';
import { useAct } from '../api/queries';
import { useCommunity } from '../community/community';
import { useT } from '../i18n';

/** A field of a form that holds the hash of a picture. */
export function Picture({ value, onChange }: { value?: string | null; onChange?: (hash: string | null) => void }) {
  const t = useT();
  const community = useCommunity().id;
  const keep = useAct(
    (file: File) => api.post('/communities/{community}/page-pictures', { path: { community }, file }),
    { onDone: ({ hash }) => onChange?.(hash) },
  );
  return (
    <div className="row">
      {value && <img src={`/p/picture/${value}`} alt="" height={64} />}
      <Upload
        accept="image/png,image/jpeg,image/webp"
        showUploadList={false}
        beforeUpload={(file) => {
          keep.mutate(file);
          return false;
        }}
      >
        <Button loading={keep.isPending}>{t('page.picture_choose')}</Button>
      </Upload>
      {value && (
        <Button type="text" onClick={() => onChange?.(null)}>
          {t('page.picture_remove')}
        </Button>
      )}
    </div>
  );
}
