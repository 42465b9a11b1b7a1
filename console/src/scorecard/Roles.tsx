import { DownloadOutlined } from '@ant-design/icons';
import { Button, Skeleton } from 'antd';
import { useState } from 'react';
import type { Schemas } from '../api/client';
import { useRead } from '../api/queries';
import { MemberLink } from '../connection/Members';
import { useT } from '../i18n';
import { useFormat } from '../i18n/format';
import { Is } from '../insight/Metric';
import { Mark } from '../ui/Mark';
import { Refusal } from '../ui/Refusal';
import { OfGroup } from './OfGroup';

const FIRST = 6;
type Role = Schemas['GroupRoles']['roles'][number];

function RoleCard({ of }: { of: Role }) {
  const t = useT();
  const format = useFormat();
  const [all, setAll] = useState(false);
  const shown = all ? of.items : of.items.slice(0, FIRST);
  return (
    <section className="panel pad" aria-label={t(`scorecard.role.${of.role}`)}>
      <div className="row apart">
        <h2>
          {t(`scorecard.role.${of.role}`)} <Is>{t(`scorecard.role_is.${of.role}`)}</Is>
        </h2>
        <b className="num">{format.number(of.holders)}</b>
      </div>
      <ol className="scorecard-list">
        {shown.map((one) => (
          <li key={one.member.id}>
            <MemberLink member={one.member} /> {one.gone && <Mark tone="warn">{t('scorecard.gone')}</Mark>}
            <div className="small muted">
              {t(`scorecard.because.${of.role}`, {
                first: format.decimal(one.first),
                second: format.decimal(one.second),
              })}
            </div>
          </li>
        ))}
      </ol>
      {shown.length < of.items.length && (
        <Button size="small" onClick={() => setAll(true)}>
          {t('scorecard.show_holders', { n: format.number(of.items.length) })}
        </Button>
      )}
      {shown.length === of.items.length && of.holders > of.items.length && (
        <p className="hint">{t('scorecard.more_holders', { n: format.number(of.holders - of.items.length) })}</p>
      )}
    </section>
  );
}

/** Roles nobody holds: what is missing is worth knowing, too. */
function Nobody({ roles }: { roles: Role[] }) {
  const t = useT();
  if (roles.length === 0) return null;
  return (
    <section className="panel pad" aria-label={t('scorecard.nobody')}>
      <h2>{t('scorecard.nobody')}</h2>
      <ul className="scorecard-list">
        {roles.map(({ role }) => (
          <li key={role}>
            {t(`scorecard.role.${role}`)} <div className="small muted">{t(`scorecard.role_is.${role}`)}</div>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Shown({ group }: { group: string }) {
  const t = useT();
  const format = useFormat();
  const roles = useRead('/groups/{group}/roles', { path: { group } });
  if (roles.error) return <Refusal problem={roles.error} retry={roles.refetch} />;
  if (!roles.data) return <Skeleton active />;
  const { from, until, members, speakers } = roles.data;
  return (
    <>
      <div className="row apart">
        <p className="hint num">
          {t('scorecard.period', { from, until })} ·{' '}
          {t('scorecard.roles_of', { members: format.number(members), speakers: format.number(speakers) })}
        </p>
        <Button icon={<DownloadOutlined aria-hidden />} href={`/api/v1/groups/${group}/roles.csv`}>
          {t('scorecard.csv')}
        </Button>
      </div>
      <div className="scorecard-measures scorecard-roles">
        {roles.data.roles
          .filter((one) => one.holders > 0)
          .map((one) => (
            <RoleCard key={one.role} of={one} />
          ))}
      </div>
      <Nobody roles={roles.data.roles.filter((one) => one.holders === 0)} />
    </>
  );
}

/** What members of one group are to it, with what says so. */
export function Roles() {
  const t = useT();
  return (
    <OfGroup>
      {(group) => (
        <>
          <p className="hint">{t('scorecard.roles_about')}</p>
          <Shown group={group} />
        </>
      )}
    </OfGroup>
  );
}
