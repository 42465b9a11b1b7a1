import { Link } from 'react-router';
import { paths } from '../app/paths';
import type { Schemas } from '../api/client';
import { useT } from '../i18n';
import { At } from '../ui/At';
import { Mark, type Tone } from '../ui/Mark';

const STATE: Record<Schemas['CaseState'], Tone> = { open: 'warn', appealed: 'info', pardoned: 'good', upheld: 'plain' };
const SANCTION: Record<Schemas['Sanction'], Tone> = {
  none: 'plain',
  recorded: 'plain',
  recalled: 'info',
  warned: 'warn',
  muted: 'warn',
  removed: 'bad',
};

export function CaseStateMark({ state }: { state: Schemas['CaseState'] }) {
  const t = useT();
  return <Mark tone={STATE[state]}>{t(`case_state.${state}`)}</Mark>;
}

export function SanctionMark({ worst }: { worst: Schemas['Sanction'] }) {
  const t = useT();
  return <Mark tone={SANCTION[worst]}>{t(`sanction.${worst}`)}</Mark>;
}

/** A case on one line, for a member's page and the live room. */
export function CaseLine({ one }: { one: Schemas['CaseSummary'] }) {
  const t = useT();
  return (
    <li className="event">
      <div className="row event-head">
        <Link to={paths.case(one.community_id, one.id)}>{t(`violation.${one.kind}`)}</Link>
        <SanctionMark worst={one.worst} />
        <CaseStateMark state={one.state} />
        <span className="muted small">
          <At at={one.opened_at} />
        </span>
      </div>
      {one.text && (
        <div className="said clip3 muted" dir="auto">
          {one.text}
        </div>
      )}
    </li>
  );
}
