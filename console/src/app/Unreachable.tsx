import { useQueryClient } from '@tanstack/react-query';
import { Alert } from 'antd';
import { useEffect, useState } from 'react';
import { api, client } from '../api/client';
import { useT } from '../i18n';

const TRY_AGAIN_MS = 3_000;

/** Says that the server does not answer, asks again by itself, and brings the view up to date when it does. */
export function Unreachable() {
  const t = useT();
  const queries = useQueryClient();
  const [gone, setGone] = useState(false);
  useEffect(() => client.onReach((reached) => setGone(!reached)), []);
  useEffect(() => {
    if (!gone) return;
    const timer = setInterval(() => {
      api.get('/setup').then(
        () => void queries.invalidateQueries(),
        () => {},
      );
    }, TRY_AGAIN_MS);
    return () => clearInterval(timer);
  }, [gone, queries]);
  if (!gone) return null;
  return <Alert banner type="warning" showIcon role="status" title={t('common.unreachable')} />;
}
