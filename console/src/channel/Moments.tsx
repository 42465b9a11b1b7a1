import { App, Alert, Form, Input, Select, Tooltip } from 'antd';
import { useState } from 'react';
import { api, type Schemas } from '../api/client';
import { useAct, useList, useRead } from '../api/queries';
import { useT } from '../i18n';
import { useFormat } from '../i18n/format';
import { ActButton } from '../ui/ActButton';
import { At } from '../ui/At';
import { FormDialog } from '../ui/FormDialog';
import { Mark, type Tone } from '../ui/Mark';
import { Records } from '../ui/Records';
import { Said } from '../ui/Said';
import { Teach } from '../ui/Teach';
import { Attachments, AttachmentShown, filledIn, type Attachment } from './Attachments';
import type { Account } from './words';

type Moment = Schemas['Moment'];
type Fields = { text: string; attachments?: Attachment[]; staff?: string[]; tags?: string[] };

const TONES: Record<Moment['state'], Tone> = {
  due: 'plain',
  asked: 'plain',
  doubt: 'bad',
  absent: 'bad',
  job: 'plain',
  waiting: 'info',
  refused: 'bad',
  stopped: 'warn',
  over: 'good',
};

function WriteDialog({ account, onClose }: { account: Account; onClose: () => void }) {
  const t = useT();
  const [key] = useState(() => crypto.randomUUID());
  const path = { account: account.id };
  const choices = useRead('/accounts/{account}/mass-sends/choices', { path });
  const make = useAct((fields: Fields) => api.post('/accounts/{account}/moments', { path, body: { key, ...fields } }), {
    done: 'moment.made',
    changes: ['/accounts'],
    onDone: onClose,
  });
  return (
    <FormDialog<Fields, unknown>
      open
      title={t('moment.write')}
      confirm={t('moment.hand_over')}
      about={t('moment.only_a_task')}
      act={make as never}
      onClose={onClose}
    >
      <Form.Item name="text" label={t('mass.text')} rules={[{ required: true, message: t('setup.required') }]}>
        <Input.TextArea autoSize={{ minRows: 3, maxRows: 10 }} maxLength={2000} showCount />
      </Form.Item>
      <Form.Item
        name="attachments"
        label={t('attachment.label')}
        extra={t('moment.not_mixed')}
        rules={[filledIn(t('attachment.incomplete'))]}
      >
        <Attachments account={account} most={9} kinds={['image', 'video', 'link']} />
      </Form.Item>
      <Form.Item name="staff" label={t('moment.who_publishes')}>
        <Select
          mode="multiple"
          allowClear
          placeholder={t('mass.everybody')}
          options={(choices.data?.staff ?? []).map((one) => ({ value: one.id, label: one.id }))}
        />
      </Form.Item>
      <Form.Item name="tags" label={t('moment.who_sees')}>
        <Select
          mode="multiple"
          allowClear
          optionFilterProp="label"
          placeholder={t('mass.all_customers')}
          options={(choices.data?.tags ?? []).map((tag) => ({
            value: tag.id,
            label: tag.group ? `${tag.group} · ${tag.name}` : tag.name,
          }))}
        />
      </Form.Item>
    </FormDialog>
  );
}

/** Who, by name; whom we do not know by name is their number. */
function Readers({ label, people }: { label: string; people: Moment['hands'][number]['liked'] }) {
  const t = useT();
  if (people.length === 0) return null;
  return (
    <span className="small muted">
      {label}
      {t.language === 'en' ? ': ' : '：'}
      {people.map((one, i) => (
        <span key={one.id}>
          {i > 0 && (t.language === 'en' ? ', ' : '、')}
          <bdi>{one.name || one.id}</bdi>
        </span>
      ))}
    </span>
  );
}

function Hands({ moment }: { moment: Moment }) {
  const t = useT();
  const format = useFormat();
  if (moment.hands.length === 0) return <>–</>;
  return (
    <ul className="stack tight" style={{ margin: 0, paddingInlineStart: 18 }}>
      {moment.hands.map((hand) => (
        <li key={hand.staff}>
          <span className="row tight">
            <bdi>{hand.staff}</bdi>
            <Mark tone={hand.published ? 'good' : 'info'}>
              {t(hand.published ? 'moment.published' : 'moment.not_published')}
            </Mark>
            {hand.published && (
              <span className="small muted">
                {t('moment.became', {
                  reached: format.number(hand.reached),
                  likes: format.number(hand.likes),
                  comments: format.number(hand.comments),
                })}
              </span>
            )}
          </span>
          <span className="stack tight">
            <Readers label={t('moment.liked_by')} people={hand.liked} />
            <Readers label={t('moment.commented_by')} people={hand.commented} />
          </span>
        </li>
      ))}
    </ul>
  );
}

