import { Alert, Button, Descriptions, Progress, Radio, Select, Skeleton } from 'antd';
import { useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { paths } from '../app/paths';
import { api, type AnswerOf, type Schemas } from '../api/client';
import { useAct, useProblemText, useRead } from '../api/queries';
import { ProblemError } from '../api/client';
import { useCommunity } from '../community/community';
import { useT } from '../i18n';
import { useFormat } from '../i18n/format';
import { ZoneSelect } from '../identity/ZoneSelect';
import { ActButton } from '../ui/ActButton';
import { Mark } from '../ui/Mark';
import { Page } from '../ui/Page';
import { Refusal } from '../ui/Refusal';
import { ImportStateMark } from './ImportStateMark';
import { DATE_ORDERS, FORMATS } from './ImportsPage';
import './import.css';

type Import = AnswerOf<'/imports/{import}'>;
type Again = {
  format?: Schemas['ImportFormatChoice'];
  zone?: string;
  date_order?: 'auto' | 'dmy' | 'mdy' | 'ymd';
  dry_run: boolean;
};
const RUNNING = ['queued', 'reading', 'writing'];

function ProgressCard({ one }: { one: Import }) {
  const t = useT();
  const format = useFormat();
  const { read, total, events, written } = one.progress;
  const writing = one.state === 'writing';
  const share = writing ? (written ?? 0) / Math.max(events ?? 1, 1) : read / Math.max(total, 1);
  return (
    <section className="panel pad stack tight" aria-live="polite">
      <Progress
        percent={Math.min(100, Math.floor(share * 100))}
        status="active"
        aria-label={t(`import_state.${one.state}`)}
      />
      <span className="num">
        {writing
          ? t('import.written', { events: format.number(events ?? 0), written: format.number(written ?? 0) })
          : t('import.read', { read: format.bytes(read), total: format.bytes(total) })}
      </span>
      <span className="muted small">{t('import.keep_open')}</span>
    </section>
  );
}

function SummaryCard({ one }: { one: Import }) {
  const t = useT();
  const format = useFormat();
  const summary = one.summary!;
  const day = (at: string | null) => (at ? at.replace('T', ' ').slice(0, 16) : '–');
  return (
    <section className="panel pad" aria-label={t('import.summary')}>
      <h2>{t('import.summary')}</h2>
      <Descriptions
        size="small"
        column={{ xs: 1, sm: 2, lg: 3 }}
        items={[
          { key: 'format', label: t('imports.format'), children: t.code('platform', summary.format) },
          { key: 'zone', label: t('common.zone'), children: summary.zone },
          {
            key: 'order',
            label: t('imports.date_order'),
            children: summary.date_order ? t(`imports.order.${summary.date_order}`) : '–',
          },
          { key: 'first', label: t('import.first'), children: day(summary.first) },
          { key: 'last', label: t('import.last'), children: day(summary.last) },
          { key: 'members', label: t('import.members'), children: format.number(summary.members) },
          ...(summary.added != null
            ? [{ key: 'added', label: t('import.added'), children: <b>{format.number(summary.added)}</b> }]
            : []),
          ...(summary.known != null
            ? [{ key: 'known', label: t('import.known'), children: format.number(summary.known) }]
            : []),
        ]}
      />
      <div className="row" aria-label={t('import.counts')}>
        {Object.entries(summary.counts)
          .filter(([, count]) => count > 0)
          .map(([type, count]) => (
            <Mark key={type}>
              {t.code('event', type)} {format.number(count)}
            </Mark>
          ))}
      </div>
    </section>
  );
}

function PreviewCard({ one, again, busy }: { one: Import; again: (choice: Again) => void; busy: boolean }) {
  const t = useT();
  const [choice, setChoice] = useState<Omit<Again, 'dry_run'>>({
    format: one.options?.format ?? 'auto',
    zone: one.summary?.zone,
    date_order: (one.options?.date_order as Again['date_order']) ?? 'auto',
  });
  return (
    <section className="panel" aria-label={t('import.preview')}>
      <div className="pad-in">
        <h2>{t('import.preview')}</h2>
        <p className="hint">{t('import.preview_about')}</p>
        <div className="filters">
          <Select
            aria-label={t('imports.format')}
            value={choice.format}
            options={FORMATS.map((format) => ({ value: format, label: t.code('platform', format) }))}
            onChange={(format) => setChoice({ ...choice, format })}
          />
          <div style={{ width: 200 }}>
            <ZoneSelect
              aria-label={t('imports.zone')}
              value={choice.zone}
              onChange={(zone) => setChoice({ ...choice, zone })}
            />
          </div>
          <Select
            aria-label={t('imports.date_order')}
            value={choice.date_order}
            options={DATE_ORDERS.map((order) => ({ value: order, label: t(`imports.order.${order}`) }))}
            onChange={(date_order) => setChoice({ ...choice, date_order })}
          />
          <Button loading={busy} onClick={() => again({ ...choice, dry_run: true })}>
            {t('import.read_again')}
          </Button>
        </div>
      </div>
      <ol className="events">
        {one.preview?.map((event, index) => (
          <li key={index} className={event.type === 'message' ? 'event' : 'event event-quiet'}>
            <div className="row event-head">
              <b>{event.sender ?? '–'}</b>
              {event.type !== 'message' && <Mark>{t.code('event', event.type)}</Mark>}
              {event.target && <span className="muted small">{t('conversation.to', { names: event.target })}</span>}
              <span className="muted small">{event.at.replace('T', ' ')}</span>
            </div>
            {event.text && <div className="said clip3">{event.text}</div>}
          </li>
        ))}
      </ol>
    </section>
  );
}

function Question({ one, again, busy }: { one: Import; again: (choice: Again) => void; busy: boolean }) {
  const t = useT();
  const format = useFormat();
  const question = one.question!;
  const [answer, setAnswer] = useState<string>();
  return (
    <section className="panel pad stack">
      <h2>{t(`import.question.${question.about}`)}</h2>
      <Radio.Group
        vertical
        value={answer}
        onChange={(event) => setAnswer(event.target.value)}
        options={question.choices.map((choice) => ({
          value: choice.value,
          label: (
            <>
              {question.about === 'date_order'
                ? t.code('imports.order', choice.value)
                : t.code('platform', choice.value)}{' '}
              <span className="muted small">
                {choice.evidence != null && t('import.evidence', { n: format.number(choice.evidence) })}{' '}
                {choice.example}
              </span>
            </>
          ),
        }))}
      />
      <div>
        <Button
          type="primary"
          disabled={!answer}
          loading={busy}
          onClick={() => again({ [question.about]: answer, dry_run: true })}
        >
          {t('import.read_again')}
        </Button>
      </div>
    </section>
  );
}

function UnreadableCard({ one }: { one: Import }) {
  const t = useT();
  const count = one.unreadable_count ?? one.unreadable?.length ?? 0;
  if (count === 0) return one.summary ? <p className="muted">{t('import.all_read')}</p> : null;
  return (
    <section className="panel" aria-label={t('import.unreadable')}>
      <div className="pad-in">
        <h2>{t('import.unreadable')}</h2>
        <p className="hint">
          {t('import.unreadable_count', { n: count })}
          {count > (one.unreadable?.length ?? 0) && ` · ${t('import.unreadable_first')}`}
        </p>
      </div>
      <ul className="events">
        {one.unreadable?.map((line) => (
          <li key={`${line.file}:${line.line}`} className="event">
            <div className="row event-head">
              <span>{t('import.line', line)}</span>
              <Mark tone="warn">{t.code('why_unreadable', line.why)}</Mark>
            </div>
            {line.text && <div className="said muted clip3">{line.text}</div>}
          </li>
        ))}
      </ul>
    </section>
  );
}

export default function ImportPage() {
  const t = useT();
  const format = useFormat();
  const text = useProblemText();
  const navigate = useNavigate();
  const community = useCommunity();
  const id = useParams().import!;
  const found = useRead(
    '/imports/{import}',
    { path: { import: id } },
    { refetchInterval: (query) => (query.state.data && !RUNNING.includes(query.state.data.state) ? false : 700) },
  );
  const again = useAct((body: Again) => api.post('/imports/{import}/confirm', { path: { import: id }, body }), {
    changes: ['/imports', '/groups', '/communities'],
  });
  const cancel = useAct(() => api.delete('/imports/{import}', { path: { import: id } }), {
    done: 'import.cancelled',
    changes: ['/imports'],
    onDone: () => void navigate(paths.imports(community.id)),
  });
  if (found.error) return <Refusal problem={found.error} retry={found.refetch} />;
  if (!found.data) return <Skeleton active />;
  const one = found.data;
  const group = one.group?.name ?? one.group_name ?? '–';
  const waiting = one.state === 'previewed' || one.state === 'needs_answer';
  const events = Object.values(one.summary?.counts ?? {}).reduce((sum, count) => sum + count, 0);
  return (
    <Page
      back={<Link to={paths.imports(community.id)}>← {t('imports.title')}</Link>}
      title={t('import.title', { group })}
      about={
        <span className="row">
          <ImportStateMark state={one.state} />
          {one.files.map((file) => (
            <span key={file.name}>
              {file.name} ({format.bytes(file.bytes)})
            </span>
          ))}
        </span>
      }
      actions={
        <>
          {(waiting || RUNNING.includes(one.state)) && (
            <ActButton permission="import:write" loading={cancel.isPending} onClick={() => cancel.mutate(undefined)}>
              {t('import.cancel')}
            </ActButton>
          )}
          {one.state === 'previewed' && (
            <ActButton
              type="primary"
              permission="import:write"
              loading={again.isPending}
              onClick={() => again.mutate({ dry_run: false })}
            >
              {t('import.confirm', { n: format.number(events) })}
            </ActButton>
          )}
          {one.state === 'done' && one.group && (
            <>
              <Link to={paths.rules(community.id, { tab: 'rehearse', group: one.group.id })}>
                <Button>{t('import.to_rehearse')}</Button>
              </Link>
              <Link to={paths.overview(community.id, { group: one.group.id })}>
                <Button type="primary">{t('import.to_report')}</Button>
              </Link>
            </>
          )}
        </>
      }
    >
      <div className="stack">
        {one.state === 'failed' && (
          <Alert
            type="error"
            showIcon
            title={t('import.failed')}
            description={
              one.problem && text(new ProblemError(0, one.problem.code, one.problem.params, one.problem.detail ?? null))
            }
          />
        )}
        {RUNNING.includes(one.state) && <ProgressCard one={one} />}
        {one.state === 'previewed' && <Alert type="info" title={t('import.confirm_reach', { group })} />}
        {one.state === 'needs_answer' && one.question && (
          <Question one={one} again={(choice) => again.mutate(choice)} busy={again.isPending} />
        )}
        {one.summary && <SummaryCard one={one} />}
        {one.state === 'previewed' && (
          <PreviewCard
            key={one.summary?.zone}
            one={one}
            again={(choice) => again.mutate(choice)}
            busy={again.isPending}
          />
        )}
        <UnreadableCard one={one} />
      </div>
    </Page>
  );
}
