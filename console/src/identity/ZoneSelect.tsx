import { Select } from 'antd';

const ZONES = Intl.supportedValuesOf('timeZone');
const COMMON = [
  'Asia/Shanghai',
  'Asia/Hong_Kong',
  'Asia/Taipei',
  'Asia/Singapore',
  'Asia/Tokyo',
  'Europe/London',
  'Europe/Berlin',
  'America/New_York',
  'America/Los_Angeles',
  'UTC',
];
const OPTIONS = [...COMMON, ...ZONES.filter((zone) => !COMMON.includes(zone))].map((zone) => ({
  value: zone,
  label: zone,
}));

export const machineZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;

export function ZoneSelect(props: {
  value?: string;
  onChange?: (zone: string) => void;
  id?: string;
  disabled?: boolean;
  'aria-label'?: string;
}) {
  return <Select showSearch options={OPTIONS} style={{ width: '100%' }} {...props} />;
}
