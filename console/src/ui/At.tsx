import { Tooltip } from 'antd';
import { createContext, useContext } from 'react';
import { useFormat } from '../i18n/format';

/** The zone times are shown in: the community's, inside a community. */
export const Zone = createContext<string | undefined>(undefined);

export function At({ at }: { at: string | null | undefined }) {
  const zone = useContext(Zone);
  const format = useFormat(zone);
  if (!at) return <>–</>;
  return (
    <Tooltip title={format.exact(at)}>
      <time dateTime={at}>{format.moment(at)}</time>
    </Tooltip>
  );
}
