import { Alert } from 'antd';
import type { Schemas } from '../api/client';
import { useT } from '../i18n';
import { useFormat } from '../i18n/format';
import { Mark } from '../ui/Mark';
import { ArmNames } from './MassTrial';

type Reach = Schemas['MassSendReach'];

const names = (list: { id: string; name: string }[]) => list.map((one) => one.name || one.id);

/** Whom a mass send reaches, who has to tap for it, and whom it leaves out and why. */
export function MassReach({ reach }: { reach: Reach }) {
  const t = useT();
  const format = useFormat();
  const shown = (list: { id: string; name: string }[], count: number) =>
    count > list.length
      ? t('mass.and_more', { names: names(list), n: format.number(count - list.length) })
      : t('mass.these', { names: names(list) });
  return (
    <div className="stack tight" role="status" data-testid="mass-reach">
      <Alert
        type={reach.reached > 0 ? 'info' : 'warning'}
        showIcon
        title={t('mass.reaches', { n: format.number(reach.reached) })}
        description={
          <div className="stack tight">
            {reach.reached > 0 && <span className="small said">{shown(reach.first, reach.reached)}</span>}
            {reach.contents.length > 0 && (
              <span className="row tight">
                <span className="small">{t('mass.who_gets')}</span>
                {reach.contents.map((one) => (
                  <Mark key={one.arms.join()} tone={one.nothing ? 'warn' : 'plain'}>
                    <ArmNames codes={one.arms} /> · {format.number(one.reached)}
                    {one.nothing && ` · ${t('mass.arm.nothing')}`}
                  </Mark>
                ))}
              </span>
            )}
            {reach.senders.length > 0 && (
              <span className="row tight">
                <span className="small">{t('mass.who_taps')}</span>
                {reach.senders.map((one) => (
                  <Mark key={one.sender ?? ''}>
                    <bdi>{one.sender ?? t('mass.last_talked')}</bdi> · {format.number(one.targets)}
                  </Mark>
                ))}
              </span>
            )}
          </div>
        }
      />
      {reach.left_out.map((one) => (
        <Alert
          key={one.reason}
          type="warning"
          showIcon
          title={`${t('mass.left_out', { n: format.number(one.count) })}${t(`mass.reason.${one.reason}`)}`}
          description={<span className="small said">{shown(one.first, one.count)}</span>}
        />
      ))}
    </div>
  );
}
