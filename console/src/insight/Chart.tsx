import { BarChart, GraphChart, HeatmapChart, LineChart, RadarChart, SankeyChart } from 'echarts/charts';
import {
  AriaComponent,
  DataZoomComponent,
  GridComponent,
  LegendComponent,
  RadarComponent,
  TooltipComponent,
  VisualMapComponent,
} from 'echarts/components';
import { init, use, type EChartsCoreOption, type EChartsType } from 'echarts/core';
import { CanvasRenderer, SVGRenderer } from 'echarts/renderers';
import { useLayoutEffect, useRef } from 'react';
import { useAppearance } from '../app/appearance';
import { atNight, nightPaper, nightTooltip } from '../app/theme';

use([
  BarChart,
  LineChart,
  HeatmapChart,
  GraphChart,
  RadarChart,
  SankeyChart,
  AriaComponent,
  DataZoomComponent,
  GridComponent,
  LegendComponent,
  RadarComponent,
  TooltipComponent,
  VisualMapComponent,
  CanvasRenderer,
  SVGRenderer,
]);

/** Width of a card on an A4 sheet, in pixels of the page. */
const SHEET = 646;

export interface ChartHandle {
  picture: () => string;
}

/** One ECharts drawing that follows the size of its box. Loaded only where charts are. */
export default function Chart({
  option,
  height,
  label,
  onReady,
  onPick,
}: {
  option: EChartsCoreOption;
  height: number;
  label: string;
  onReady?: (handle: ChartHandle) => void;
  onPick?: (id: string) => void;
}) {
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType>(undefined);
  const pick = useRef(onPick);
  pick.current = onPick;
  const { dark, printing } = useAppearance();
  const paper = useRef('#fff');
  paper.current = dark ? nightPaper : '#fff';

  // On paper it is drawn anew, for the size of the sheet and as lines: what is only made smaller has words nobody can
  // read, and of a picture in layers (heat maps) the browser prints some.
  useLayoutEffect(() => {
    const drawn = init(box.current!, null, {
      renderer: printing ? 'svg' : 'canvas',
      ...(printing ? { width: SHEET, height } : {}),
    });
    chart.current = drawn;
    drawn.on('click', (event) => {
      const id = (event.data as { id?: string } | null)?.id;
      if (id) pick.current?.(id);
    });
    onReady?.({ picture: () => drawn.getDataURL({ pixelRatio: 2, backgroundColor: paper.current }) });
    const watcher = new ResizeObserver(() => drawn.resize());
    if (!printing) watcher.observe(box.current!);
    return () => {
      watcher.disconnect();
      drawn.dispose();
    };
    // the drawing lives as long as its box
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [printing, printing && height]);

  useLayoutEffect(() => {
    const shown = dark
      ? { ...atNight(option), ...(option.tooltip ? { tooltip: { ...nightTooltip, ...option.tooltip } } : {}) }
      : option;
    // A sheet does not wait for what would be drawn in later frames.
    const series = [option.series ?? []].flat() as object[];
    chart.current?.setOption(
      {
        animation: !printing,
        animationDuration: 300,
        textStyle: { fontFamily: 'inherit' },
        ...shown,
        ...(printing ? { series: series.map((one) => ({ ...one, progressive: 0 })) } : {}),
      },
      { notMerge: true },
    );
    if (printing) chart.current?.getZr().flush();
  }, [option, dark, printing, height]);

  return <div ref={box} className="chart" role="img" aria-label={label} style={{ height, width: '100%' }} />;
}
