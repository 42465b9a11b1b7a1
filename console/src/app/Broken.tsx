import { Button } from 'antd';
import { Link, useRouteError } from 'react-router';
import { useProblemText } from '../api/queries';
import { useT } from '../i18n';
import { Teach } from '../ui/Teach';
import { paths } from './paths';

/** What the browsers say when a part of the console cannot be fetched: no network, or a newer version is served. */
const NOT_LOADED = /dynamically imported module|importing a module|module script failed/i;

/** A page that is not there, or one that broke. */
export function Broken() {
  const t = useT();
  const text = useProblemText();
  const problem = useRouteError();
  const missing = !problem || (typeof problem === 'object' && 'status' in problem && problem.status === 404);
  const gone = problem instanceof TypeError && NOT_LOADED.test(problem.message);
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
      {missing ? t('common.page_missing_why') : gone ? t('common.page_not_loaded') : text(problem)}
    </Teach>
  );
}

/** The same as a page of its own, where no view has drawn the frame. */
export function BrokenPage() {
  return (
    <main id="main" className="content">
      <Broken />
    </main>
  );
}
