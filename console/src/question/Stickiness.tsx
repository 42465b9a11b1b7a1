import { DownloadOutlined } from '@ant-design/icons';
import { Alert, Button } from 'antd';
import type { EChartsCoreOption } from 'echarts/core';
import type { Schemas } from '../api/client';
import { colours } from '../app/theme';
import { useT } from '../i18n';
import { useFormat } from '../i18n/format';
import { axis, box, hover, upright } from '../insight/axes';
import { ChartCard } from '../insight/ChartCard';
import '../insight/insight.css';
import { save } from './funnel';
import { Asked } from './Asked';

type Question = Schemas['HabitQuestion'];
type Answer = Schemas['StickinessAnswer'];

function Shown({ answer }: { answer: Answer }) {
  const t = useT();
  const format = useFormat();
  const columns = [t('habits.active_periods'), t('habits.people'), t('habits.at_least')];
  const people = new Map(answer.counts.map((one) => [one.periods, one.people]));
  const rows = answer.counts.map((one) => [one.periods, one.people, format.percent(one.at_least)]);
  const option: EChartsCoreOption = {
    color: colours.chart,
    tooltip: hover(format),
    grid: { ...box(26), top: 28 },
    xAxis: {
      type: 'category',
      name: t('habits.active_periods'),
      nameLocation: 'middle',
      nameGap: 26,
      data: Array.from({ length: answer.periods }, (_, at) => String(at + 1)),
      ...axis,
    },
    yAxis: upright(t('habits.people'), format),
    series: [
      {
        name: t('habits.people'),
        type: 'bar',
        barMaxWidth: 40,
        data: Array.from({ length: answer.periods }, (_, at) => people.get(at + 1) ?? 0),
      },
    ],
  };
  return (
    <>
      {answer.people < 30 && <Alert type="warning" showIcon title={t('habits.few')} />}
      {answer.open && <Alert type="info" showIcon title={t('habits.running')} />}
      <div className="row apart">
        <h2>{t('habits.stickiness')}</h2>
        <Button icon={<DownloadOutlined aria-hidden />} onClick={() => save('stickiness.csv', [columns, ...rows])}>
          {t('funnel.csv')}
        </Button>
      </div>
      <ChartCard
        title={t('habits.stickiness_chart')}
        about={t('habits.stick_about', { from: answer.from, to: answer.to, n: answer.periods })}
        is={t('habits.stickiness_is')}
        sample={t('funnel.n', { n: format.number(answer.people) })}
        option={option}
        data={() => ({ columns, rows })}
      />
    </>
  );
}

/** How often somebody is there. */
export function Stickiness({ question }: { question: Question }) {
  return (
    <Asked<Answer, Question>
      place="/communities/{community}/questions/stickiness"
      question={question}
      empty={(answer) => answer.people === 0}
    >
      {(answer) => <Shown answer={answer} />}
    </Asked>
  );
}
