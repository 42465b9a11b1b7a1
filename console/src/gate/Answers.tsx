import { App, Button } from 'antd';
import { useState } from 'react';
import { api, url, type Schemas } from '../api/client';
import { useAct, useList } from '../api/queries';
import { useT } from '../i18n';
import { MemberLink } from '../member/EventLine';
import { useActorName } from '../moderation/actors';
import { ActButton } from '../ui/ActButton';
import { At } from '../ui/At';
import { Choice } from '../ui/Choice';
import { Mark } from '../ui/Mark';
import { ReasonDialog } from '../ui/ReasonDialog';
import { Records } from '../ui/Records';
import { Search } from '../ui/Search';
import { Teach } from '../ui/Teach';
import { useFilters } from '../ui/useFilters';
import { MembershipCodes } from './MembershipCodes';

type Answer = Schemas['GateAnswer'];
const STATES = ['waiting', 'approved', 'refused', 'kept'] as const;
const TONES = { kept: 'plain', waiting: 'warn', approved: 'good', refused: 'bad' } as const;

function Said({ answer }: { answer: Answer }) {
  const t = useT();
  return (
    <span className="stack tight">
      {answer.said.map((one) => (
        <span key={one.key}>
          <span className="small muted">{one.label}</span>{' '}
          <bdi>{one.values.join(t.language === 'en' ? ', ' : '、')}</bdi>
        </span>
      ))}
      {answer.uploads.map((file) => (
        <a
          key={file.id}
          href={url('/answers/{answer}/uploads/{upload}', { answer: answer.id, upload: file.id })}
          download={file.name}
        >
          <bdi>{file.name}</bdi>
        </a>
      ))}
      {answer.doubled && (
        <span>
          <Mark tone="warn">{t(`answer.double.${answer.doubled.by}`)}</Mark>
        </span>
      )}
    </span>
  );
}

function State({ answer }: { answer: Answer }) {
  const t = useT();
  const actorName = useActorName();
  return (
    <span className="stack tight">
      <span>
        <Mark tone={TONES[answer.state]}>{t(`answer.state.${answer.state}`)}</Mark>
      </span>
      {answer.payment && (
        <span className="small muted">{t('answer.paid', { state: t.code('payment_state', answer.payment) })}</span>
      )}
      {answer.decided_by && <span className="small muted">{actorName(answer.decided_by)}</span>}
      {answer.words && <span className="small muted">{answer.words}</span>}
    </span>
  );
}

/** What visitors answered on one page, and what is decided about it. */
export function Answers({ page }: { page: Schemas['GatePage'] }) {
  const t = useT();
  const { modal } = App.useApp();
  const { values, set } = useFilters('gate', 'state', 'q');
  const query = { gate: values.gate, state: STATES.find((one) => one === values.state), q: values.q };
  const list = useList('/pages/{page}/answers', { path: { page: page.id }, query }, { refetchInterval: 10_000 });
  const changes = ['/pages', '/communities/{community}/pages', '/tasks'];
  const [refusing, setRefusing] = useState<Answer | null>(null);
  const approve = useAct((answer: string) => api.post('/answers/{answer}/approve', { path: { answer }, body: {} }), {
    done: 'answer.approved',
    changes,
  });
  const refuse = useAct(
    (words: string) => api.post('/answers/{answer}/refuse', { path: { answer: refusing!.id }, body: { words } }),
    { done: 'answer.refused', changes, onDone: () => setRefusing(null) },
  );
  const refund = useAct((answer: string) => api.post('/answers/{answer}/refund', { path: { answer } }), {
    done: 'answer.refunding',
    changes,
  });
  const askRefund = (answer: Answer) =>
    modal.confirm({
      title: t('answer.refund_title'),
      content: t('answer.refund_reach'),
      okText: t('answer.refund'),
      cancelText: t('common.cancel'),
      okButtonProps: { danger: true },
      onOk: () => refund.mutateAsync(answer.id).catch(() => {}),
    });
  return (
    <>
      <div className="row filters">
        <Choice
          label={t('answer.gate')}
          value={values.gate}
          options={page.document.gates.map((gate) => gate.key)}
          word={(key) => page.document.gates.find((gate) => gate.key === key)?.title ?? key}
          onChange={(gate) => set({ gate })}
        />
        <Choice
          label={t('common.state')}
          value={query.state}
          options={STATES}
          word={(state) => t(`answer.state.${state}`)}
          onChange={(state) => set({ state })}
        />
        <Search label={t('answer.search')} value={values.q} onChange={(q) => set({ q })} />
        <Button href={url('/pages/{page}/answers.csv', { page: page.id }, query)} download>
          {t('answer.export')}
        </Button>
      </div>
      <MembershipCodes page={page} />
      <Records
        list={list}
        label={t('page.tab.answers')}
        empty={<Teach title={t('answer.empty')}>{t('answer.empty_about')}</Teach>}
        columns={[
          { key: 'at', title: t('answer.at'), width: 150, show: (one) => <At at={one.submitted_at} /> },
          {
            key: 'who',
            title: t('answer.who'),
            width: 150,
            show: (one) =>
              one.member ? <MemberLink member={one.member} /> : <span className="muted">{t('answer.visitor')}</span>,
          },
          {
            key: 'gate',
            title: t('answer.gate'),
            width: 150,
            narrow: 'head',
            show: (one) => (
              <span className="stack tight">
                <bdi>{one.title}</bdi>
                <span className="small muted">{t('page.version', { n: one.version })}</span>
              </span>
            ),
          },
          { key: 'said', title: t('answer.said'), narrow: 'line', show: (one) => <Said answer={one} /> },
          { key: 'state', title: t('common.state'), width: 150, show: (one) => <State answer={one} /> },
          {
            key: 'act',
            title: '',
            width: 170,
            narrow: 'line',
            show: (one) =>
              one.kind === 'application' ? (
                <span className="row tight">
                  {one.state !== 'approved' && (
                    <ActButton size="small" permission="gate:write" onClick={() => approve.mutate(one.id)}>
                      {t('answer.approve')}
                    </ActButton>
                  )}
                  {one.state === 'waiting' && (
                    <ActButton size="small" danger permission="gate:write" onClick={() => setRefusing(one)}>
                      {t('answer.refuse')}
                    </ActButton>
                  )}
                </span>
              ) : one.payment === 'paid' || one.payment === 'refund_failed' ? (
                <ActButton size="small" danger permission="payment:refund" onClick={() => askRefund(one)}>
                  {t('answer.refund')}
                </ActButton>
              ) : null,
          },
        ]}
      />
      <ReasonDialog
        open={refusing !== null}
        title={t('answer.refuse_title')}
        reach={t('answer.refuse_reach')}
        stop={t('answer.refuse_stop')}
        confirm={t('answer.refuse')}
        danger
        busy={refuse.isPending}
        longest={200}
        onConfirm={(words) => refuse.mutate(words)}
        onClose={() => setRefusing(null)}
      />
    </>
  );
}
