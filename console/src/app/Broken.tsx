import { Button } from 'antd';
import { Link, useRouteError } from 'react-router';
import { useProblemText } from '../api/queries';
import { useT } from '../i18n';
import { Teach } from '../ui/Teach';
import { paths } from './paths';

/** A page that is not there, or one that broke. */
export function Broken() {
  const t = useT();
  const text = useProblemText();
  const problem = useRouteError();
  const missing = !problem || (typeof problem === 'object' && 'status' in problem && problem.status === 404);
  return (
    <Teach
      title={missing ? t('common.page_missing') : t('common.page_broken')}
      actions={
        <>
          <Button onClick={() => location.reload()}>{t('common.reload')}</Button>
          <Link to={paths.communities()} reloadDocument>
            <Button type="primary">{t('common.home')}</Button>
          </Link>
        </>
      }
    >
      {missing ? t('common.page_missing_why') : text(problem)}
    </Teach>
  );
}
