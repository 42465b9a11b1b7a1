import { Button, Tooltip, type ButtonProps } from 'antd';
import { useMay } from '../identity/session';
import { useT } from '../i18n';

/** A button that, where it may not be pressed, stays visible and says why. */
export function ActButton({
  permission,
  blocked,
  ...button
}: ButtonProps & { permission?: string; blocked?: string | false | null }) {
  const t = useT();
  const may = useMay();
  const reason =
    blocked ||
    (permission && !may(permission)
      ? t('common.not_permitted', { permission: t.code('permission', permission) })
      : null);
  if (!reason) return <Button {...button} />;
  return (
    <Tooltip title={reason}>
      <span className="blocked" tabIndex={0} role="note" aria-label={reason}>
        <Button {...button} disabled />
      </span>
    </Tooltip>
  );
}
