import { Form, Select } from 'antd';
import type { Dayjs } from 'dayjs';
import type { Schemas } from '../api/client';
import { useRead } from '../api/queries';
import { useCommunity } from '../community/community';
import { useT } from '../i18n';
import { useFormat } from '../i18n/format';

const BEFORE = 30; // days: what leads to a period is sent before it
const LONGEST = 365; // days the server looks through, with the last

/** Which mass sends a plan is about; `linked` are offered though they were made at another time. */
export function SendsField({ linked }: { linked: Schemas['SendHere'][] }) {
  const t = useT();
  const community = useCommunity();
  const format = useFormat(community.zone);
  const days: [Dayjs, Dayjs] | undefined = Form.useWatch('days');
  const [from, until] = days ?? [];
  const earliest = from?.subtract(BEFORE, 'day');
  const furthest = until?.subtract(LONGEST, 'day');
  const begins = earliest && furthest && (furthest.isAfter(earliest) ? furthest : earliest);
  const found = useRead(
    '/communities/{community}/sends',
    {
      path: { community: community.id },
      query: { from: begins?.format('YYYY-MM-DD') ?? '', until: until?.format('YYYY-MM-DD') ?? '' },
    },
    { enabled: begins !== undefined },
  );
  const known = new Map(
    [...linked.filter((one) => one.linked), ...(found.data?.items ?? [])].map((one) => [one.id, one]),
  );
  return (
    <Form.Item name="sends" label={t('review.sends')} extra={t('review.sends_about')}>
      <Select
        mode="multiple"
        maxCount={20}
        optionFilterProp="label"
        loading={found.isFetching}
        notFoundContent={t('review.sends_none')}
        options={[...known.values()].map((one) => ({ value: one.id, label: one.text || t('review.send_files'), one }))}
        optionRender={({ data: { label, one } }) => (
          <span className="stack tight">
            <bdi>{label}</bdi>
            <span className="small muted num">
              {format.moment(one.made_at)} · {t(`review.to.${one.kind}`)} ·{' '}
              {t('review.sent_of', { sent: format.number(one.sent), of: format.number(one.reached) })}
            </span>
          </span>
        )}
      />
    </Form.Item>
  );
}
