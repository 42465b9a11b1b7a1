import { Form, Input, Select, type FormInstance } from 'antd';
import { ProblemError } from '../api/client';
import { useList } from '../api/queries';
import { useT } from '../i18n';
import { useChannelWords, type Field } from './words';

const LONGEST_NAME = 80;
const KEYS = /keys$/; // several lines of text belong into it

/** What every account has: a name for operators, and the community its groups go to. */
export function CommonFields() {
  const t = useT();
  const communities = useList('/communities', { query: { limit: 200 } });
  return (
    <>
      <Form.Item
        name="name"
        label={t('connect.name')}
        extra={t('connect.name_about')}
        rules={[{ required: true, whitespace: true, message: t('setup.required') }]}
      >
        <Input maxLength={LONGEST_NAME} />
      </Form.Item>
      <Form.Item name="community_id" label={t('connect.community')} extra={t('connect.community_about')}>
        <Select
          allowClear
          placeholder={t('accounts.nowhere')}
          options={communities.items.map((one) => ({ value: one.id, label: one.name }))}
        />
      </Form.Item>
    </>
  );
}

/** The fields a platform asks for. A secret is written and never read back: `kept` names those there are. */
export function PlatformFields({ platform, fields, kept }: { platform: string; fields: Field[]; kept?: string[] }) {
  const t = useT();
  const word = useChannelWords();
  return fields.map((field) => {
    const has = kept?.includes(field.field) ?? false;
    const hints = [
      word.fieldIs(platform, field.field),
      field.kind === 'secret' && t('connect.secret_about'),
      field.otherwise && field.kind !== 'choice' && t('connect.otherwise', { value: field.otherwise }),
    ].filter(Boolean);
    const placeholder =
      kept === undefined || field.kind !== 'secret'
        ? undefined
        : t(has ? 'account.secret_kept' : 'account.secret_missing');
    return (
      <Form.Item
        key={field.field}
        name={['values', field.field]}
        label={
          <>
            {word.field(platform, field.field)}
            {!field.required && field.kind !== 'choice' && (
              <span className="muted small optional">{t('connect.optional')}</span>
            )}
          </>
        }
        extra={hints.join(t.language === 'en' ? ' ' : '')}
        rules={[{ required: field.required && !has, whitespace: true, message: t('setup.required') }]}
      >
        {field.kind === 'choice' ? (
          <Select
            options={field.choices.map((choice) => ({
              value: choice,
              label: word.choice(platform, field.field, choice),
            }))}
          />
        ) : field.kind === 'secret' && !KEYS.test(field.field) ? (
          <Input.Password autoComplete="new-password" placeholder={placeholder} />
        ) : field.kind === 'secret' ? (
          <Input.TextArea autoSize={{ minRows: 3, maxRows: 8 }} spellCheck={false} placeholder={placeholder} />
        ) : (
          <Input autoComplete="off" spellCheck={false} inputMode={field.kind.endsWith('url') ? 'url' : undefined} />
        )}
      </Form.Item>
    );
  });
}

/** What an absent value means, so that a choice never looks empty. */
export const otherwiseOf = (fields: Field[]) =>
  Object.fromEntries(
    fields.filter((field) => field.kind === 'choice').map((field) => [field.field, field.otherwise ?? undefined]),
  );

/** What was entered, without spaces around it and without what stayed empty. */
export const given = (values: Record<string, string | undefined>) =>
  Object.fromEntries(
    Object.entries(values).flatMap(([field, value]) => (value?.trim() ? [[field, value.trim()] as const] : [])),
  );

/** Puts the server's refusal of one field where the field is; false when it is about something else. */
export function markWrongField(form: FormInstance, problem: unknown, fields: Field[], message: string): boolean {
  const field = problem instanceof ProblemError && problem.code === 'invalid_request' ? problem.params.field : null;
  if (typeof field !== 'string' || !fields.some((one) => one.field === field)) return false;
  const name = ['values', field];
  form.setFields([{ name, errors: [message] }]);
  form.scrollToField(name, { block: 'center' });
  return true;
}
