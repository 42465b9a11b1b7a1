import { Link, useNavigate } from 'react-router';
import { ONE_PAGE, useRead } from '../api/queries';
import { paths } from '../app/paths';
import { useCommunity } from '../community/community';
import { useT } from '../i18n';
import { useActorName } from '../moderation/actors';
import { ActButton } from '../ui/ActButton';
import { At } from '../ui/At';
import { Mark } from '../ui/Mark';
import { Page } from '../ui/Page';
import { Records } from '../ui/Records';
import { Teach } from '../ui/Teach';
import { daysOf } from './playbook';

/** The playbooks of a community, and in how many groups each runs. */
export default function PlaybooksPage() {
  const t = useT();
  const go = useNavigate();
  const actor = useActorName();
  const community = useCommunity().id;
  const found = useRead('/communities/{community}/playbooks', { path: { community } }, { refetchInterval: 30_000 });
  const items = found.data?.items ?? [];
  return (
    <Page
      title={t('playbook.title')}
      about={t('playbook.about')}
      actions={
        items.length > 0 && (
          <>
            <ActButton
              permission="playbook:write"
              onClick={() => go(paths.newPlaybook(community, { example: 'week' }))}
            >
              {t('playbook.from_example')}
            </ActButton>
            <ActButton type="primary" permission="playbook:write" onClick={() => go(paths.newPlaybook(community))}>
              {t('playbook.make')}
            </ActButton>
          </>
        )
      }
    >
      <Records
        list={{ ...found, items, ...ONE_PAGE }}
        label={t('playbook.title')}
        empty={
          <Teach
            title={t('playbook.empty')}
            actions={
              <>
                <ActButton
                  type="primary"
                  permission="playbook:write"
                  onClick={() => go(paths.newPlaybook(community, { example: 'week' }))}
                >
                  {t('playbook.begin_example')}
                </ActButton>
                <ActButton permission="playbook:write" onClick={() => go(paths.newPlaybook(community))}>
                  {t('playbook.begin_blank')}
                </ActButton>
              </>
            }
          >
            {t('playbook.empty_about')}
          </Teach>
        }
        columns={[
          {
            key: 'name',
            title: t('common.name'),
            narrow: 'head',
            show: (one) => <Link to={paths.playbook(community, one.id)}>{one.name}</Link>,
          },
          {
            key: 'steps',
            title: t('playbook.steps'),
            width: 200,
            show: (one) => t('playbook.steps_over', { n: one.steps.length, days: daysOf(one.steps) }),
          },
          {
            key: 'running',
            title: t('playbook.running'),
            width: 180,
            show: (one) =>
              one.running > 0 ? (
                <Mark tone="good">{t('playbook.running_in', { n: one.running })}</Mark>
              ) : (
                <Mark>{t(one.ran > 0 ? 'playbook.over' : 'playbook.never_ran')}</Mark>
              ),
          },
          {
            key: 'changed',
            title: t('playbook.changed'),
            width: 240,
            narrow: 'line',
            show: (one) => (
              <span>
                <At at={one.changed_at} /> <bdi className="muted">{actor(one.changed_by)}</bdi>
              </span>
            ),
          },
        ]}
      />
    </Page>
  );
}
