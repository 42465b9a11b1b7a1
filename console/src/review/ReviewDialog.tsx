import { DatePicker, Form, Input, InputNumber, Radio, Select } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useNavigate } from 'react-router';
import { api, type Schemas } from '../api/client';
import { useAct, useList } from '../api/queries';
import { paths } from '../app/paths';
import { useCommunity } from '../community/community';
import { useT } from '../i18n';
import { Is } from '../insight/Metric';
import { FormDialog } from '../ui/FormDialog';
import type { Ran } from './Did';
import { PlaybooksField } from './PlaybooksField';
import { SendsField } from './SendsField';

export type Review = Schemas['Review'];
type Ratio = Schemas['ReviewRatio'];

export const RATIOS: Ratio[] = ['acquisition', 'activity', 'conversion', 'repurchase', 'referral', 'replication'];
const GOALS = ['growth', 'activity', 'conversion', 'retention'] as const;

interface Fields {
  name: string;
  goal: Schemas['ReviewGoal'];
  days: [Dayjs, Dayjs];
  hypothesis?: string;
  /** In percent; of the referral, as it is. */
  targets?: Partial<Record<Ratio, number | null>>;
  experiments?: string[];
  playbooks?: string[];
  sends?: string[];
}

const scale = (ratio: Ratio) => (ratio === 'referral' ? 1 : 100);
const scaled = (targets: Fields['targets'], by: (ratio: Ratio, target: number) => number) =>
  Object.fromEntries(
    RATIOS.flatMap((ratio) => {
      const target = targets?.[ratio];
      return target == null ? [] : [[ratio, by(ratio, target)]];
    }),
  );

/** Plans a period, or changes the plan; `linked` tells of what it names already. */
export function ReviewDialog({
  review,
  linked,
  onClose,
}: {
  review: Review | null;
  linked?: Ran;
  onClose: () => void;
}) {
  const t = useT();
  const go = useNavigate();
  const community = useCommunity().id;
  const experiments = useList('/communities/{community}/experiments', { path: { community } });
  const save = useAct(
    ({ days, targets, ...fields }: Fields) => {
      const body = {
        ...fields,
        from: days[0].format('YYYY-MM-DD'),
        until: days[1].format('YYYY-MM-DD'),
        targets: scaled(targets, (ratio, target) => target / scale(ratio)),
      };
      return review
        ? api.put('/reviews/{review}', { path: { review: review.id }, body: { ...body, version: review.version } })
        : api.post('/communities/{community}/reviews', { path: { community }, body });
    },
    {
      changes: ['/reviews', '/communities/{community}/reviews'],
      onDone: (saved) => {
        onClose();
        if (!review) go(paths.review(community, saved.id));
      },
    },
  );
  const needed = { required: true, message: t('setup.required') };
  return (
    <FormDialog<Fields, Review>
      open
      title={t(review ? 'review.change' : 'review.make')}
      confirm={t('common.save')}
      about={t('review.plan_about')}
      initial={
        review
          ? {
              name: review.name,
              goal: review.goal,
              days: [dayjs(review.from), dayjs(review.until)],
              hypothesis: review.hypothesis,
              targets: scaled(review.targets, (ratio, target) => Number((target * scale(ratio)).toPrecision(10))),
              experiments: review.experiments,
              playbooks: review.playbooks,
              sends: review.sends,
            }
          : { goal: 'activity', days: [dayjs().startOf('month'), dayjs().endOf('month')] }
      }
      act={save}
      onClose={onClose}
    >
      <Form.Item name="name" label={t('common.name')} rules={[needed]}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item name="goal" label={t('review.goal')}>
        <Radio.Group options={GOALS.map((one) => ({ value: one, label: t(`review.goal.${one}`) }))} />
      </Form.Item>
      <Form.Item name="days" label={t('review.days')} rules={[needed]}>
        <DatePicker.RangePicker />
      </Form.Item>
      <Form.Item name="hypothesis" label={t('review.hypothesis')}>
        <Input.TextArea
          maxLength={2000}
          autoSize={{ minRows: 2, maxRows: 6 }}
          placeholder={t('review.hypothesis_like')}
        />
      </Form.Item>
      <b>{t('review.targets')}</b>
      <div className="row" style={{ flexWrap: 'wrap' }} role="group" aria-label={t('review.targets')}>
        {RATIOS.map((ratio) => (
          <Form.Item
            key={ratio}
            name={['targets', ratio]}
            label={
              <>
                {t(`review.ratio.${ratio}`)}
                <Is>{t(`review.is.${ratio}`)}</Is>
              </>
            }
          >
            <InputNumber
              min={0}
              max={ratio === 'referral' ? 1000 : 100}
              suffix={ratio === 'referral' ? undefined : '%'}
              style={{ width: 140 }}
            />
          </Form.Item>
        ))}
      </div>
      <Form.Item name="experiments" label={t('review.experiments')}>
        <Select
          mode="multiple"
          maxCount={20}
          optionFilterProp="label"
          options={[
            ...new Map(
              [...(linked?.experiments.filter((one) => one.linked) ?? []), ...experiments.items].map((one) => [
                one.id,
                one.name,
              ]),
            ),
          ].map(([value, label]) => ({ value, label }))}
        />
      </Form.Item>
      <PlaybooksField linked={linked?.playbooks ?? []} />
      <SendsField linked={linked?.sends ?? []} />
    </FormDialog>
  );
}
