import { ClockCircleOutlined, CopyOutlined, DeleteOutlined } from '@ant-design/icons';
import { App, Button, Popconfirm } from 'antd';
import { Link, useNavigate } from 'react-router';
import { api } from '../api/client';
import { ONE_PAGE, useAct, useRead } from '../api/queries';
import { paths } from '../app/paths';
import { useCommunity } from '../community/community';
import { useT } from '../i18n';
import { ActButton } from '../ui/ActButton';
import { At } from '../ui/At';
import { Page } from '../ui/Page';
import { Records } from '../ui/Records';
import { Teach } from '../ui/Teach';
import { useFilters } from '../ui/useFilters';
import { Schedules, State, useSaid } from './Schedules';
import { link, type Saved } from './saved';

/** Questions kept under a name. */
export default function SavedPage() {
  const t = useT();
  const go = useNavigate();
  const { message } = App.useApp();
  const community = useCommunity().id;
  const found = useRead('/communities/{community}/saved', { path: { community } });
  const drop = useAct((saved: string) => api.delete('/saved/{saved}', { path: { saved } }), {
    done: 'saved.dropped',
    changes: ['/communities/{community}/saved', '/communities/{community}/schedules'],
  });
  const schedules = useRead('/communities/{community}/schedules', { path: { community } });
  const said = useSaid();
  const { values, set } = useFilters('schedule');
  const items = found.data?.items ?? [];
  const copy = (one: Saved) =>
    navigator.clipboard
      .writeText(new URL(link(community, one), location.href).toString())
      .then(() => message.success(t('saved.copied')));
  return (
    <Page title={t('saved.title')} about={t('saved.about')}>
      <Records
        list={{ ...found, items, ...ONE_PAGE }}
        label={t('saved.title')}
        empty={
          <Teach
            title={t('saved.empty')}
            actions={<Button onClick={() => go(paths.funnel(community))}>{t('nav.funnel')}</Button>}
          >
            {t('saved.empty_about')}
          </Teach>
        }
        columns={[
          {
            key: 'name',
            title: t('common.name'),
            narrow: 'head',
            show: (one) => <Link to={link(community, one)}>{one.name}</Link>,
          },
          { key: 'kind', title: t('saved.kind'), width: 150, show: (one) => t(`saved.kind.${one.kind}`) },
          { key: 'changed', title: t('saved.changed'), width: 200, show: (one) => <At at={one.changed_at} /> },
          {
            key: 'schedule',
            title: t('schedule.title'),
            width: 230,
            narrow: 'line',
            show: (one) => (
              <span className="stack tight">
                {schedules.data?.items
                  .filter((each) => each.saved === one.id)
                  .map((each) => (
                    <span key={each.id} className="row tight">
                      {said(each)} <State of={each} />
                    </span>
                  ))}
                <Button
                  size="small"
                  icon={<ClockCircleOutlined aria-hidden />}
                  aria-label={t('schedule.of', { name: one.name })}
                  onClick={() => set({ schedule: one.id })}
                >
                  {t('schedule.title')}
                </Button>
              </span>
            ),
          },
          {
            key: 'acts',
            title: t('saved.share'),
            width: 190,
            narrow: 'line',
            show: (one) => (
              <span className="row tight">
                <Button size="small" icon={<CopyOutlined aria-hidden />} onClick={() => void copy(one)}>
                  {t('saved.copy')}
                </Button>
                <Popconfirm
                  title={t('saved.drop_sure')}
                  okText={t('saved.drop')}
                  cancelText={t('common.cancel')}
                  onConfirm={() => drop.mutate(one.id)}
                >
                  <ActButton
                    size="small"
                    danger
                    permission="saved:write"
                    icon={<DeleteOutlined aria-hidden />}
                    aria-label={t('saved.drop_of', { name: one.name })}
                  />
                </Popconfirm>
              </span>
            ),
          },
        ]}
      />
      <Schedules
        saved={items.find((one) => one.id === values.schedule) ?? null}
        onClose={() => set({ schedule: null })}
      />
    </Page>
  );
}
