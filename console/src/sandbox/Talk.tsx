import { CloseOutlined } from '@ant-design/icons';
import { Button, Input, Tooltip } from 'antd';
import { useContext, useEffect, useRef, useState } from 'react';
import { useT } from '../i18n';
import { useFormat } from '../i18n/format';
import { Mark } from '../ui/Mark';
import { Said } from '../ui/Said';
import { Zone } from '../ui/At';
import { Avatar } from './Avatar';
import type { Message, Person, RoomActs } from './room';

type Intent = { kind: 'reply' | 'edit'; message: Message } | null;

function Line({ message }: { message: Message }) {
  const t = useT();
  const name = message.target?.name ?? message.account?.name ?? '';
  const by = message.account?.name ?? '';
  const params = { name, by };
  const text =
    message.type === 'join'
      ? t('room.line_join', { name: by || name })
      : message.type === 'leave'
        ? t('room.line_leave', { name: by || name })
        : message.type === 'invite'
          ? t('room.line_invite', params)
          : message.type === 'kick'
            ? t('room.line_kick', params)
            : message.type === 'mute'
              ? t('room.line_mute', params)
              : t('room.line_role', params);
  return <li className="talk-line">{text}</li>;
}

function Bubble({
  message,
  as,
  answered,
  acts,
  intend,
}: {
  message: Message;
  as: Person | null;
  answered: Message | undefined;
  acts: RoomActs;
  intend: (intent: Intent) => void;
}) {
  const t = useT();
  const format = useFormat(useContext(Zone));
  const [shown, setShown] = useState(false);
  const account = message.account!;
  const mine = account.id === as?.account.id;
  const boss = as?.in && (as.role === 'owner' || as.role === 'admin');
  if (message.recalled_at)
    return (
      <li className="talk-line" data-testid="recalled">
        {message.recalled_by && message.recalled_by.id !== account.id
          ? t('room.is_recalled_by', { name: account.name, by: message.recalled_by.name })
          : t('room.is_recalled', { name: account.name })}
        {message.text &&
          (shown ? (
            <span className="said"> “{message.text}”</span>
          ) : (
            <Button type="link" size="small" onClick={() => setShown(true)}>
              {t('room.show_recalled')}
            </Button>
          ))}
      </li>
    );
  return (
    <li className={mine ? 'talk talk-mine' : 'talk'}>
      <Avatar name={account.name} persona={account.persona} />
      <div className="talk-body">
        <div className="row tight small muted">
          <bdi>{account.name}</bdi>
          {account.bot && <Mark tone="good">{t('common.bot')}</Mark>}
          <time dateTime={message.at}>{format.clock(message.at)}</time>
          {message.edited_at && <span>({t('conversation.edited')})</span>}
        </div>
        <div className={account.bot ? 'bubble bubble-bot' : 'bubble'}>
          {answered && (
            <div className="answered clip3">
              {answered.account?.name}: {answered.text}
            </div>
          )}
          <Said text={message.text ?? ''} />
        </div>
        <div className="talk-acts">
          {as?.in && (
            <Button type="link" size="small" onClick={() => intend({ kind: 'reply', message })}>
              {t('room.reply')}
            </Button>
          )}
          {mine && (
            <Button type="link" size="small" onClick={() => intend({ kind: 'edit', message })}>
              {t('room.edit')}
            </Button>
          )}
          {(mine || boss) && (
            <Button
              type="link"
              size="small"
              onClick={() => acts.recall.mutate({ message: message.id, account_id: as!.account.id })}
            >
              {t('room.recall')}
            </Button>
          )}
        </div>
      </div>
    </li>
  );
}

function Composer({
  as,
  acts,
  intent,
  setIntent,
}: {
  as: Person | null;
  acts: RoomActs;
  intent: Intent;
  setIntent: (intent: Intent) => void;
}) {
  const t = useT();
  const [text, setText] = useState('');
  useEffect(() => {
    if (intent?.kind === 'edit') setText(intent.message.text ?? '');
  }, [intent]);
  const name = as?.account.name ?? '';
  const blocked = !as
    ? t('room.speak_as')
    : as.blacklisted
      ? t('room.is_black', { name })
      : !as.in
        ? t('room.not_in', { name })
        : as.mutedUntil
          ? t('room.is_muted', { name })
          : null;
  const send = () => {
    const said = text.trim();
    if (!said || blocked) return;
    if (intent?.kind === 'edit')
      acts.edit.mutate({ message: intent.message.id, account_id: as!.account.id, text: said });
    else acts.speak.mutate({ account_id: as!.account.id, text: said, reply_to: intent?.message.id });
    setText('');
    setIntent(null);
  };
  return (
    <div className="composer">
      {intent && (
        <div className="row apart nowrap small intent">
          <span className="clip3">
            {intent.kind === 'edit' ? t('room.editing') : t('room.replying', { name: intent.message.account?.name })}:{' '}
            {intent.message.text}
          </span>
          <Button
            type="text"
            size="small"
            icon={<CloseOutlined aria-hidden />}
            aria-label={t('common.cancel')}
            onClick={() => setIntent(null)}
          />
        </div>
      )}
      <div className="row nowrap">
        {as && <Avatar name={name} persona={as.account.persona} faded={!as.in} />}
        <Input.TextArea
          className="grow"
          aria-label={t('room.say')}
          placeholder={blocked ?? t('room.say')}
          disabled={blocked !== null}
          value={text}
          autoSize={{ minRows: 1, maxRows: 5 }}
          maxLength={4000}
          onChange={(event) => setText(event.target.value)}
          onPressEnter={(event) => {
            if (event.shiftKey || event.nativeEvent.isComposing) return;
            event.preventDefault();
            send();
          }}
        />
      </div>
      <div className="row apart">
        <Button
          size="small"
          disabled={blocked !== null}
          onClick={() => setText(t('room.advert_text'))}
          data-testid="fill-advert"
        >
          {t('room.advert')}
        </Button>
        <Tooltip title={blocked}>
          <Button type="primary" disabled={blocked !== null || text.trim() === ''} onClick={send} data-testid="send">
            {t('room.send')}
          </Button>
        </Tooltip>
      </div>
    </div>
  );
}

/** What the room shows, oldest first, and the place to speak. */
export function Talk({ messages, as, acts }: { messages: Message[]; as: Person | null; acts: RoomActs }) {
  const t = useT();
  const [intent, setIntent] = useState<Intent>(null);
  const end = useRef<HTMLOListElement>(null);
  const byId = new Map(messages.map((message) => [message.id, message]));
  const newest = messages[0]?.id;
  useEffect(() => {
    end.current?.scrollTo({ top: end.current.scrollHeight });
  }, [newest]);
  return (
    <section className="panel room-talk" aria-label={t('room.messages')}>
      <ol className="talks" ref={end} tabIndex={0} aria-label={t('room.messages')} aria-live="polite">
        {messages.length === 0 && (
          <li className="talk-line">
            {t('room.quiet')}。{t('room.quiet_about')}
          </li>
        )}
        {messages
          .toReversed()
          .map((message) =>
            message.type === 'message' && message.account ? (
              <Bubble
                key={message.id}
                message={message}
                as={as}
                acts={acts}
                intend={setIntent}
                answered={message.reply_to ? byId.get(message.reply_to) : undefined}
              />
            ) : (
              <Line key={message.id} message={message} />
            ),
          )}
      </ol>
      <Composer as={as} acts={acts} intent={intent} setIntent={setIntent} />
    </section>
  );
}