function Acts({ account, moment }: { account: Account; moment: Moment }) {
  const t = useT();
  const { modal } = App.useApp();
  const path = { account: account.id, moment: moment.id };
  const stop = useAct(() => api.post('/accounts/{account}/moments/{moment}/stop', { path }), {
    done: 'moment.stopped',
    changes: ['/accounts'],
  });
  const again = useAct(() => api.post('/accounts/{account}/moments/{moment}/again', { path }), {
    done: 'moment.made',
    changes: ['/accounts'],
  });
  const ask = () =>
    modal.confirm({
      title: t('moment.stop_title'),
      content: t('moment.stop_reach', { n: moment.hands.filter((hand) => !hand.published).length }),
      okText: t('moment.stop'),
      cancelText: t('common.cancel'),
      okButtonProps: { danger: true },
      onOk: () => stop.mutateAsync(undefined).catch(() => {}),
    });
  if (moment.state === 'absent')
    return (
      <ActButton size="small" permission="delivery:write" onClick={() => again.mutate(undefined)}>
        {t('moment.again')}
      </ActButton>
    );
  if (moment.state !== 'waiting' && moment.state !== 'due') return null;
  return (
    <ActButton size="small" danger permission="delivery:write" onClick={ask}>
      {t('moment.stop')}
    </ActButton>
  );
}

/** What stands, or is to stand, in the moments of customers. */
export function Moments({ account }: { account: Account }) {
  const t = useT();
  const format = useFormat();
  const [writing, setWriting] = useState(false);
  const path = { account: account.id };
  const list = useList('/accounts/{account}/moments', { path }, { refetchInterval: 10_000 });
  const room = useRead('/accounts/{account}/moments/room', { path });
  const full = room.data !== undefined && room.data.used >= room.data.most;
  const write = (
    <ActButton
      type="primary"
      permission="delivery:write"
      blocked={full && t('moment.full')}
      onClick={() => setWriting(true)}
    >
      {t('moment.write')}
    </ActButton>
  );
  return (
    <>
      <div className="row apart filters">
        <p className="hint grow">
          {t('moment.about')}{' '}
          {room.data &&
            t('moment.room', {
              used: format.number(room.data.used),
              most: format.number(room.data.most),
              seen: format.number(room.data.most_seen),
            })}
        </p>
        {list.items.length > 0 && write}
      </div>
      {full && <Alert type="warning" showIcon title={t('moment.full')} />}
      <Records
        list={list}
        label={t('account.tab.moments')}
        empty={
          <Teach title={t('moment.empty')} actions={write}>
            {t('moment.empty_about')}
          </Teach>
        }
        columns={[
          {
            key: 'text',
            title: t('mass.text'),
            narrow: 'head',
            show: (one) => (
              <span className="stack tight">
                <Said text={one.text} />
                {one.attachments.map((attachment, i) => (
                  <AttachmentShown key={i} account={account} attachment={attachment} />
                ))}
              </span>
            ),
          },
          {
            key: 'state',
            title: t('common.state'),
            width: 130,
            show: (one) => (
              <Tooltip title={one.evidence}>
                <span tabIndex={one.evidence ? 0 : undefined}>
                  <Mark tone={TONES[one.state]}>{t(`moment.state.${one.state}`)}</Mark>
                </span>
              </Tooltip>
            ),
          },
          { key: 'hands', title: t('mass.who_taps'), narrow: 'line', show: (one) => <Hands moment={one} /> },
          { key: 'at', title: t('mass.written'), width: 170, show: (one) => <At at={one.created_at} /> },
          {
            key: 'acts',
            title: '',
            width: 110,
            narrow: 'line',
            show: (one) => <Acts account={account} moment={one} />,
          },
        ]}
      />
      {writing && <WriteDialog account={account} onClose={() => setWriting(false)} />}
    </>
  );
}
