import { useAppearance } from '../app/appearance';
import { atNight } from '../app/theme';
import { useT } from '../i18n';
import { look } from './circles';

/** A circle by its shape, its colour and its number, as in the picture. */
export function CircleMark({ circle }: { circle: number }) {
  const t = useT();
  const { dark } = useAppearance();
  const { colour, sign } = look(circle);
  return (
    <span className="circle-mark">
      <span className="circle-sign" style={{ color: dark ? atNight(colour) : colour }} aria-hidden>
        {sign}
      </span>
      {t('connection.circle_n', { n: circle })}
    </span>
  );
}
