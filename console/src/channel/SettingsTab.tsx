import { Form } from 'antd';
import { api } from '../api/client';
import { useAct } from '../api/queries';
import { useT } from '../i18n';
import { ActButton } from '../ui/ActButton';
import { Refusal } from '../ui/Refusal';
import { CommonFields, markWrongField, otherwiseOf, PlatformFields } from './Fields';
import type { Account, Field } from './words';

type Values = { name: string; community_id?: string; values: Record<string, string | undefined> };

/** Only what changed is sent: an emptied setting is taken away, a secret left empty stays. */
function changesOf(account: Account, fields: Field[], values: Values['values']): Record<string, string | null> {
  return Object.fromEntries(
    fields.flatMap((field) => {
      const entered = values[field.field]?.trim() ?? '';
      if (field.kind === 'secret') return entered ? [[field.field, entered]] : [];
      const before = account.settings[field.field] ?? '';
      return entered === before ? [] : [[field.field, entered || null]];
    }),
  );
}

export function SettingsTab({ account, fields }: { account: Account; fields: Field[] }) {
  const t = useT();
  const [form] = Form.useForm<Values>();
  const save = useAct(
    ({ name, community_id, values }: Values) =>
      api.patch('/accounts/{account}', {
        path: { account: account.id },
        body: {
          name: name.trim(),
          community_id: community_id ?? null,
          values: changesOf(account, fields, values ?? {}),
        },
      }),
    {
      done: 'common.saved',
      changes: ['/accounts'],
      onDone: () => form.resetFields(fields.filter((one) => one.kind === 'secret').map((one) => ['values', one.field])),
    },
  );
  const marked = save.error !== null && markable(save.error, fields);
  return (
    <section className="panel pad narrow">
      <Form<Values>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{
          name: account.name,
          community_id: account.community_id ?? undefined,
          values: { ...otherwiseOf(fields), ...account.settings },
        }}
        onFinish={(values) =>
          save.mutate(values, {
            onError: (problem) => markWrongField(form, problem, fields, t('connect.field_wrong')),
          })
        }
      >
        <CommonFields />
        <PlatformFields platform={account.platform} fields={fields} kept={account.secrets_set} />
        {save.error && !marked && (
          <Form.Item>
            <Refusal problem={save.error} />
          </Form.Item>
        )}
        <ActButton type="primary" htmlType="submit" permission="account:write" loading={save.isPending}>
          {t('common.save')}
        </ActButton>
      </Form>
    </section>
  );
}

const markable = (problem: { code: string; params: Record<string, unknown> }, fields: Field[]) =>
  problem.code === 'invalid_request' && fields.some((field) => field.field === problem.params.field);
