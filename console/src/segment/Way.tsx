import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, InputNumber, Select } from 'antd';
import { useT } from '../i18n';
import { Days, type Leaf } from './Often';
import { MOST_STEPS, STEPS, useListWord } from './segment';

const HOWS = ['reached', 'stopped', 'never'] as const;

/** Steps one after the other, and how far somebody came. */
export function Way({ of, change }: Leaf) {
  const t = useT();
  const word = useListWord();
  const steps = of.steps ?? [];
  const how = of.at_most === undefined ? 'reached' : of.at_most === 0 ? 'never' : 'stopped';
  const step = how === 'never' ? 0 : (of.at_least ?? 1);
  const come = (to: (typeof HOWS)[number], at: number) => {
    const { at_most: _, ...rest } = of;
    if (to === 'never') return change({ ...rest, at_least: 0, at_most: 0 });
    const reached = Math.max(1, Math.min(at, to === 'stopped' ? steps.length - 1 : steps.length));
    change({ ...rest, at_least: reached, ...(to === 'stopped' ? { at_most: reached } : {}) });
  };
  const among = (to: typeof steps) => {
    const { at_most, ...rest } = of;
    const reached = Math.min(of.at_least ?? 1, to.length);
    change({
      ...rest,
      steps: to,
      at_least: reached,
      ...(at_most === undefined ? {} : { at_most: Math.min(at_most, to.length) }),
    });
  };
  return (
    <>
      <b>{t('segment.way')}</b>
      {steps.map((one, at) => (
        <span key={at} className="row tight">
          <Select
            aria-label={t('segment.way_step', { n: at + 1 })}
            prefix={`${at + 1}`}
            value={one.list}
            popupMatchSelectWidth={false}
            style={{ minWidth: 120 }}
            onChange={(list) => among(steps.with(at, { list }))}
            options={STEPS.map((list) => ({ value: list, label: word(list) }))}
          />
          {steps.length > 2 && (
            <Button
              type="text"
              size="small"
              icon={<DeleteOutlined aria-hidden />}
              aria-label={t('segment.way_drop', { n: at + 1 })}
              onClick={() => among(steps.toSpliced(at, 1))}
            />
          )}
        </span>
      ))}
      {steps.length < MOST_STEPS && (
        <Button size="small" icon={<PlusOutlined aria-hidden />} onClick={() => among([...steps, { list: 'bought' }])}>
          {t('segment.way_add')}
        </Button>
      )}
      <Select
        aria-label={t('segment.way_how')}
        value={how}
        popupMatchSelectWidth={false}
        onChange={(to: (typeof HOWS)[number]) => come(to, step || 1)}
        options={HOWS.map((one) => ({ value: one, label: t(`segment.way.${one}`) }))}
      />
      {how !== 'never' && (
        <Select
          aria-label={t('segment.way_far')}
          value={step}
          popupMatchSelectWidth={false}
          onChange={(at: number) => come(how, at)}
          options={steps
            .slice(0, how === 'stopped' ? -1 : undefined)
            .map((_, at) => ({ value: at + 1, label: t('segment.way_step', { n: at + 1 }) }))}
        />
      )}
      <InputNumber
        aria-label={t('segment.window')}
        prefix={t('segment.window')}
        suffix={t('segment.hours')}
        min={1}
        max={8784}
        precision={0}
        style={{ width: 190 }}
        value={of.window_hours ?? 336}
        onChange={(hours) => change({ ...of, window_hours: hours ?? 336 })}
      />
      <Days of={of} change={change} />
    </>
  );
}
