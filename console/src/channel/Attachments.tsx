import { DeleteOutlined, PaperClipOutlined, UploadOutlined } from '@ant-design/icons';
import { Button, Input, Upload } from 'antd';
import { api, url, type Schemas } from '../api/client';
import { useAct, useRead } from '../api/queries';
import { useT } from '../i18n';
import { useFormat } from '../i18n/format';
import { ActButton } from '../ui/ActButton';
import { Refusal } from '../ui/Refusal';
import type { Account } from './words';

export type Attachment = Schemas['Attachment'];
type Kind = Attachment['type'];
const ALL: Kind[] = ['image', 'video', 'file', 'link', 'miniprogram'];
// What the platform takes; the server reads what it really is.
const ACCEPT: Partial<Record<Kind, string>> = {
  image: 'image/png,image/jpeg',
  miniprogram: 'image/png,image/jpeg',
  video: 'video/mp4',
};

const LIMIT = {
  image: 'attachment.limit.image',
  miniprogram: 'attachment.limit.image',
  video: 'attachment.limit.video',
  file: 'attachment.limit.file',
} as const;

const contentOf = (account: Account, file: string) =>
  url('/accounts/{account}/files/{file}', { account: account.id, file });

/** One file that was uploaded: a picture is seen, anything else has a name and a size. */
function FileShown({ account, file, picture }: { account: Account; file: string; picture: boolean }) {
  const t = useT();
  const format = useFormat();
  const about = useRead('/accounts/{account}/files/{file}/about', { path: { account: account.id, file } });
  const name = about.data?.name ?? '…';
  return (
    <span className="row tight">
      {picture && (
        <img
          src={contentOf(account, file)}
          alt={t('attachment.picture_of', { name })}
          style={{ maxHeight: 56, maxWidth: 96, objectFit: 'contain' }}
        />
      )}
      <a href={contentOf(account, file)} download={name}>
        <bdi>{name}</bdi>
      </a>
      {about.data && (
        <span className="small muted">
          {t('attachment.size', { kb: format.number(Math.max(1, Math.round(about.data.size / 1024))) })}
        </span>
      )}
    </span>
  );
}

/** What goes with a text, as it was written. */
export function AttachmentShown({ account, attachment }: { account: Account; attachment: Attachment }) {
  const picture = attachment.type === 'image' || attachment.type === 'miniprogram';
  return (
    <span className="row tight">
      {attachment.title &&
        (attachment.url ? (
          <a href={attachment.url} target="_blank" rel="noreferrer noopener">
            {attachment.title}
          </a>
        ) : (
          <span>{attachment.title}</span>
        ))}
      {attachment.file && <FileShown account={account} file={attachment.file} picture={picture} />}
    </span>
  );
}

function UploadButton({
  account,
  kind,
  onKept,
}: {
  account: Account;
  kind: Exclude<Kind, 'link'>;
  onKept: (file: string) => void;
}) {
  const t = useT();
  const keep = useAct(
    (file: File) =>
      api.post('/accounts/{account}/files', { path: { account: account.id }, query: { name: file.name }, file }),
    { onDone: (kept) => onKept(kept.id) },
  );
  return (
    <span className="stack tight">
      <Upload
        accept={ACCEPT[kind]}
        showUploadList={false}
        beforeUpload={(file) => {
          keep.mutate(file);
          return false;
        }}
      >
        <Button icon={<UploadOutlined aria-hidden />} loading={keep.isPending}>
          {t(kind === 'miniprogram' ? 'attachment.choose_cover' : 'attachment.choose')}
        </Button>
      </Upload>
      <span className="small muted">{t(LIMIT[kind])}</span>
      {keep.error && <Refusal problem={keep.error} />}
    </span>
  );
}

function Fields({
  account,
  value,
  onChange,
}: {
  account: Account;
  value: Attachment;
  onChange: (value: Attachment) => void;
}) {
  const t = useT();
  const text = (name: 'title' | 'url' | 'description' | 'appid' | 'page', longest: number) => (
    <Input
      aria-label={t(`attachment.${name}`)}
      placeholder={t(`attachment.${name}`)}
      value={value[name] ?? ''}
      maxLength={longest}
      style={{ flex: '1 1 180px', width: 'auto' }}
      onChange={(event) => onChange({ ...value, [name]: event.target.value })}
    />
  );
  return (
    <div className="row grow">
      {value.type === 'link' && (
        <>
          {text('title', 60)}
          {text('url', 2000)}
          {text('description', 250)}
        </>
      )}
      {value.type === 'miniprogram' && (
        <>
          {text('title', 30)}
          {text('appid', 64)}
          {text('page', 1000)}
        </>
      )}
      {value.type !== 'link' &&
        (value.file ? (
          <AttachmentShown account={account} attachment={{ type: value.type, file: value.file }} />
        ) : (
          <UploadButton account={account} kind={value.type} onKept={(file) => onChange({ ...value, file })} />
        ))}
    </div>
  );
}

/** Whether everything that has to be filled in is. */
const complete = (one: Attachment) =>
  one.type === 'link'
    ? Boolean(one.title?.trim()) && /^https?:\/\//.test(one.url ?? '')
    : Boolean(one.file) &&
      (one.type !== 'miniprogram' || Boolean(one.title?.trim() && one.appid?.trim() && one.page?.trim()));

/** A rule for the form. */
export const filledIn = (message: string) => ({
  validator: (_: unknown, value?: Attachment[]) =>
    (value ?? []).every(complete) ? Promise.resolve() : Promise.reject(new Error(message)),
});

/** Chooses what goes with a text; a field of a form. */
export function Attachments({
  account,
  most,
  kinds = ALL,
  value = [],
  onChange = () => {},
}: {
  account: Account;
  most: number;
  kinds?: Kind[];
  value?: Attachment[];
  onChange?: (value: Attachment[]) => void;
}) {
  const t = useT();
  const full = value.length >= most && t('attachment.full', { n: most });
  return (
    <div className="stack tight">
      {value.map((one, i) => (
        <div key={i} className="row" style={{ alignItems: 'flex-start' }}>
          <span className="small muted" style={{ minWidth: 64 }}>
            {t(`attachment.type.${one.type}`)}
          </span>
          <Fields
            account={account}
            value={one}
            onChange={(changed) => onChange(value.map((each, n) => (n === i ? changed : each)))}
          />
          <Button
            icon={<DeleteOutlined aria-hidden />}
            aria-label={t('attachment.remove')}
            onClick={() => onChange(value.filter((_, n) => n !== i))}
          />
        </div>
      ))}
      <span className="row tight">
        <PaperClipOutlined aria-hidden />
        {kinds.map((kind) => (
          <ActButton
            key={kind}
            size="small"
            permission="delivery:write"
            blocked={full}
            onClick={() => onChange([...value, { type: kind }])}
          >
            {t(`attachment.type.${kind}`)}
          </ActButton>
        ))}
      </span>
    </div>
  );
}
