import { PlusOutlined } from '@ant-design/icons';
import { Input, Skeleton } from 'antd';
import { useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { api, ProblemError } from '../api/client';
import { useAct, useProblemText, useRead } from '../api/queries';
import { paths } from '../app/paths';
import { useCommunity } from '../community/community';
import { useT } from '../i18n';
import { Field } from '../onboarding/StepForm';
import { ActButton } from '../ui/ActButton';
import { Mark } from '../ui/Mark';
import { Page } from '../ui/Page';
import { Refusal } from '../ui/Refusal';
import { useFilters } from '../ui/useFilters';
import { useLeaving } from '../ui/useLeaving';
import { Newer } from './Newer';
import { copied, exampleWeek, fresh, missingIn, sorted, TYPES, wrongPlace, type Playbook, type Step } from './playbook';
import { StepCard } from './StepCard';
import './playbook.css';

const MOST = 200; // steps

function useBeginning(playbook: Playbook | null): { name: string; steps: Step[] } {
  const t = useT();
  const { values } = useFilters('example');
  if (playbook) return { name: playbook.name, steps: sorted(playbook.steps) };
  if (values.example) return { name: t('playbook.example.name'), steps: exampleWeek(t) };
  return { name: '', steps: [fresh('say', [])] };
}

function Editor({ playbook }: { playbook: Playbook | null }) {
  const t = useT();
  const go = useNavigate();
  const text = useProblemText();
  const community = useCommunity();
  const beginning = useBeginning(playbook);
  const [name, setName] = useState(beginning.name);
  const [steps, setSteps] = useState(beginning.steps);
  const [version, setVersion] = useState(playbook?.version ?? 0);
  const [changed, setChanged] = useState(false);
  const [open, setOpen] = useState<string | null>(beginning.steps.length === 1 ? beginning.steps[0]!.key : null);
  const [added, setAdded] = useState<string | null>(null);
  const leave = useLeaving(changed, 'playbook.leave_ask');
  const save = useAct(
    (over: number) => {
      const wish = { name: name.trim(), steps: sorted(steps) };
      return playbook
        ? api.put('/playbooks/{playbook}', { path: { playbook: playbook.id }, body: { ...wish, version: over } })
        : api.post('/communities/{community}/playbooks', { path: { community: community.id }, body: wish });
    },
    {
      done: 'playbook.saved',
      changes: ['/playbooks', '/communities/{community}/playbooks', '/experiments'],
      onDone: (saved) => {
        leave();
        void go(paths.playbook(community.id, saved.id, { tab: 'steps' }), { replace: !playbook });
      },
    },
  );
  const problem = save.error instanceof ProblemError ? save.error : null;
  const newer = problem?.code === 'playbook_changed';
  const taken = problem?.code === 'playbook_name_taken';
  const place = problem?.code === 'invalid_request' ? wrongPlace(problem.params.field) : null;
  const wrongAt = place?.step != null && place.step < steps.length ? place.step : null;
  const wrongName = taken ? text(problem) : place?.part === 'name' ? t('playbook.wrong.name') : null;
  const elsewhere = problem && !newer && wrongName === null && wrongAt === null;
  const edit = (next: Step[]) => {
    setSteps(next);
    setChanged(true);
    if (problem && !newer) save.reset();
  };
  const add = (step: Step) => {
    edit(sorted([...steps, step]));
    setOpen(step.key);
    setAdded(step.key);
  };
  const incomplete = steps.filter((step) => missingIn(step).length > 0).length;
  const full = steps.length >= MOST;
  const blocked = !name.trim()
    ? t('playbook.nameless')
    : steps.length === 0
      ? t('playbook.no_steps')
      : incomplete > 0
        ? t('playbook.incomplete', { n: incomplete })
        : playbook && !changed && t('playbook.nothing_changed');
  const keep = (over: number) => {
    setSteps(sorted(steps)); // the server names a step by its place among those sent
    save.mutate(over, {
      onError: (refused) => {
        const at = refused.code === 'invalid_request' ? wrongPlace(refused.params.field)?.step : null;
        if (at != null) setOpen(sorted(steps)[at]?.key ?? null);
      },
    });
  };
  const takeTheirs = (theirs: Playbook) => {
    setName(theirs.name);
    setSteps(sorted(theirs.steps));
    setVersion(theirs.version);
    setChanged(false);
    save.reset();
  };
  return (
    <Page
      title={playbook ? t('playbook.change_of', { name: playbook.name }) : t('playbook.make')}
      about={
        <span className="row">
          <span>{t(playbook ? 'playbook.edit_about' : 'playbook.make_about')}</span>
          {changed && <Mark tone="warn">{t('rules.unsaved')}</Mark>}
        </span>
      }
      back={
        playbook ? (
          <Link to={paths.playbook(community.id, playbook.id, { tab: 'steps' })}>{playbook.name}</Link>
        ) : (
          <Link to={paths.playbooks(community.id)}>{t('playbook.title')}</Link>
        )
      }
      actions={
        <ActButton
          type="primary"
          permission="playbook:write"
          blocked={blocked}
          loading={save.isPending}
          onClick={() => keep(version)}
        >
          {t('common.save')}
        </ActButton>
      }
    >
      <div className="stack">
        {playbook && newer && (
          <Newer
            playbook={playbook.id}
            version={problem.params.version}
            busy={save.isPending}
            mine={keep}
            theirs={takeTheirs}
          />
        )}
        {elsewhere && <Refusal problem={problem} />}
        <div className="panel pad stack tight">
          <Field label={t('common.name')}>
            <Input
              value={name}
              maxLength={100}
              status={wrongName ? 'error' : undefined}
              placeholder={t('playbook.name_like')}
              onChange={(event) => {
                setName(event.target.value);
                setChanged(true);
                if (problem && !newer) save.reset();
              }}
            />
          </Field>
          {wrongName && (
            <p className="step-unknown" role="alert">
              {wrongName}
            </p>
          )}
        </div>
        <p className="hint">{t('playbook.at_zone', { zone: community.zone })}</p>
        {steps.length === 0 && <p className="muted">{t('playbook.no_steps')}</p>}
        <ol className="steps" aria-label={t('playbook.steps')}>
          {steps.map((step, at) => (
            <StepCard
              key={step.key}
              step={step}
              open={open === step.key}
              focus={added === step.key}
              full={full}
              wrong={
                wrongAt === at
                  ? { part: place!.part, text: t.code('playbook.wrong', place!.part, {}, t('playbook.wrong.step')) }
                  : null
              }
              toggle={() => {
                setSteps(sorted(steps)); // not while a day is typed: the card would run away
                setAdded(null);
                setOpen(open === step.key ? null : step.key);
              }}
              change={(next) => edit(steps.with(at, next))}
              copy={() => add(copied(step, steps))}
              remove={() => edit(steps.toSpliced(at, 1))}
            />
          ))}
        </ol>
        <div className="row">
          {TYPES.map((type) => (
            <ActButton
              key={type}
              icon={<PlusOutlined aria-hidden />}
              blocked={full && t('playbook.most_steps')}
              onClick={() => add(fresh(type, steps))}
            >
              {t(`playbook.add.${type}`)}
            </ActButton>
          ))}
        </div>
      </div>
    </Page>
  );
}

/** Writes a playbook, or another version of it. */
export default function EditPage() {
  const { playbook: id } = useParams();
  const found = useRead('/playbooks/{playbook}', { path: { playbook: id ?? '' } }, { enabled: id !== undefined });
  if (id === undefined) return <Editor playbook={null} />;
  if (found.error) return <Refusal problem={found.error} retry={found.refetch} />;
  if (!found.data || !found.isFetchedAfterMount) return <Skeleton active />; // not over a version of before
  return <Editor key={id} playbook={found.data} />;
}
