import { Alert, Skeleton, Timeline } from 'antd';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { paths } from '../app/paths';
import type { Schemas } from '../api/client';
import { useRead } from '../api/queries';
import { useCommunity } from '../community/community';
import { fill, useT } from '../i18n';
import { useFormat } from '../i18n/format';
import { MemberLink } from '../member/EventLine';
import { ActButton } from '../ui/ActButton';
import { At } from '../ui/At';
import { Mark, type Tone } from '../ui/Mark';
import { Page } from '../ui/Page';
import { Refusal } from '../ui/Refusal';
import { useActorName } from './actors';
import { CaseDialogs, type CaseAct } from './CaseDialogs';
import { CaseStateMark, SanctionMark } from './CaseLine';
import { Matched } from './Matched';

const STEP: Record<Schemas['CaseStep']['state'], Tone> = {
  waiting: 'info',
  done: 'good',
  failed: 'bad',
  needs_human: 'warn',
  dropped: 'plain',
  audit: 'plain',
};

/** Sources whose score is a count. */
const COUNTED = ['flood', 'repeat', 'mentions', 'violation'];

function EvidenceCard({ evidence }: { evidence: Schemas['Evidence'] }) {
  const t = useT();
  const format = useFormat();
  const counter = { before: evidence.counter_before, after: evidence.counter_after, days: evidence.within_days };
  return (
    <div className="panel pad stack tight">
      <div className="row small muted">
        <At at={evidence.at} />
        {evidence.edited && <Mark tone="info">{t('case.edited')}</Mark>}
      </div>
      {evidence.text === null ? (
        <p className="muted">{t('case.forgotten')}</p>
      ) : (
        <Matched text={evidence.text} findings={evidence.findings} />
      )}
      <div className="row">
        {evidence.findings.map((finding, index) => (
          <Mark key={index} tone="warn">
            {t.code('case.source', finding.source)}
            {finding.matched && finding.matched.length <= 24 && (
              <>
                {' '}
                <bdi>{finding.matched}</bdi>
              </>
            )}
            {finding.score != null && finding.source === 'learned' && ` ${format.percent(finding.score)}`}
            {finding.score != null && COUNTED.includes(finding.source) && ` ${format.decimal(finding.score)}`}
          </Mark>
        ))}
      </div>
      <div className="row small muted">
        <span>{t('case.rule_version', { name: evidence.rule.name, version: evidence.rule.version })}</span>
        {counter.before !== counter.after && (
          <span>{t(evidence.within_days ? 'case.counter_within' : 'case.counter', counter)}</span>
        )}
      </div>
    </div>
  );
}

/** A name inside a sentence keeps its direction to itself. */
const isolated = (name: string) => `\u2068${name}\u2069`;

function Steps({ one }: { one: Schemas['Case'] }) {
  const t = useT();
  const actor = useActorName();
  return (
    <Timeline
      items={one.steps.map((step, index) => ({
        key: index,
        color: step.state === 'failed' ? 'red' : step.state === 'done' ? 'green' : 'gray',
        content: (
          <div className="stack tight">
            <div className="row">
              <b>{t(`act.${step.act}`)}</b>
              <Mark tone={STEP[step.state]}>{t(`step_state.${step.state}`)}</Mark>
              <span className="muted small">
                <At at={step.at} /> · {step.rule?.name ?? actor(step.by)}
              </span>
            </div>
            {step.note && (
              <div className="said muted">
                {fill(step.note, { name: isolated(one.member.name), group: isolated(one.group.name) })}
              </div>
            )}
            {step.done_by && step.state === 'done' && (
              <div className="small muted">
                {step.done_by.kind === 'machine'
                  ? t('case.done_by_machine')
                  : t('case.done_by_person', { name: actor(step.done_by) })}
              </div>
            )}
            {step.outcome && step.state !== 'done' && (
              <div className="small muted">{t.code('outcome', step.outcome)}</div>
            )}
          </div>
        ),
      }))}
    />
  );
}

export default function CasePage() {
  const t = useT();
  const community = useCommunity();
  const id = useParams().case!;
  const [act, setAct] = useState<CaseAct | null>(null);
  const found = useRead(
    '/cases/{case}',
    { path: { case: id } },
    { refetchInterval: (query) => (query.state.data?.steps.some((step) => step.state === 'waiting') ? 1500 : false) },
  );
  if (found.error) return <Refusal problem={found.error} retry={found.refetch} />;
  if (!found.data) return <Skeleton active />;
  const one = found.data;
  const closed = one.state === 'pardoned' || one.state === 'upheld';
  return (
    <Page
      back={<Link to={paths.cases(community.id)}>← {t('cases.title')}</Link>}
      title={t('case.title', { member: one.member.name, kind: t(`violation.${one.kind}`) })}
      about={
        <span className="row">
          <CaseStateMark state={one.state} />
          {one.worst && <SanctionMark worst={one.worst} />}
          {one.audit && <Mark>{t('cases.audit')}</Mark>}
          <MemberLink member={one.member} />
          <span>{one.group.name}</span>
          <At at={one.opened_at} />
        </span>
      }
      actions={
        <>
          {one.state === 'open' && (
            <ActButton permission="case:decide" onClick={() => setAct('appeal')}>
              {t('case.write_appeal')}
            </ActButton>
          )}
          {one.state === 'appealed' && (
            <>
              <ActButton permission="case:decide" onClick={() => setAct('uphold')}>
                {t('case.uphold')}
              </ActButton>
              <ActButton type="primary" permission="case:decide" onClick={() => setAct('grant')}>
                {t('case.grant')}
              </ActButton>
            </>
          )}
          {one.state !== 'appealed' && (
            <ActButton
              type="primary"
              permission="case:decide"
              blocked={closed && t('case.not_open')}
              onClick={() => setAct('pardon')}
            >
              {t('case.pardon')}
            </ActButton>
          )}
        </>
      }
    >
      {one.audit && <Alert type="info" showIcon title={t('cases.audit_about')} style={{ marginBottom: 16 }} />}
      <div className="grid two">
        <section className="stack" aria-label={t('case.evidence')}>
          <h2 className="section first">{t('case.evidence')}</h2>
          {one.evidence.map((evidence) => (
            <EvidenceCard key={evidence.event_id + evidence.rule.key} evidence={evidence} />
          ))}
          <h2 className="section first">{t('case.appeal')}</h2>
          {one.appeal ? (
            <div className="panel pad stack tight">
              <blockquote className="said quote">{one.appeal.text}</blockquote>
              <span className="muted small">
                <At at={one.appeal.at} />
              </span>
              {one.appeal.decision && (
                <div className="stack tight">
                  <div className="row">
                    <Mark tone={one.appeal.decision.granted ? 'good' : 'plain'}>
                      {t(one.appeal.decision.granted ? 'case.decision_granted' : 'case.decision_upheld')}
                    </Mark>
                    <span className="muted small">
                      <At at={one.appeal.decision.at} />
                    </span>
                  </div>
                  <div className="said">{one.appeal.decision.reason}</div>
                </div>
              )}
            </div>
          ) : (
            <p className="muted">{t('case.no_appeal')}</p>
          )}
        </section>
        <section className="stack" aria-label={t('case.steps')}>
          <h2 className="section first">{t('case.steps')}</h2>
          <div className="panel pad">
            <Steps one={one} />
          </div>
        </section>
      </div>
      <CaseDialogs one={one} act={act} onClose={() => setAct(null)} />
    </Page>
  );
}
