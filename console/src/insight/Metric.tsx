import { InfoCircleOutlined } from '@ant-design/icons';
import { Tooltip } from 'antd';

/** What a number or a chart means, one hover (or one Tab) away. */
export function Is({ children }: { children: string }) {
  return (
    <Tooltip title={children}>
      <span className="metric-is" tabIndex={0} role="note" aria-label={children}>
        <InfoCircleOutlined aria-hidden />
      </span>
    </Tooltip>
  );
}

/** A number with its name, its definition and, where it matters, what it stands on. */
export function Metric({
  label,
  value,
  is,
  of,
  strong,
}: {
  label: string;
  value: string;
  is: string;
  of?: string;
  strong?: boolean;
}) {
  return (
    <div className={strong ? 'metric metric-strong' : 'metric'}>
      <dt>
        {label}
        <Is>{is}</Is>
      </dt>
      <dd className="num">{value}</dd>
      {of && <dd className="metric-of num">{of}</dd>}
    </div>
  );
}
