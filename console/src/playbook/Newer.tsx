import { Alert, Button } from 'antd';
import { api } from '../api/client';
import { useAct } from '../api/queries';
import { paths } from '../app/paths';
import { useCommunity } from '../community/community';
import { useT } from '../i18n';
import type { Playbook } from './playbook';

/** Somebody saved in the meantime: what happened, what is kept, and the ways on. */
export function Newer({
  playbook,
  version,
  busy,
  mine,
  theirs,
}: {
  playbook: string;
  version: unknown;
  busy: boolean;
  mine: (over: number) => void;
  theirs: (playbook: Playbook) => void;
}) {
  const t = useT();
  const community = useCommunity().id;
  const read = () => api.get('/playbooks/{playbook}', { path: { playbook } });
  const take = useAct(read, { onDone: theirs });
  const over = useAct(read, { onDone: (newest) => mine(newest.version) });
  return (
    <Alert
      type="warning"
      showIcon
      title={version == null ? t('playbook.newer_some') : t('playbook.newer', { n: version })}
      description={
        <div className="stack tight">
          <span>{t('playbook.newer_about')}</span>
          <span className="row">
            <a className="underlined" href={paths.playbook(community, playbook, { tab: 'steps' })} target="_blank">
              {t('playbook.newer_see')}
            </a>
            <Button
              size="small"
              loading={busy || over.isPending}
              onClick={() => (typeof version === 'number' ? mine(version) : over.mutate(undefined))}
            >
              {t('playbook.newer_mine')}
            </Button>
            <Button size="small" danger loading={take.isPending} onClick={() => take.mutate(undefined)}>
              {t('playbook.newer_theirs')}
            </Button>
          </span>
        </div>
      }
    />
  );
}
