import { Button } from 'antd';
import type { List } from '../api/queries';
import { useT } from '../i18n';

/** Further pages of a list, on demand. */
export function More({ list }: { list: Pick<List<never>, 'hasNextPage' | 'isFetchingNextPage' | 'fetchNextPage'> }) {
  const t = useT();
  if (!list.hasNextPage) return null;
  return (
    <div className="load-more">
      <Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
        {t('common.load_more')}
      </Button>
    </div>
  );
}
