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
import { CanvasRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';

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
]);

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

  useEffect(() => {
    const drawn = init(box.current!, null, { renderer: 'canvas' });
    chart.current = drawn;
    drawn.on('click', (event) => {
      const id = (event.data as { id?: string } | null)?.id;
      if (id) pick.current?.(id);
    });
    onReady?.({ picture: () => drawn.getDataURL({ pixelRatio: 2, backgroundColor: '#fff' }) });
    const watcher = new ResizeObserver(() => drawn.resize());
    watcher.observe(box.current!);
    return () => {
      watcher.disconnect();
      drawn.dispose();
    };
    // the drawing lives as long as its box
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);

  useEffect(() => {
    chart.current?.setOption(
      { animationDuration: 300, textStyle: { fontFamily: 'inherit' }, ...option },
      { notMerge: true },
    );
  }, [option]);

  return <div ref={box} role="img" aria-label={label} style={{ height, width: '100%' }} />;
}
