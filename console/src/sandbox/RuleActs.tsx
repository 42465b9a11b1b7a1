import { Button } from 'antd';
import { Link } from 'react-router';
import { paths } from '../app/paths';
import { useList, useRead } from '../api/queries';
import { useT } from '../i18n';
import { CaseLine } from '../moderation/CaseLine';
import { MemberLink } from '../member/EventLine';

/** Beside the talk: what the rules made of it, as cases. */
export function RuleActs({ community, group }: { community: string; group: string }) {
  const t = useT();
  const cases = useList('/cases', { query: { group, limit: 20 } }, { refetchInterval: 1_500 });
  const rules = useRead('/communities/{community}/rules', { path: { community } });
  return (
    <section className="panel pad room-acts" aria-label={t('room.acts')}>
      <h2>{t('room.acts')}</h2>
      {rules.data && rules.data.live === null ? (
        <div className="stack tight">
          <p className="hint">{t('room.no_rules')}</p>
          <Link to={paths.rules(community)}>
            <Button size="small">{t('room.to_rules')}</Button>
          </Link>
        </div>
      ) : cases.items.length === 0 ? (
        <p className="hint">{t('room.acts_none')}</p>
      ) : (
        <ul className="events">
          {cases.items.map((one) => (
            <li key={one.id} className="act-of">
              <MemberLink member={one.member} />
              <ul className="events flush">
                <CaseLine one={one} />
              </ul>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
