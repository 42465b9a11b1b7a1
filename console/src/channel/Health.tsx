import { CheckCircleFilled, CloseCircleFilled, QuestionCircleFilled, ReloadOutlined } from '@ant-design/icons';
import { Button, Skeleton } from 'antd';
import type { ReactNode } from 'react';
import { useRead } from '../api/queries';
import { useT } from '../i18n';
import { Mark } from '../ui/Mark';
import { Refusal } from '../ui/Refusal';
import { useChannelWords, type Check } from './words';

const ICON = {
  ok: <CheckCircleFilled aria-hidden />,
  failed: <CloseCircleFilled aria-hidden />,
  unknown: <QuestionCircleFilled aria-hidden />,
};

function CheckLine({ check, first, act }: { check: Check; first: boolean; act?: ReactNode }) {
  const t = useT();
  const word = useChannelWords();
  const particulars = word.particulars(check.params);
  const evidence = check.params.evidence;
  return (
    <li className={`check check-${check.state}`} data-testid={`check-${check.code}`}>
      <span className="check-icon">{ICON[check.state]}</span>
      <div className="grow stack tight">
        <div className="row">
          <b>{word.check(check.code)}</b>
          <span className="small muted">{t(`health.state.${check.state}`)}</span>
          {first && <Mark tone="warn">{t('health.first')}</Mark>}
        </div>
        {particulars && <span className="small muted">{particulars}</span>}
        {check.remedy && (
          <span className="next">
            <span aria-hidden>→ </span>
            {word.remedy(check.remedy, check.params)}
          </span>
        )}
        {typeof evidence === 'string' && evidence !== 'null' && (
          <span className="small muted">
            {t('health.evidence')}：
            <code className="said" dir="auto">
              {evidence}
            </code>
          </span>
        )}
        {act}
      </div>
    </li>
  );
}

/** What must be right for an account to work, in the order it has to be put right. */
export function Health({
  account,
  remedyAct,
}: {
  account: string;
  /** A button for a remedy that can be done right here. */
  remedyAct?: (remedy: string) => ReactNode;
}) {
  const t = useT();
  const health = useRead(
    '/accounts/{account}/health',
    { path: { account } },
    { refetchInterval: (query) => (query.state.data?.checks.every((check) => check.state === 'ok') ? 30_000 : 5_000) },
  );
  if (health.error) return <Refusal problem={health.error} retry={health.refetch} />;
  if (!health.data)
    return (
      <div className="panel pad" role="status">
        <p className="hint">{t('connect.wait')}</p>
        <Skeleton active paragraph={{ rows: 4 }} title={false} />
      </div>
    );
  const { checks } = health.data;
  const open = checks.filter((check) => check.state === 'failed');
  return (
    <section className="panel pad" aria-label={t('account.tab.health')}>
      <div className="row apart">
        <h2 role="status">
          {open.length > 0
            ? t('connect.not_yet', { n: open.length })
            : checks.every((check) => check.state === 'ok')
              ? t('connect.all_well')
              : t('account.tab.health')}
        </h2>
        <Button
          size="small"
          icon={<ReloadOutlined aria-hidden />}
          loading={health.isFetching}
          onClick={() => void health.refetch()}
        >
          {t('connect.check_again')}
        </Button>
      </div>
      <ol className="checks">
        {checks.map((check) => (
          <CheckLine
            key={check.code}
            check={check}
            first={check === open[0]}
            act={check.remedy && remedyAct?.(check.remedy)}
          />
        ))}
      </ol>
    </section>
  );
}
