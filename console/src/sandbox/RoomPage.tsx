import { PlusOutlined } from '@ant-design/icons';
import { Form, Input, Select, Skeleton } from 'antd';
import { useState } from 'react';
import { api } from '../api/client';
import { useAct, useRead } from '../api/queries';
import { useCommunity } from '../community/community';
import { useT } from '../i18n';
import { ActButton } from '../ui/ActButton';
import { FormDialog } from '../ui/FormDialog';
import { Page } from '../ui/Page';
import { Refusal } from '../ui/Refusal';
import { Teach } from '../ui/Teach';
import { useFilters } from '../ui/useFilters';
import { People } from './People';
import { RuleActs } from './RuleActs';
import { Talk } from './Talk';
import { useRoom, useRoomActs, type Room } from './room';
import './room.css';

function NewRoom({ open, onClose, onMade }: { open: boolean; onClose: () => void; onMade: (room: Room) => void }) {
  const t = useT();
  const community = useCommunity();
  const create = useAct(
    ({ name }: { name: string }) =>
      api.post('/sandbox/rooms', { body: { community_id: community.id, name, with_personas: true } }),
    {
      done: 'room.created',
      changes: ['/sandbox', '/groups', '/communities'],
      onDone: (room) => {
        onMade(room);
        onClose();
      },
    },
  );
  return (
    <FormDialog
      open={open}
      title={t('room.create')}
      confirm={t('room.create')}
      about={t('room.none_about')}
      initial={{ name: `${community.name} · ${t('room.title')}` }}
      act={create}
      onClose={onClose}
    >
      <Form.Item name="name" label={t('room.name')} rules={[{ required: true, message: t('setup.required') }]}>
        <Input maxLength={80} />
      </Form.Item>
    </FormDialog>
  );
}

function OpenRoom({ id }: { id: string }) {
  const community = useCommunity();
  const { values, set } = useFilters('as');
  const { room, messages, people } = useRoom(id);
  const acts = useRoomActs(id);
  const as =
    people.find((person) => person.account.id === values.as) ??
    people.find((person) => person.in && !person.account.bot) ??
    null;
  if (room.error && !room.data) return <Refusal problem={room.error} retry={room.refetch} />;
  if (!room.data) return <Skeleton active />;
  return (
    <div className="room">
      <People people={people} as={as} acts={acts} choose={(account) => set({ as: account })} />
      <Talk messages={messages.items} as={as} acts={acts} />
      <RuleActs community={community.id} group={room.data.group_id} />
    </div>
  );
}

export default function RoomPage() {
  const t = useT();
  const community = useCommunity();
  const rooms = useRead('/sandbox/rooms', { query: { community: community.id } });
  const { values, set } = useFilters('room', 'as');
  const [making, setMaking] = useState(false);
  const items = rooms.data?.items ?? [];
  const chosen = items.find((room) => room.id === values.room) ?? items[0];
  const create = (primary: boolean) => (
    <ActButton
      type={primary ? 'primary' : 'default'}
      icon={<PlusOutlined aria-hidden />}
      permission="sandbox:use"
      onClick={() => setMaking(true)}
    >
      {t('room.create')}
    </ActButton>
  );
  return (
    <Page
      title={t('room.title')}
      about={t('room.about')}
      actions={
        items.length > 0 && (
          <>
            {items.length > 1 && (
              <Select
                className="group-select"
                aria-label={t('room.choose')}
                value={chosen?.id}
                popupMatchSelectWidth={false}
                options={items.map((room) => ({ value: room.id, label: room.name }))}
                onChange={(room) => set({ room, as: null }, false)}
              />
            )}
            {create(false)}
          </>
        )
      }
    >
      {rooms.error ? (
        <Refusal problem={rooms.error} retry={rooms.refetch} />
      ) : rooms.isPending ? (
        <Skeleton active />
      ) : chosen ? (
        <OpenRoom key={chosen.id} id={chosen.id} />
      ) : (
        <Teach title={t('room.none')} actions={create(true)}>
          {t('room.none_about')}
        </Teach>
      )}
      <NewRoom open={making} onClose={() => setMaking(false)} onMade={(room) => set({ room: room.id, as: null })} />
    </Page>
  );
}
