import { DownloadOutlined, PlayCircleOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { App, Button, Input, Select, Skeleton } from 'antd';
import { useState } from 'react';
import { api, type ProblemError } from '../api/client';
import { useAct, useRead } from '../api/queries';
import { useCommunity } from '../community/community';
import { useT } from '../i18n';
import { Keep } from '../saved/Keep';
import { Page } from '../ui/Page';
import { Refusal } from '../ui/Refusal';
import { Teach } from '../ui/Teach';
import { useFilters } from '../ui/useFilters';
import { EXAMPLES, read, TYPES, written, type Answer, type Parameter, type Question } from './sql';
import './sql.css';
import { SqlAnswer } from './SqlAnswer';
import { Tables } from './Tables';

function Values({ values, change }: { values: Parameter[]; change: (values: Parameter[]) => void }) {
  const t = useT();
  return (
    <div className="filters">
      {values.map((one, at) => (
        <span key={one.name} className="row tight">
          <code>:{one.name}</code>
          <Select
            aria-label={t('sql.type_of', { name: one.name })}
            value={one.type}
            style={{ width: 130 }}
            onChange={(type) => change(values.with(at, { ...one, type }))}
            options={TYPES.map((type) => ({ value: type, label: t(`sql.type.${type}`) }))}
          />
          <Input
            aria-label={t('sql.parameter', { name: one.name })}
            type={one.type === 'date' ? 'date' : 'text'}
            value={one.value}
            style={{ width: 170 }}
            onChange={(event) => change(values.with(at, { ...one, value: event.target.value }))}
          />
        </span>
      ))}
    </div>
  );
}

/** Questions analysts write themselves. The address holds the statement and its values. */
export default function SqlPage() {
  const t = useT();
  const { message } = App.useApp();
  const community = useCommunity().id;
  const { values, set } = useFilters('sql', 'values');
  const [sql, setSql] = useState(values.sql ?? '');
  const [given, setGiven] = useState(values.values);
  const parameters = read(sql, given);
  const question: Question | null = values.sql
    ? { sql: values.sql, parameters: read(values.sql, values.values) }
    : null;
  const tables = useRead('/communities/{community}/sql/tables', { path: { community } });
  const asked = useQuery<Answer, ProblemError>({
    queryKey: ['/communities/{community}/sql', community, question],
    queryFn: () => api.post('/communities/{community}/sql', { path: { community }, body: question! }),
    enabled: question !== null && question.parameters!.every((one) => one.value !== '' || one.type === 'text'),
    retry: false,
  });
  const write = (text: string) => {
    setSql(text);
    setGiven(written(read(text, given)));
  };
  const run = () => {
    const next = { sql: sql.trim() || null, values: written(parameters) || null };
    if (next.sql === (values.sql ?? null) && next.values === (values.values ?? null)) void asked.refetch();
    else set(next);
  };
  const file = useAct(() => api.file('/communities/{community}/sql/csv', { path: { community }, body: question! }), {
    onDone: (response) => {
      const link = document.createElement('a');
      link.href = URL.createObjectURL(response.body);
      link.download = 'answer.csv';
      link.click();
      URL.revokeObjectURL(link.href);
      if (response.headers.get('X-Liana-More') === 'true') void message.warning(t('sql.more_in_file'));
    },
  });
  return (
    <Page title={t('sql.title')} about={t('sql.about')}>
      <div className="sql-page">
        <section className="panel pad stack" aria-label={t('sql.statement')}>
          <Input.TextArea
            className="sql-text"
            aria-label={t('sql.statement')}
            placeholder={EXAMPLES[0].sql}
            autoSize={{ minRows: 6, maxRows: 24 }}
            maxLength={10_000}
            spellCheck={false}
            value={sql}
            onChange={(event) => write(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) run();
            }}
          />
          <p className="hint">{t('sql.statement_hint')}</p>
          {parameters.length > 0 && <Values values={parameters} change={(next) => setGiven(written(next))} />}
          <div className="row">
            <Button
              type="primary"
              icon={<PlayCircleOutlined aria-hidden />}
              title={t('sql.keys')}
              disabled={sql.trim() === ''}
              loading={asked.isFetching}
              onClick={run}
            >
              {t('sql.run')}
            </Button>
            {asked.data && (
              <Button
                icon={<DownloadOutlined aria-hidden />}
                loading={file.isPending}
                onClick={() => file.mutate(undefined)}
              >
                {t('sql.csv')}
              </Button>
            )}
            {question && <Keep kind="sql" question={question} />}
          </div>
        </section>
        <div aria-live="polite" className="stack">
          {asked.error ? (
            <Refusal problem={asked.error} />
          ) : asked.isFetching ? (
            <Skeleton active />
          ) : asked.data ? (
            <SqlAnswer answer={asked.data} />
          ) : (
            <Teach
              title={t('sql.empty')}
              actions={EXAMPLES.map((one) => (
                <Button key={one.key} onClick={() => write(one.sql)}>
                  {t(`sql.example.${one.key}`)}
                </Button>
              ))}
            >
              {t('sql.empty_about')}
            </Teach>
          )}
        </div>
        {tables.data && <Tables tables={tables.data} />}
      </div>
    </Page>
  );
}
