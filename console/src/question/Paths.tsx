import { DownloadOutlined } from '@ant-design/icons';
import { Alert, Button, Table } from 'antd';
import type { EChartsCoreOption } from 'echarts/core';
import type { Schemas } from '../api/client';
import { colours } from '../app/theme';
import { useT } from '../i18n';
import { useFormat } from '../i18n/format';
import { ChartCard } from '../insight/ChartCard';
import '../insight/insight.css';
import { Asked } from './Asked';
import { save, WHAT } from './funnel';
import { streams } from './streams';

type Question = Schemas['PathQuestion'] & { event: Schemas['EventAsked']; direction: 'after' | 'before' };
type Answer = Schemas['PathAnswer'];
type Path = Answer['paths'][number];
/** What ECharts tells of a node or a link under the pointer. */
type Hovered = {
  dataType: string;
  name: string;
  value: number;
  data: { source?: string; target?: string; value: number };
};

function Shown({ question, answer }: { question: Question; answer: Answer }) {
  const t = useT();
  const format = useFormat();
  const before = question.direction === 'before';
  const named = (path: Path) => {
    const steps = path.steps.map((what) => t(`event.${what}`));
    const event = `[${t(`event.${question.event}`)}]`;
    const whole = before ? [...steps, event] : [event, ...steps];
    return path.steps.length > 0
      ? whole.join(' → ')
      : t(before ? 'habits.paths_first' : 'habits.paths_last', { event });
  };
  const columns = [t('habits.path'), t('habits.visits'), t('habits.people'), t('habits.share')];
  const rows = answer.paths.map((path) => [named(path), path.visits, path.people, format.percent(path.share)]);
  const { nodes, links } = streams(question.event, before, answer.paths);
  const word = (key: string) => t(`event.${nodes.find((node) => node.key === key)!.what}`);
  const option: EChartsCoreOption | null =
    links.length === 0
      ? null
      : {
          tooltip: {
            confine: true,
            formatter: ({ dataType, name, data, value }: Hovered) =>
              dataType === 'edge'
                ? `${word(data.source!)} → ${word(data.target!)}: ${format.number(data.value)}`
                : `${word(name)}: ${format.number(value)}`,
          },
          series: [
            {
              type: 'sankey',
              // A step stands at its distance from the event, whether or not more steps follow.
              nodeAlign: before ? 'right' : 'left',
              left: 8,
              right: 96,
              top: 8,
              bottom: 8,
              data: nodes.map((node) => ({
                name: node.key,
                value: node.visits,
                itemStyle: { color: colours.chart[WHAT.indexOf(node.what) % colours.chart.length] },
                label: { formatter: t(`event.${node.what}`) },
              })),
              links,
              lineStyle: { color: 'source', opacity: 0.3 },
              label: { color: colours.ink },
              emphasis: { focus: 'adjacency' },
            },
          ],
        };
  return (
    <>
      {answer.people < 30 && <Alert type="warning" showIcon title={t('habits.few')} />}
      <div className="row apart">
        <span className="hint num">
          {t('habits.paths_sample', {
            from: answer.from,
            to: answer.to,
            n: format.number(answer.visits),
            people: format.number(answer.people),
          })}
        </span>
        <Button icon={<DownloadOutlined aria-hidden />} onClick={() => save('paths.csv', [columns, ...rows])}>
          {t('funnel.csv')}
        </Button>
      </div>
      <ChartCard
        title={t('habits.paths_chart')}
        about={t(before ? 'habits.paths_before_about' : 'habits.paths_after_about')}
        is={t('habits.paths_is')}
        sample={t('funnel.n', { n: format.number(answer.people) })}
        option={option}
        height={320}
        empty={t(before ? 'habits.paths_nothing_before' : 'habits.paths_nothing_after')}
        data={() => ({ columns, rows })}
      />
      <section className="panel" aria-label={t('habits.paths')}>
        <Table<Path>
          size="small"
          rowKey={(path) => path.steps.join('.')}
          pagination={false}
          scroll={{ x: 'max-content' }}
          dataSource={answer.paths}
          columns={[
            { key: 'path', title: columns[0], render: (_, path) => named(path) },
            { key: 'visits', title: columns[1], align: 'right', render: (_, path) => format.number(path.visits) },
            { key: 'people', title: columns[2], align: 'right', render: (_, path) => format.number(path.people) },
            { key: 'share', title: columns[3], align: 'right', render: (_, path) => format.percent(path.share) },
          ]}
        />
        {answer.other_visits > 0 && (
          <p className="hint path-others">{t('habits.paths_others', { n: format.number(answer.other_visits) })}</p>
        )}
      </section>
    </>
  );
}

/** What they did right after something, or right before. */
export function Paths({ question }: { question: Question }) {
  return (
    <Asked<Answer, Question>
      place="/communities/{community}/questions/paths"
      question={question}
      empty={(answer) => answer.visits === 0}
    >
      {(answer) => <Shown question={question} answer={answer} />}
    </Asked>
  );
}
