import { Button, DatePicker, Select, Skeleton } from 'antd';
import dayjs from 'dayjs';
import { useEffect, useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { api, type Schemas } from '../api/client';
import { useAct, useRead } from '../api/queries';
import { paths } from '../app/paths';
import { useCommunity } from '../community/community';
import { useGroups } from '../community/groups';
import { useT } from '../i18n';
import { Field } from '../onboarding/StepForm';
import { ActButton } from '../ui/ActButton';
import { Page } from '../ui/Page';
import { Refusal } from '../ui/Refusal';
import { Teach } from '../ui/Teach';
import { useFilters } from '../ui/useFilters';
import { Looked } from './Looked';
import { todayIn, type Playbook, type Preview } from './playbook';
import './playbook.css';

const MOST = 500; // groups at once
const WRITTEN = 'YYYY-MM-DD';

/** All groups of the community, however many pages they fill. */
function useAllGroups() {
  const { items, hasNextPage, isFetchingNextPage, fetchNextPage, isPending, error, refetch } = useGroups();
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  return { items, isPending, error, refetch };
}

function Groups({
  all,
  chosen,
  choose,
}: {
  all: Schemas['Group'][];
  chosen: string[];
  choose: (groups: string[]) => void;
}) {
  const t = useT();
  const whole = chosen.length === Math.min(all.length, MOST);
  return (
    <div className="stack tight">
      <Field label={t('playbook.groups')}>
        <Select
          mode="multiple"
          allowClear
          maxCount={MOST}
          maxTagCount={12}
          aria-label={t('playbook.groups')}
          placeholder={t('playbook.groups_like')}
          optionFilterProp="label"
          value={chosen}
          onChange={choose}
          options={all.map((group) => ({ value: group.id, label: group.name }))}
        />
      </Field>
      <span className="row">
        <span className="small muted">{t('playbook.groups_chosen', { n: chosen.length })}</span>
        <Button size="small" onClick={() => choose(whole ? [] : all.slice(0, MOST).map((group) => group.id))}>
          {whole ? t('playbook.groups_none') : t('playbook.groups_all', { n: Math.min(all.length, MOST) })}
        </Button>
        {all.length > MOST && <span className="small muted">{t('playbook.groups_most')}</span>}
      </span>
    </div>
  );
}

function Starter({ playbook, groups }: { playbook: Playbook; groups: Schemas['Group'][] }) {
  const t = useT();
  const go = useNavigate();
  const community = useCommunity();
  const { values } = useFilters('group');
  const today = dayjs(todayIn(community.zone));
  const [chosen, setChosen] = useState<string[]>(groups.filter((one) => one.id === values.group).map((one) => one.id));
  const [day, setDay] = useState(today.add(1, 'day').format(WRITTEN));
  const [looked, setLooked] = useState<Preview[] | null>(null);
  const path = { playbook: playbook.id };
  const look = useAct((body: Schemas['PlaybookStart']) => api.post('/playbooks/{playbook}/preview', { path, body }), {
    onDone: (found) => setLooked(found.items),
  });
  const start = useAct((body: Schemas['PlaybookStart']) => api.post('/playbooks/{playbook}/runs', { path, body }), {
    done: 'playbook.started',
    changes: ['/playbooks', '/communities/{community}/playbooks'],
    onDone: () => go(paths.playbook(community.id, playbook.id)),
  });
  /** What was seen is not what would happen any more. */
  const forget = () => {
    setLooked(null);
    look.reset();
    start.reset();
  };
  const can = (looked ?? []).filter((one) => one.why_not === null).map((one) => one.group.id);
  return (
    <div className="stack">
      <section className="panel pad stack" aria-label={t('playbook.groups')}>
        <Groups
          all={groups}
          chosen={chosen}
          choose={(next) => {
            setChosen(next);
            forget();
          }}
        />
        <Field label={t('playbook.first_day')}>
          <DatePicker
            style={{ width: 180 }}
            allowClear={false}
            aria-label={t('playbook.first_day')}
            value={dayjs(day)}
            disabledDate={(one) => one.isBefore(today, 'day') || one.isAfter(today.add(1, 'year'), 'day')}
            onChange={(one) => {
              if (one) setDay(one.format(WRITTEN));
              forget();
            }}
          />
        </Field>
        <p className="hint">{t('playbook.first_day_about')}</p>
        <span className="row">
          <ActButton
            type={looked ? 'default' : 'primary'}
            permission="playbook:read"
            blocked={chosen.length === 0 && t('playbook.choose_first')}
            loading={look.isPending}
            onClick={() => {
              start.reset();
              look.mutate({ groups: chosen, first_day: day });
            }}
          >
            {t('playbook.look')}
          </ActButton>
          <ActButton
            type={looked ? 'primary' : 'default'}
            permission="playbook:write"
            blocked={!looked ? t('playbook.look_first') : can.length === 0 && t('playbook.nowhere')}
            loading={start.isPending}
            onClick={() => start.mutate({ groups: can, first_day: day })}
          >
            {looked ? t('playbook.start_in', { n: can.length }) : t('playbook.start')}
          </ActButton>
        </span>
      </section>
      {look.error && <Refusal problem={look.error} />}
      {start.error && <Refusal problem={start.error} />}
      {looked && <Looked all={looked} steps={playbook.steps} />}
    </div>
  );
}

/** Starts a playbook in groups: first one sees what would happen in each. */
export default function StartPage() {
  const t = useT();
  const { playbook: id = '' } = useParams();
  const community = useCommunity().id;
  const found = useRead('/playbooks/{playbook}', { path: { playbook: id } });
  const groups = useAllGroups();
  if (found.error) return <Refusal problem={found.error} retry={found.refetch} />;
  if (groups.error) return <Refusal problem={groups.error} retry={groups.refetch} />;
  if (!found.data || groups.isPending) return <Skeleton active />;
  return (
    <Page
      title={t('playbook.start_of', { name: found.data.name })}
      about={t('playbook.start_about')}
      back={<Link to={paths.playbook(community, id)}>{found.data.name}</Link>}
    >
      {groups.items.length === 0 ? (
        <Teach title={t('playbook.no_groups')} />
      ) : (
        <Starter playbook={found.data} groups={groups.items} />
      )}
    </Page>
  );
}
