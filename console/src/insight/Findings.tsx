import { Tooltip } from 'antd';
import { ArrowRightOutlined, InfoCircleOutlined } from '@ant-design/icons';
import type { Schemas } from '../api/client';
import { useT } from '../i18n';
import { useFormat } from '../i18n/format';
import { Mark, type Tone } from '../ui/Mark';

const TONE: Record<Schemas['Finding']['severity'], Tone> = {
  good: 'good',
  note: 'info',
  warning: 'warn',
  serious: 'bad',
};

function Forecast({ forecast }: { forecast: Schemas['Forecast'] }) {
  const t = useT();
  const format = useFormat();
  return (
    <li className="finding">
      <Mark tone={forecast.dead === null ? 'plain' : forecast.dead ? 'bad' : 'good'}>
        {t(
          forecast.dead === null
            ? 'overview.forecast_unknown'
            : forecast.dead
              ? 'overview.forecast_dead'
              : 'overview.forecast_alive',
        )}
      </Mark>
      <div className="grow">
        {forecast.score != null && <p>{t('overview.forecast_score', { score: format.percent(forecast.score) })}</p>}
        {forecast.reasons.length > 0 && (
          <ul className="small" aria-label={t('overview.forecast_reasons')}>
            {forecast.reasons.map((reason) => (
              <li key={reason.feature}>{reason.text}</li>
            ))}
          </ul>
        )}
        <p className="muted small">{forecast.method}</p>
      </div>
    </li>
  );
}

/** Plain sentences with their number and what to do next; the rule behind each is one hover away. */
export function Findings({ report }: { report: Schemas['Report'] }) {
  const t = useT();
  return (
    <section className="panel pad" aria-label={t('overview.findings')}>
      <h2>{t('overview.findings')}</h2>
      <ul className="findings">
        {report.findings.length === 0 && <li className="muted">{t('overview.no_findings')}</li>}
        {report.findings.map((finding) => (
          <li key={finding.code} className="finding">
            <Mark tone={TONE[finding.severity]}>{t(`severity.${finding.severity}`)}</Mark>
            <div className="grow">
              <p>
                {finding.text}{' '}
                <Tooltip title={`${t('overview.rule_behind')}: ${finding.rule}`}>
                  <span
                    className="metric-is"
                    tabIndex={0}
                    role="note"
                    aria-label={`${t('overview.rule_behind')}: ${finding.rule}`}
                  >
                    <InfoCircleOutlined aria-hidden />
                  </span>
                </Tooltip>
              </p>
              {finding.next_step && (
                <p className="next">
                  <ArrowRightOutlined aria-hidden /> {finding.next_step}
                </p>
              )}
            </div>
          </li>
        ))}
        <Forecast forecast={report.forecast} />
      </ul>
    </section>
  );
}
