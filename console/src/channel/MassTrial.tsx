import { Form, Input, Select } from 'antd';
import { useRead, useList } from '../api/queries';
import type { Schemas } from '../api/client';
import { useT } from '../i18n';
import { Attachments, filledIn, type Attachment } from './Attachments';
import type { Account } from './words';

export type Trial = {
  community?: string;
  tried?: string;
  per?: Record<string, { what?: 'same' | 'own' | 'nothing'; text?: string; attachments?: Attachment[] }>;
};

type Variant = NonNullable<Schemas['MassSendWish']['variants']>[number];

/** What arms get instead, of the form: only of the experiment that is chosen. */
export const variantsOf = ({ tried, per }: Trial): Variant[] =>
  Object.entries(per ?? {})
    .filter(([code]) => tried && code.startsWith(`${tried}:`))
    .flatMap<Variant>(([code, { what, text, attachments }]) =>
      what === 'nothing'
        ? [{ arms: [code], nothing: true, text: '', attachments: [] }]
        : what === 'own'
          ? [{ arms: [code], nothing: false, text: text ?? '', attachments: attachments ?? [] }]
          : [],
    );

/** Arms by their names, as an operator knows them; none are everybody else. */
export function ArmNames({ codes }: { codes: string[] }) {
  const t = useT();
  const id = codes[0]?.split(':')[0] ?? '';
  const found = useRead('/experiments/{experiment}', { path: { experiment: id } }, { enabled: id !== '' });
  if (codes.length === 0) return t('mass.everybody_else');
  const one = found.data;
  const arms = one ? [...one.arms, ...(one.held_out ? [{ ...one.held_out, name: t('experiment.holdout') }] : [])] : [];
  const names = codes.map((code) => arms.find((arm) => arm.code === code)?.name ?? code);
  return <bdi>{one ? `${one.name} · ${names.join(' · ')}` : names.join(' · ')}</bdi>;
}

/** Tries an experiment with a mass send: what each of its arms gets. */
export function MassTrial({ account }: { account: Account }) {
  const t = useT();
  const form = Form.useFormInstance();
  const community: string | undefined = Form.useWatch('community', form);
  const tried: string | undefined = Form.useWatch('tried', form);
  const per: Trial['per'] = Form.useWatch('per', form);
  const communities = useList('/communities', { query: { limit: 200 } });
  const experiments = useRead(
    '/communities/{community}/experiments',
    { path: { community: community ?? '' }, query: { limit: 200 } },
    { enabled: Boolean(community) },
  );
  const running = (experiments.data?.items ?? []).filter((one) => one.unit === 'member' && one.state === 'running');
  const chosen = running.find((one) => one.id === tried);
  const arms = chosen
    ? [...chosen.arms, ...(chosen.held_out ? [{ ...chosen.held_out, name: t('experiment.holdout') }] : [])]
    : [];
  return (
    <>
      <Form.Item name="community" label={t('mass.try')} extra={t('mass.try_about')}>
        <Select
          allowClear
          showSearch
          optionFilterProp="label"
          placeholder={t('mass.try_nothing')}
          options={communities.items.map((one) => ({ value: one.id, label: one.name }))}
          onChange={() => form.setFieldValue('tried', undefined)}
        />
      </Form.Item>
      {community && (
        <Form.Item
          name="tried"
          label={t('mass.experiment')}
          rules={[{ required: true, message: t('setup.required') }]}
          extra={experiments.data && running.length === 0 && t('mass.experiment_none')}
        >
          <Select options={running.map((one) => ({ value: one.id, label: one.name }))} />
        </Form.Item>
      )}
      {arms.map((arm) => (
        <div key={arm.code} role="group" aria-label={arm.name}>
          <Form.Item name={['per', arm.code, 'what']} label={t('mass.arm_gets', { arm: arm.name })} initialValue="same">
            <Select
              options={(['same', 'own', 'nothing'] as const).map((one) => ({
                value: one,
                label: t(`mass.arm.${one}`),
              }))}
            />
          </Form.Item>
          {per?.[arm.code]?.what === 'own' && (
            <>
              <Form.Item
                name={['per', arm.code, 'text']}
                label={t('mass.arm_text', { arm: arm.name })}
                rules={[{ required: true, message: t('setup.required') }]}
              >
                <Input.TextArea autoSize={{ minRows: 3, maxRows: 10 }} maxLength={1300} showCount />
              </Form.Item>
              <Form.Item
                name={['per', arm.code, 'attachments']}
                label={t('attachment.label')}
                rules={[filledIn(t('attachment.incomplete'))]}
              >
                <Attachments account={account} most={9} />
              </Form.Item>
            </>
          )}
        </div>
      ))}
    </>
  );
}
