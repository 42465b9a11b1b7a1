import { Alert, App, Modal } from 'antd';
import { useState } from 'react';
import { api, type Schemas } from '../api/client';
import { ONE_PAGE, useAct, useRead } from '../api/queries';
import { useCommunity } from '../community/community';
import { useT } from '../i18n';
import { useFormat } from '../i18n/format';
import { ActButton } from '../ui/ActButton';
import { At } from '../ui/At';
import { PastedTable, WrongLines } from '../ui/PastedTable';
import { Records } from '../ui/Records';
import { Refusal } from '../ui/Refusal';

type Table = Schemas['TargetTable'];
type Batch = Schemas['TargetBatch'];
type Targets = Schemas['ReviewTargets'];

const CHANGES = ['/communities/{community}/reviews', '/communities/{community}/review-target-batches'] as const;

function useTargets() {
  const t = useT();
  const format = useFormat();
  return (targets: Targets) =>
    (Object.entries(targets) as [keyof Targets, number | null][])
      .flatMap(([ratio, target]) =>
        target === null
          ? []
          : [`${t(`review.ratio.${ratio}`)} ${ratio === 'referral' ? format.decimal(target) : format.percent(target)}`],
      )
      .join(' · ') || '–';
}

function Changes({ of }: { of: Table }) {
  const t = useT();
  const targets = useTargets();
  const more = of.made + of.changed - of.changes.length;
  return (
    <ul>
      {of.changes.map((one) => (
        <li key={`${one.name} ${one.from} ${one.until}`}>
          <bdi>{one.name}</bdi> ({t('review.days_of', { from: one.from, until: one.until })}):{' '}
          {one.before && <del>{targets(one.before)}</del>} {targets(one.targets)}
        </li>
      ))}
      {more > 0 && <li>{t('table.more_lines', { n: more })}</li>}
    </ul>
  );
}

/** Tables that were kept; each is taken back as one. */
function Batches() {
  const t = useT();
  const { modal, message } = App.useApp();
  const path = { community: useCommunity().id };
  const found = useRead('/communities/{community}/review-target-batches', { path });
  const back = useAct((batch: string) => api.post('/review-target-batches/{batch}/take-back', { path: { batch } }), {
    changes: [...CHANGES],
    onDone: ({ restored, kept }) => void message.success(t('target.back', { restored, kept })),
  });
  const ask = (batch: Batch) =>
    modal.confirm({
      title: t('target.ask', { n: batch.made + batch.changed }),
      content: t('target.ask_about'),
      okText: t('cost_batch.take_back'),
      cancelText: t('common.cancel'),
      okButtonProps: { danger: true },
      onOk: () => back.mutateAsync(batch.id).catch(() => {}),
    });
  const items = found.data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <Records
      list={{ ...found, items, ...ONE_PAGE }}
      label={t('cost_batch.title')}
      empty={null}
      columns={[
        { key: 'at', title: t('cost_batch.at'), narrow: 'head', show: (batch) => <At at={batch.given_at} /> },
        {
          key: 'what',
          title: t('target.reviews'),
          show: (batch) => t('target.made_changed', { made: batch.made, changed: batch.changed }),
        },
        {
          key: 'acts',
          title: '',
          width: 150,
          narrow: 'line',
          show: (batch) =>
            batch.taken_back_at ? (
              <span className="muted">{t('cost_batch.taken_back')}</span>
            ) : (
              <ActButton size="small" danger permission="review:write" onClick={() => ask(batch)}>
                {t('cost_batch.take_back')}
              </ActButton>
            ),
        },
      ]}
    />
  );
}

/** Targets of many periods at once: looked at first, then kept. */
export function TargetDialog({ onClose }: { onClose: () => void }) {
  const t = useT();
  const path = { community: useCommunity().id };
  const [text, setText] = useState('');
  const read = (dry: boolean) =>
    api.post('/communities/{community}/review-targets', {
      path,
      query: { dry_run: dry },
      file: new Blob([text], { type: 'text/csv' }),
    }) as Promise<Table>;
  const look = useAct(() => read(true));
  const keep = useAct(() => read(false), { done: 'table.kept', changes: [...CHANGES], onDone: onClose });
  const seen = look.data;
  const ready = seen !== undefined && seen.wrong.length === 0 && seen.made + seen.changed > 0;
  return (
    <Modal
      open
      title={t('target.title')}
      width={720}
      onCancel={onClose}
      cancelText={t('common.cancel')}
      okText={t(ready ? 'table.write' : 'table.look')}
      okButtonProps={{ disabled: !text.trim() }}
      confirmLoading={look.isPending || keep.isPending}
      onOk={() => (ready ? keep : look).mutate(undefined)}
    >
      <div className="stack">
        <p className="hint">{t('target.about')}</p>
        <PastedTable
          text={text}
          onChange={(next) => {
            setText(next);
            look.reset();
          }}
          example={t('target.example')}
        />
        {look.error && <Refusal problem={look.error} />}
        {seen &&
          (seen.wrong.length > 0 ? (
            <WrongLines lines={seen.wrong} />
          ) : (
            <Alert
              type="info"
              showIcon
              title={t('target.told', { made: seen.made, changed: seen.changed, same: seen.same })}
              description={seen.changes.length > 0 && <Changes of={seen} />}
            />
          ))}
        <Batches />
      </div>
    </Modal>
  );
}
