import { Alert, Form, Input, InputNumber, Radio, Select, Skeleton } from 'antd';
import { api } from '../api/client';
import { useAct, useRead } from '../api/queries';
import { useCommunity } from '../community/community';
import { useGroups } from '../community/groups';
import { useMay } from '../identity/session';
import { useT, type Language } from '../i18n';
import { At } from '../ui/At';
import { FormDialog } from '../ui/FormDialog';
import { Refusal } from '../ui/Refusal';
import { addresses, EVERY, isAddress, MOST_ADDRESSES, WEEKDAYS, type Every, type Schedule } from './schedule';

interface Fields {
  every: Every;
  weekday: number;
  monthday: number;
  at: string;
  group?: string;
  emails?: string;
  language: Language;
}

const dayOf = (fields: Pick<Fields, 'every' | 'weekday' | 'monthday'>) =>
  fields.every === 'week' ? fields.weekday : fields.every === 'month' ? fields.monthday : undefined;

/** The next three times, as the server reckons them. */
function Next() {
  const t = useT();
  const community = useCommunity().id;
  const form = Form.useFormInstance<Fields>();
  const every = Form.useWatch('every', form) ?? 'week';
  const weekday = Form.useWatch('weekday', form) ?? 1;
  const monthday = Form.useWatch('monthday', form) ?? 1;
  const at = Form.useWatch('at', form) ?? '09:00';
  const found = useRead(
    '/communities/{community}/schedules/times',
    { path: { community }, query: { every, day: dayOf({ every, weekday, monthday }), at } },
    { enabled: at !== '' },
  );
  if (found.error) return <Refusal problem={found.error} />;
  if (!found.data) return <Skeleton active title={false} paragraph={{ rows: 3 }} />;
  return (
    <section aria-label={t('schedule.next')} className="hint">
      {t('schedule.next_in', { zone: found.data.zone })}
      <ol>
        {found.data.items.map((one) => (
          <li key={one.at}>
            <At at={one.at} />
            {one.note && ` · ${t(`schedule.note.${one.note}`)}`}
          </li>
        ))}
      </ol>
    </section>
  );
}

function When() {
  const t = useT();
  const form = Form.useFormInstance<Fields>();
  const every = Form.useWatch('every', form) ?? 'week';
  const needed = { required: true, message: t('setup.required') };
  return (
    <>
      <Form.Item name="every" label={t('schedule.every')}>
        <Radio.Group options={EVERY.map((one) => ({ value: one, label: t(`schedule.every.${one}`) }))} />
      </Form.Item>
      <Form.Item hidden={every !== 'week'} name="weekday" label={t('schedule.weekday')}>
        <Select options={WEEKDAYS.map((one) => ({ value: one, label: t(`schedule.weekday.${one}`) }))} />
      </Form.Item>
      <Form.Item
        hidden={every !== 'month'}
        name="monthday"
        label={t('schedule.monthday')}
        extra={t('schedule.monthday_is')}
        rules={[needed]}
      >
        <InputNumber min={1} max={31} precision={0} />
      </Form.Item>
      <Form.Item name="at" label={t('schedule.at')} rules={[needed]}>
        <Input type="time" style={{ maxWidth: 140 }} />
      </Form.Item>
      <Next />
    </>
  );
}

/** When a question is asked again, and where its answer goes. */
export function ScheduleDialog({
  saved,
  mail,
  onClose,
}: {
  saved: { id: string; name: string };
  mail: boolean;
  onClose: () => void;
}) {
  const t = useT();
  const may = useMay();
  const groups = useGroups();
  const speaks = may('delivery:write');
  const make = useAct(
    (fields: Fields) =>
      api.post('/saved/{saved}/schedules', {
        path: { saved: saved.id },
        body: {
          every: fields.every,
          ...(dayOf(fields) ? { day: dayOf(fields) } : {}),
          at: fields.at,
          language: fields.language,
          emails: addresses(fields.emails ?? ''),
          group: fields.group ?? null,
        },
      }),
    { done: 'schedule.made', changes: ['/communities/{community}/schedules'], onDone: onClose },
  );
  return (
    <FormDialog<Fields, Schedule>
      open
      title={t('schedule.make_of', { name: saved.name })}
      confirm={t('common.save')}
      about={t('schedule.about')}
      initial={{ every: 'week', weekday: 1, monthday: 1, at: '09:00', language: t.language }}
      act={make}
      onClose={onClose}
    >
      <When />
      <Form.Item
        name="group"
        label={t('schedule.group')}
        extra={t(speaks ? 'schedule.group_is' : 'schedule.group_not')}
        dependencies={['emails']}
        rules={[
          ({ getFieldValue }) => ({
            validator: (_, group?: string) =>
              group || addresses((getFieldValue('emails') as string | undefined) ?? '').length > 0
                ? Promise.resolve()
                : Promise.reject(new Error(t('schedule.somewhere'))),
          }),
        ]}
      >
        <Select
          allowClear
          disabled={!speaks}
          showSearch={{ optionFilterProp: 'label' }}
          options={groups.items
            .filter((one) => one.platform !== 'history')
            .map((one) => ({ value: one.id, label: one.name }))}
        />
      </Form.Item>
      {!mail && <Alert type="info" showIcon title={t('schedule.mail_off')} />}
      <Form.Item
        name="emails"
        label={t('schedule.emails')}
        extra={t('schedule.emails_is')}
        rules={[
          {
            validator: (_, text?: string) => {
              const all = addresses(text ?? '');
              const wrong = all.find((one) => !isAddress(one));
              return wrong
                ? Promise.reject(new Error(t('schedule.no_address', { text: wrong })))
                : all.length > MOST_ADDRESSES
                  ? Promise.reject(new Error(t('schedule.too_many', { n: MOST_ADDRESSES })))
                  : Promise.resolve();
            },
          },
        ]}
      >
        <Input.TextArea disabled={!mail} rows={2} placeholder="ana@example.com, bo@example.com" />
      </Form.Item>
      <Form.Item name="language" label={t('schedule.language')}>
        <Radio.Group
          options={[
            { value: 'zh-CN', label: '中文' },
            { value: 'en', label: 'English' },
          ]}
        />
      </Form.Item>
    </FormDialog>
  );
}
