import { api, type Schemas } from '../api/client';
import { useAct, useList, useRead } from '../api/queries';

export type Room = Schemas['SandboxRoom'];
export type Account = Schemas['SandboxAccount'];
export type Message = Schemas['SandboxMessage'];

const POLL_MS = 1_000; // quick enough to watch a rule act, slow enough for a laptop

export interface Person {
  account: Account;
  in: boolean;
  role: Schemas['MemberRole'] | null;
  mutedUntil: string | null;
  blacklisted: boolean;
  /** Their latest request to be let in, where it waits or was refused. */
  asked: Room['requests'][number] | null;
}

export function useRoom(id: string | undefined) {
  const enabled = id !== undefined;
  const room = useRead('/sandbox/rooms/{room}', { path: { room: id ?? '' } }, { enabled, refetchInterval: POLL_MS });
  const accounts = useRead('/sandbox/accounts', {}, { enabled });
  const messages = useList(
    '/sandbox/rooms/{room}/messages',
    { path: { room: id ?? '' }, query: { limit: 100 } },
    { enabled, refetchInterval: POLL_MS },
  );
  const now = new Date();
  const inside = new Map(room.data?.members.map((member) => [member.account.id, member]));
  const known = new Map(
    [...(accounts.data?.items ?? []), ...(room.data?.members.map((member) => member.account) ?? [])].map((account) => [
      account.id,
      account,
    ]),
  );
  const people: Person[] = [...known.values()].map((account) => {
    const member = inside.get(account.id);
    const muted = member?.muted_until && new Date(member.muted_until) > now ? member.muted_until : null;
    return {
      account,
      in: member !== undefined,
      role: member?.role ?? null,
      mutedUntil: muted,
      asked: room.data?.requests.find((request) => request.account.id === account.id) ?? null,
      blacklisted: room.data?.blacklisted?.includes(account.id) ?? false,
    };
  });
  return { room, messages, people };
}

const CHANGES = ['/sandbox'];

/** Everything a persona can do; the room shows the rest by itself. */
export function useRoomActs(room: string) {
  return {
    speak: useAct(
      (body: { account_id: string; text: string; reply_to?: string }) =>
        api.post('/sandbox/rooms/{room}/messages', { path: { room }, body }),
      { changes: CHANGES },
    ),
    edit: useAct(
      ({ message, ...body }: { message: string; account_id: string; text: string }) =>
        api.patch('/sandbox/rooms/{room}/messages/{message}', { path: { room, message }, body }),
      { changes: CHANGES },
    ),
    recall: useAct(
      ({ message, account_id }: { message: string; account_id: string }) =>
        api.post('/sandbox/rooms/{room}/messages/{message}/recall', { path: { room, message }, body: { account_id } }),
      { changes: CHANGES },
    ),
    join: useAct(
      (body: { account_id: string; invited_by?: string }) =>
        api.post('/sandbox/rooms/{room}/members', { path: { room }, body }),
      { changes: CHANGES },
    ),
    ask: useAct(
      (body: { account_id: string; text: string }) =>
        api.post('/sandbox/rooms/{room}/requests', { path: { room }, body }),
      { changes: [...CHANGES, '/communities'] },
    ),
    leave: useAct(
      (account: string) => api.delete('/sandbox/rooms/{room}/members/{account}', { path: { room, account } }),
      { changes: CHANGES },
    ),
    kick: useAct(
      ({ account, by }: { account: string; by: string }) =>
        api.post('/sandbox/rooms/{room}/members/{account}/kick', { path: { room, account }, body: { account_id: by } }),
      { changes: CHANGES },
    ),
    mute: useAct(
      ({ account, by, minutes }: { account: string; by: string; minutes: number }) =>
        api.post('/sandbox/rooms/{room}/members/{account}/mute', {
          path: { room, account },
          body: { account_id: by, minutes },
        }),
      { changes: CHANGES },
    ),
    role: useAct(
      ({ account, role }: { account: string; role: Schemas['MemberRole'] }) =>
        api.patch('/sandbox/rooms/{room}/members/{account}', { path: { room, account }, body: { role } }),
      { changes: CHANGES },
    ),
  };
}
export type RoomActs = ReturnType<typeof useRoomActs>;
