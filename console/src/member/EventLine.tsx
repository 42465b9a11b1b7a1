import { Link } from 'react-router';
import { paths } from '../app/paths';
import type { Schemas } from '../api/client';
import { useCommunity } from '../community/community';
import { useT } from '../i18n';
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
      {event.text && <Said text={event.text} className={event.recalled_at ? 'recalled' : ''} />}
    </li>
  );
}
