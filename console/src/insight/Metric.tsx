import { InfoCircleOutlined } from '@ant-design/icons';
import { Tooltip } from 'antd';

/** A number with its name; its definition is one hover (or one Tab) away. */
export function Metric({ label, value, is, strong }: { label: string; value: string; is: string; strong?: boolean }) {
  return (
    <div className={strong ? 'metric metric-strong' : 'metric'}>
      <dt>
        {label}
        <Tooltip title={is}>
          <span className="metric-is" tabIndex={0} role="note" aria-label={is}>
            <InfoCircleOutlined aria-hidden />
          </span>
        </Tooltip>
      </dt>
      <dd className="num">{value}</dd>
    </div>
  );
}
