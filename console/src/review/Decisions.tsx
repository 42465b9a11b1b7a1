import { DatePicker, Form, Input, Select } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useState } from 'react';
import { Link } from 'react-router';
import { paths } from '../app/paths';
import { api, type Schemas } from '../api/client';
import { useAct } from '../api/queries';
import { useT } from '../i18n';
import { useFormat } from '../i18n/format';
import { ActButton } from '../ui/ActButton';
import { useCommunity } from '../community/community';
import { FormDialog } from '../ui/FormDialog';
import { Mark, type Tone } from '../ui/Mark';

type Decision = Schemas['ReviewDecision'];
type Change = NonNullable<Decision['changes']>;
const PLACE: Record<Change, (community: string) => string> = {
  rules: paths.rules,
  first_week: paths.onboarding,
  playbook: paths.playbooks,
  gate_page: (community) => paths.acquisition(community, { tab: 'pages' }),
  code_plan: paths.acquisition,
  community: paths.communitySettings,
};
const TONE: Record<Decision['state'], Tone> = { open: 'warn', done: 'good', not_done: 'bad', dropped: 'plain' };

/** What was decided, and whether it was done. */
export function DecisionList({ of }: { of: Decision[] }) {
  const t = useT();
  return (
    <ul className="review-parts">
      {of.map((one) => (
        <li key={one.id} className="row apart">
          <bdi>{one.what}</bdi>
          <span className="row tight">
            {one.owner && <bdi className="muted">{one.owner}</bdi>}
            <span className="num muted">{one.due}</span>
            {one.changes && <Changed what={one.changes} at={one.changed_at} />}
            <Mark tone={TONE[one.state]}>{t(`review.decision.${one.state}`)}</Mark>
          </span>
        </li>
      ))}
    </ul>
  );
}

/** Leads to where it is changed. */
function Changed({ what, at }: { what: Change; at: string | null }) {
  const t = useT();
  const community = useCommunity();
  const { moment } = useFormat(community.zone);
  return (
    <Link to={PLACE[what](community.id)}>
      {at
        ? t('review.changed_on', { what: t(`review.changes.${what}`), day: moment(at) })
        : t('review.changed_not', { what: t(`review.changes.${what}`) })}
    </Link>
  );
}

interface Fields {
  what: string;
  owner?: string;
  due: Dayjs;
  changes?: Change;
}

export function Decide({ review }: { review: string }) {
  const t = useT();
  const [open, setOpen] = useState(false);
  const decide = useAct(
    ({ due, ...fields }: Fields) =>
      api.post('/reviews/{review}/decisions', {
        path: { review },
        body: { ...fields, due: due.format('YYYY-MM-DD') },
      }),
    { done: 'review.decided', changes: ['/reviews', '/tasks'], onDone: () => setOpen(false) },
  );
  const needed = { required: true, message: t('setup.required') };
  return (
    <>
      <ActButton permission="review:write" onClick={() => setOpen(true)}>
        {t('review.decide')}
      </ActButton>
      {open && (
        <FormDialog<Fields, Decision>
          open
          title={t('review.decide')}
          about={t('review.decide_about')}
          initial={{ due: dayjs().add(7, 'day') }}
          act={decide}
          onClose={() => setOpen(false)}
        >
          <Form.Item name="what" label={t('review.what')} rules={[needed]}>
            <Input.TextArea maxLength={500} autoSize={{ minRows: 2, maxRows: 5 }} />
          </Form.Item>
          <Form.Item name="owner" label={t('review.owner')}>
            <Input maxLength={100} />
          </Form.Item>
          <Form.Item name="changes" label={t('review.changes')} extra={t('review.changes_about')}>
            <Select
              allowClear
              options={(Object.keys(PLACE) as Change[]).map((value) => ({
                value,
                label: t(`review.changes.${value}`),
              }))}
            />
          </Form.Item>
          <Form.Item name="due" label={t('review.due')} rules={[needed]}>
            <DatePicker />
          </Form.Item>
        </FormDialog>
      )}
    </>
  );
}
