import { Button } from 'antd';
import { useList } from '../api/queries';
import { useCommunity } from '../community/community';
import { useT } from '../i18n';
import { useActorName } from '../moderation/actors';
import { At } from '../ui/At';
import { Mark } from '../ui/Mark';
import { Refusal } from '../ui/Refusal';
import { Teach } from '../ui/Teach';
import type { RuleSet } from './parts';

export function VersionsTab({ restore }: { restore: (rules: RuleSet) => void }) {
  const t = useT();
  const actor = useActorName();
  const community = useCommunity();
  const list = useList('/communities/{community}/rules/versions', { path: { community: community.id } });
  if (list.error) return <Refusal problem={list.error} retry={list.refetch} />;
  if (!list.isPending && list.items.length === 0)
    return <Teach title={t('rules.no_versions')}>{t('rules.no_versions_about')}</Teach>;
  return (
    <ul className="panel events">
      {list.items.map((version) => (
        <li key={version.version} className="event">
          <div className="row apart">
            <span className="row">
              <b>{t('rules.version', version)}</b>
              <Mark>{t('rules.count', { n: version.rules.rules.length })}</Mark>
              <span className="muted small">
                <At at={version.published_at} /> · {t('rules.version_by', { name: actor(version.published_by) })}
              </span>
            </span>
            <Button size="small" onClick={() => restore(version.rules)}>
              {t('rules.restore')}
            </Button>
          </div>
          <div className="said muted">{version.note || t('rules.no_note')}</div>
        </li>
      ))}
    </ul>
  );
}
