import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useT } from '../i18n';
import { Teach } from './Teach';

/** Tells "there is nothing yet" from "the filters hide everything". */
export function Nothing({ filtered, clear, children }: { filtered: boolean; clear: () => void; children: ReactNode }) {
  const t = useT();
  if (!filtered) return <>{children}</>;
  return (
    <Teach title={t('common.nothing_found')} actions={<Button onClick={clear}>{t('common.clear_filters')}</Button>}>
      {t('common.nothing_found_why')}
    </Teach>
  );
}
