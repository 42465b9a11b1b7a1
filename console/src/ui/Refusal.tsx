import { Alert, Button } from 'antd';
import { useProblemText } from '../api/queries';
import { useT } from '../i18n';

/** What the server refused, in the reader's words, with another try. */
export function Refusal({ problem, retry }: { problem: unknown; retry?: () => unknown }) {
  const t = useT();
  const text = useProblemText();
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
