import { EllipsisOutlined, UserAddOutlined } from '@ant-design/icons';
import { Button, Dropdown, Form, Input, Modal, Select, type MenuProps } from 'antd';
import { useState } from 'react';
import { api, type Schemas } from '../api/client';
import { useAct } from '../api/queries';
import { useT } from '../i18n';
import { FormDialog } from '../ui/FormDialog';
import { Mark } from '../ui/Mark';
import { Avatar } from './Avatar';
import type { Person, RoomActs } from './room';

const PERSONAS = ['regular', 'newcomer', 'advertiser', 'moderator'] as const;

function NewAccount({ open, onClose }: { open: boolean; onClose: () => void }) {
  const t = useT();
  const create = useAct(
    (body: { name: string; persona: Schemas['Persona'] }) =>
      api.post('/sandbox/accounts', { body: { ...body, bot: false } }),
    { changes: ['/sandbox'], onDone: onClose },
  );
  return (
    <FormDialog
      open={open}
      title={t('room.new_account')}
      initial={{ persona: 'regular' }}
      act={create}
      onClose={onClose}
    >
      <Form.Item name="name" label={t('room.account_name')} rules={[{ required: true, message: t('setup.required') }]}>
        <Input maxLength={40} />
      </Form.Item>
      <Form.Item name="persona" label={t('room.persona')}>
        <Select options={PERSONAS.map((persona) => ({ value: persona, label: t(`room.persona.${persona}`) }))} />
      </Form.Item>
    </FormDialog>
  );
}

function Asking({
  open,
  name,
  ask,
  onClose,
}: {
  open: boolean;
  name: string;
  ask: (text: string) => void;
  onClose: () => void;
}) {
  const t = useT();
  const [text, setText] = useState('');
  return (
    <Modal
      open={open}
      title={t('room.ask_as', { name })}
      okText={t('room.ask')}
      cancelText={t('common.cancel')}
      onOk={() => {
        ask(text.trim());
        onClose();
      }}
      onCancel={onClose}
      afterClose={() => setText('')}
    >
      <label className="field">
        <span>{t('room.ask_text')}</span>
        <Input value={text} maxLength={200} onChange={(event) => setText(event.target.value)} />
      </label>
    </Modal>
  );
}

function PersonRow({
  person,
  chosen,
  as,
  acts,
  choose,
}: {
  person: Person;
  chosen: boolean;
  as: Person | null;
  acts: RoomActs;
  choose: () => void;
}) {
  const t = useT();
  const { account } = person;
  const [asking, setAsking] = useState(false);
  const inviter = as?.in && as.account.id !== account.id ? as : null;
  const boss =
    as?.in && (as.role === 'owner' || as.role === 'admin') && as.account.id !== account.id ? as.account.id : null;
  const items: MenuProps['items'] = person.in
    ? [
        { key: 'leave', label: t('room.leave') },
        ...(boss
          ? [
              { key: person.mutedUntil ? 'unmute' : 'mute', label: t(person.mutedUntil ? 'room.unmute' : 'room.mute') },
              { key: 'kick', label: t('room.kick'), danger: true },
            ]
          : []),
        ...(person.role === 'member' ? [{ key: 'admin', label: t('room.make_admin') }] : []),
        ...(person.role === 'admin' ? [{ key: 'member', label: t('room.make_member') }] : []),
      ]
    : [
        { key: 'join', label: t('room.join') },
        { key: 'ask', label: t('room.ask') },
        ...(inviter ? [{ key: 'invite', label: t('room.invite', { name: inviter.account.name }) }] : []),
      ];
  const onClick: MenuProps['onClick'] = ({ key }) => {
    if (key === 'join') acts.join.mutate({ account_id: account.id });
    if (key === 'invite') acts.join.mutate({ account_id: account.id, invited_by: inviter!.account.id });
    if (key === 'ask') setAsking(true);
    if (key === 'leave') acts.leave.mutate(account.id);
    if (key === 'kick') acts.kick.mutate({ account: account.id, by: boss! });
    if (key === 'mute') acts.mute.mutate({ account: account.id, by: boss!, minutes: 10 });
    if (key === 'unmute') acts.mute.mutate({ account: account.id, by: boss!, minutes: 0 });
    if (key === 'admin' || key === 'member') acts.role.mutate({ account: account.id, role: key });
  };
  return (
    <li className={chosen ? 'person person-chosen' : 'person'}>
      <button
        type="button"
        className="person-pick"
        aria-pressed={chosen}
        onClick={choose}
        data-testid={`as-${account.name}`}
      >
        <Avatar name={account.name} persona={account.persona} faded={!person.in} />
        <span className="grow">
          <bdi className="person-name">{account.name}</bdi>
          <span className="row tight small muted">
            {t(`room.persona.${account.persona}`)}
            {person.mutedUntil && <Mark tone="warn">{t('room.muted')}</Mark>}
            {person.asked && (
              <Mark tone={person.asked.state === 'waiting' ? 'info' : 'warn'}>
                {person.asked.reason ?? t(`room.asked.${person.asked.state}`)}
              </Mark>
            )}
            {person.blacklisted && <Mark tone="bad">{t('room.blacklisted')}</Mark>}
          </span>
        </span>
      </button>
      {!person.in && (
        <Button
          size="small"
          onClick={() => acts.join.mutate({ account_id: account.id })}
          data-testid={`join-${account.name}`}
        >
          {t('room.join')}
        </Button>
      )}
      <Dropdown trigger={['click']} menu={{ items, onClick }}>
        <Button
          type="text"
          size="small"
          icon={<EllipsisOutlined aria-hidden />}
          aria-label={t('room.actions_of', { name: account.name })}
        />
      </Dropdown>
      <Asking
        open={asking}
        name={account.name}
        ask={(text) => acts.ask.mutate({ account_id: account.id, text })}
        onClose={() => setAsking(false)}
      />
    </li>
  );
}

/** The cast: who is in the room and who waits at the door; one of them is played. */
export function People({
  people,
  as,
  acts,
  choose,
}: {
  people: Person[];
  as: Person | null;
  acts: RoomActs;
  choose: (id: string) => void;
}) {
  const t = useT();
  const [adding, setAdding] = useState(false);
  const shown = people.filter((person) => !person.account.bot);
  const rows = (some: Person[]) => (
    <ul className="people">
      {some.map((person) => (
        <PersonRow
          key={person.account.id}
          person={person}
          as={as}
          acts={acts}
          chosen={person.account.id === as?.account.id}
          choose={() => choose(person.account.id)}
        />
      ))}
    </ul>
  );
  const outside = shown.filter((person) => !person.in);
  return (
    <section className="panel room-people" aria-label={t('room.speak_as')}>
      <div className="nav-heading">{t('room.in_room')}</div>
      {rows(shown.filter((person) => person.in))}
      {outside.length > 0 && (
        <>
          <div className="nav-heading">{t('room.at_door')}</div>
          {rows(outside)}
        </>
      )}
      <Button type="text" block icon={<UserAddOutlined aria-hidden />} onClick={() => setAdding(true)}>
        {t('room.new_account')}
      </Button>
      <NewAccount open={adding} onClose={() => setAdding(false)} />
    </section>
  );
}
