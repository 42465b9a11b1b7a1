import { App } from 'antd';
import { useCallback, useEffect, useRef } from 'react';
import { useBlocker } from 'react-router';
import { useT, type Key } from '../i18n';

/** Asks before unsaved changes are left behind; returns how to go without being asked, once they are kept. */
export function useLeaving(changed: boolean, ask: Key): () => void {
  const t = useT();
  const { modal } = App.useApp();
  const free = useRef(false);
  useEffect(() => {
    free.current = false;
    if (!changed) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [changed]);
  const leaving = useBlocker(({ currentLocation: here, nextLocation: there }) =>
    Boolean(changed && !free.current && here.pathname !== there.pathname),
  );
  useEffect(() => {
    if (leaving.state !== 'blocked') return;
    modal.confirm({
      title: t(ask),
      okText: t('rules.leave'),
      cancelText: t('rules.stay'),
      okButtonProps: { danger: true },
      onOk: () => leaving.proceed(),
      onCancel: () => leaving.reset(),
    });
    // asked once per attempt
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [leaving.state]);
  return useCallback(() => {
    free.current = true;
  }, []);
}
