import { useArms } from '../experiment/arms';
import { useT } from '../i18n';

/** Arms of experiments on groups by the names an operator knows them by. */
export function ArmsOf({ codes }: { codes: string[] }) {
  const t = useT();
  const known = useArms(['group'], codes);
  if (codes.length === 0) return null;
  const names = codes.map((code) => known.find((arm) => arm.value === code)?.label ?? code);
  return <bdi className="small muted">{t('playbook.arms_of', { names })}</bdi>;
}
