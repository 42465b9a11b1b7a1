import { Button } from 'antd';
import { Link } from 'react-router';
import { paths } from '../app/paths';
import type { Schemas } from '../api/client';
import { useList } from '../api/queries';
import { useCommunity } from '../community/community';
import { GroupSelect } from '../community/groups';
import { useT } from '../i18n';
import { MemberLink } from '../member/EventLine';
import { At } from '../ui/At';
import { Choice } from '../ui/Choice';
import { Mark } from '../ui/Mark';
import { Nothing } from '../ui/Nothing';
import { Page } from '../ui/Page';
import { Records } from '../ui/Records';
import { Teach } from '../ui/Teach';
import { useFilters } from '../ui/useFilters';
import { CaseStateMark, SanctionMark } from './CaseLine';
import { VIOLATIONS } from './violations';

export const CASE_STATES = ['open', 'appealed', 'pardoned', 'upheld'] as const;

export default function CasesPage() {
  const t = useT();
  const community = useCommunity();
  const { values, set, clear, filtered } = useFilters('state', 'kind', 'group');
  const list = useList('/cases', {
    query: {
      community: community.id,
      group: values.group,
      state: values.state as Schemas['CaseState'] | undefined,
      kind: values.kind as Schemas['ViolationKind'] | undefined,
    },
  });
  return (
    <Page title={t('cases.title')} about={t('cases.about')}>
      <div className="filters" role="search">
        <GroupSelect any value={values.group} onChange={(group) => set({ group })} />
        <Choice
          label={t('common.state')}
          value={values.state}
          options={CASE_STATES}
          word={(state) => t(`case_state.${state}`)}
          onChange={(state) => set({ state })}
        />
        <Choice
          label={t('cases.kind')}
          value={values.kind}
          options={VIOLATIONS}
          word={(kind) => t(`violation.${kind}`)}
          onChange={(kind) => set({ kind })}
        />
      </div>
      <Records
        list={list}
        label={t('cases.title')}
        empty={
          <Nothing filtered={filtered} clear={clear}>
            <Teach
              title={t('cases.empty')}
              actions={
                <>
                  <Link to={paths.rules(community.id)}>
                    <Button type="primary">{t('nav.rules')}</Button>
                  </Link>
                  <Link to={paths.room(community.id)}>
                    <Button>{t('overview.to_room')}</Button>
                  </Link>
                </>
              }
            >
              {t('cases.empty_about')}
            </Teach>
          </Nothing>
        }
        columns={[
          {
            key: 'kind',
            title: t('cases.kind'),
            width: 120,
            narrow: 'head',
            show: (one) => <Link to={paths.case(community.id, one.id)}>{t(`violation.${one.kind}`)}</Link>,
          },
          {
            key: 'text',
            title: t('cases.what'),
            narrow: 'line',
            show: (one) => (
              <span className="said clip3" dir="auto">
                {one.text ?? '–'}
              </span>
            ),
          },
          {
            key: 'member',
            title: t('common.member'),
            width: 150,
            show: (one) => <MemberLink member={one.member} />,
          },
          {
            key: 'worst',
            title: t('cases.worst'),
            width: 140,
            show: (one) => (
              <span className="row tight">
                <SanctionMark worst={one.worst} />
                {one.audit && <Mark>{t('cases.audit')}</Mark>}
              </span>
            ),
          },
          { key: 'state', title: t('common.state'), width: 110, show: (one) => <CaseStateMark state={one.state} /> },
          { key: 'group', title: t('common.group'), width: 140, show: (one) => one.group.name },
          { key: 'at', title: t('cases.opened'), width: 170, show: (one) => <At at={one.opened_at} /> },
        ]}
      />
    </Page>
  );
}
