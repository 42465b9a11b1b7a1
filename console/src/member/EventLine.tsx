import { Link } from 'react-router';
import { paths } from '../app/paths';
import { url, type Schemas } from '../api/client';
import { useCommunity } from '../community/community';
import { useT } from '../i18n';
import { useFormat } from '../i18n/format';
import { At } from '../ui/At';
import { Mark } from '../ui/Mark';
import { Said } from '../ui/Said';

export function MemberLink({ member }: { member: Schemas['MemberRef'] | null | undefined }) {
  const t = useT();
  const community = useCommunity();
  if (!member) return <span className="muted">{t('common.somebody')}</span>;
  return (
    <>
      <Link to={paths.member(community.id, member.id)}>
        <bdi>{member.name || member.id}</bdi>
      </Link>
      {member.bot && (
        <>
          {' '}
          <Mark>{t('common.bot')}</Mark>
        </>
      )}
    </>
  );
}

/** What was sent with a message: seen, to be saved, or why it is not there. */
function EventMedia({ event, media }: { event: Schemas['Event']; media: Schemas['MessageMedia'] }) {
  const t = useT();
  const format = useFormat();
  const name = media.name || t(`media.kind.${media.kind}`);
  if (media.state !== 'kept')
    return (
      <span className="row tight">
        <bdi>{name}</bdi>
        <Mark tone={media.state === 'waiting' ? 'info' : 'warn'}>{t(`media.state.${media.state}`)}</Mark>
      </span>
    );
  const content = url('/groups/{group}/events/{event}/media', { group: event.group_id, event: event.id });
  return (
    <span className="stack tight">
      {media.type?.startsWith('image/') && (
        <img
          src={content}
          alt={t('media.picture_of', { name })}
          loading="lazy"
          style={{ maxHeight: 200, maxWidth: '100%', objectFit: 'contain', alignSelf: 'flex-start' }}
        />
      )}
      <span className="row tight">
        <a href={content} download={name}>
          <bdi>{name}</bdi>
        </a>
        <span className="small muted">
          {t('attachment.size', { kb: format.number(Math.max(1, Math.round(media.size / 1024))) })}
        </span>
      </span>
    </span>
  );
}

/** One thing said or done, as the conversation and a member's history show it. */
export function EventLine({ event, who = true, group }: { event: Schemas['Event']; who?: boolean; group?: string }) {
  const t = useT();
  const said = event.type === 'message' || event.type === 'action' || event.type === 'edit';
  const targets = event.targets?.filter((target) => target.id !== event.member?.id) ?? [];
  return (
    <li className={said ? 'event' : 'event event-quiet'}>
      <div className="row event-head">
        {who && <MemberLink member={event.member} />}
        {!said && <Mark>{t(`event.${event.type}`)}</Mark>}
        {targets.length > 0 && (
          <span className="muted small">
            {t('conversation.to', {
              names: targets.map((target) => target.name).join(t.language === 'en' ? ', ' : '、'),
            })}
          </span>
        )}
        {group && <span className="muted small">{group}</span>}
        <span className="muted small">
          <At at={event.at} />
        </span>
        {event.edited_at && <Mark tone="info">{t('conversation.edited')}</Mark>}
        {event.recalled_at && <Mark tone="warn">{t('conversation.recalled')}</Mark>}
      </div>
      {event.media && <EventMedia event={event} media={event.media} />}
      {event.text && <Said text={event.text} className={event.recalled_at ? 'recalled' : ''} />}
    </li>
  );
}
