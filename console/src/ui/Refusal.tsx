import { Alert, Button } from 'antd';
import { ProblemError } from '../api/client';
import { useProblemText } from '../api/queries';
import { useT } from '../i18n';
import { Teach } from './Teach';

/** What the server refused, in the reader's words, with another try; a page of its own for what is not there. */
export function Refusal({ problem, retry }: { problem: unknown; retry?: () => unknown }) {
  const t = useT();
  const text = useProblemText();
  if (retry && problem instanceof ProblemError && (problem.status === 404 || problem.code === 'not_an_id'))
    return (
      <Teach title={text(problem)} actions={<Button onClick={() => history.back()}>{t('common.back')}</Button>}>
        {t('common.page_missing_why')}
      </Teach>
    );
  return (
    <Alert
      type="error"
      showIcon
      title={text(problem)}
      action={
        retry && (
          <Button size="small" onClick={() => void retry()}>
            {t('common.retry')}
          </Button>
        )
      }
    />
  );
}
