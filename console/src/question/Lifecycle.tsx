import { DownloadOutlined } from '@ant-design/icons';
import { Alert, Button } from 'antd';
import type { EChartsCoreOption } from 'echarts/core';
import type { Schemas } from '../api/client';
import { colours } from '../app/theme';
import { useT } from '../i18n';
import { useFormat } from '../i18n/format';
import { axis, box, hover, legend, upright } from '../insight/axes';
import { ChartCard } from '../insight/ChartCard';
import '../insight/insight.css';
import { save } from './funnel';
import { Asked } from './Asked';

type Question = Schemas['HabitQuestion'];
type Answer = Schemas['LifecycleAnswer'];

const PARTS = ['fresh', 'returning', 'resurrected', 'dormant'] as const;

function Shown({ answer }: { answer: Answer }) {
  const t = useT();
  const format = useFormat();
  const columns = [t('funnel.period'), ...PARTS.map((part) => t(`habits.${part}`))];
  const rows = answer.periods.map((one) => [one.start, ...PARTS.map((part) => one[part])]);
  const option: EChartsCoreOption = {
    color: colours.chart,
    tooltip: { ...hover(format), valueFormatter: (count: unknown) => format.number(Math.abs(Number(count))) },
    legend,
    grid: { ...box(32), top: 28 },
    xAxis: {
      type: 'category',
      data: answer.periods.map((one) => (one.open ? `${one.start}*` : one.start)),
      ...axis,
    },
    yAxis: {
      ...upright(t('habits.people'), format),
      axisLabel: { color: colours.muted, formatter: (count: number) => format.number(Math.abs(count)) },
    },
    series: PARTS.map((part) => ({
      name: t(`habits.${part}`),
      type: 'bar',
      stack: 'all',
      barMaxWidth: 40,
      data: answer.periods.map((one) => (part === 'dormant' ? -one[part] : one[part])),
    })),
  };
  return (
    <>
      {answer.periods.some((one) => one.open) && <Alert type="info" showIcon title={t('habits.running')} />}
      <div className="row apart">
        <h2>{t('habits.lifecycle')}</h2>
        <Button icon={<DownloadOutlined aria-hidden />} onClick={() => save('lifecycle.csv', [columns, ...rows])}>
          {t('funnel.csv')}
        </Button>
      </div>
      <ChartCard
        title={t('habits.lifecycle_chart')}
        about={t('habits.life_about')}
        is={t('habits.lifecycle_is')}
        sample={`${answer.from} – ${answer.to}`}
        option={option}
        height={320}
        data={() => ({ columns, rows })}
      />
    </>
  );
}

/** Where the people of a period come from, and who went silent. */
export function Lifecycle({ question }: { question: Question }) {
  return (
    <Asked<Answer, Question>
      place="/communities/{community}/questions/lifecycle"
      question={question}
      empty={(answer) => answer.periods.length === 0}
    >
      {(answer) => <Shown answer={answer} />}
    </Asked>
  );
}
