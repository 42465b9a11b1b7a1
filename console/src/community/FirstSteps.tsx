import { Button } from 'antd';
import { Link } from 'react-router';
import { paths } from '../app/paths';
import { useT } from '../i18n';
import { useCommunity } from './community';

/** How a community without any messages gets its first ones; for empty states. */
export function FirstSteps() {
  const t = useT();
  const community = useCommunity();
  return (
    <>
      <Link to={paths.imports(community.id)}>
        <Button type="primary">{t('overview.to_import')}</Button>
      </Link>
      <Link to={paths.room(community.id)}>
        <Button>{t('overview.to_room')}</Button>
      </Link>
    </>
  );
}
