import { Alert, App, Button, Skeleton, Tabs } from 'antd';
import { useState } from 'react';
import { api } from '../api/client';
import { ProblemError } from '../api/client';
import { useAct, useRead } from '../api/queries';
import { useCommunity } from '../community/community';
import { useT } from '../i18n';
import { ActButton } from '../ui/ActButton';
import { Mark } from '../ui/Mark';
import { Page } from '../ui/Page';
import { Refusal } from '../ui/Refusal';
import { Teach } from '../ui/Teach';
import { useFilters } from '../ui/useFilters';
import { useLeaving } from '../ui/useLeaving';
import { Editor, type WrongPlaces } from './Editor';
import { missingIn, type RuleSet } from './parts';
import { PublishDialog } from './PublishDialog';
import { RehearseTab } from './RehearseTab';
import { VersionsTab } from './VersionsTab';
import './rule.css';

export default function RulesPage() {
  const t = useT();
  const community = useCommunity();
  const { modal } = App.useApp();
  const { values, set } = useFilters('tab');
  const path = { community: community.id };
  const rules = useRead('/communities/{community}/rules', { path });
  const [edited, setEdited] = useState<RuleSet | null>(null);
  const [publishing, setPublishing] = useState(false);
  const kept = rules.data?.draft?.rules ?? rules.data?.live?.rules ?? null;
  const shown = edited ?? kept;
  const changes = ['/communities/{community}/rules'];
  const save = useAct((body: RuleSet) => api.put('/communities/{community}/rules/draft', { path, body }), {
    done: 'rules.saved',
    changes,
    onDone: () => setEdited(null),
  });
  const discard = useAct(() => api.delete('/communities/{community}/rules/draft', { path }), {
    done: 'common.saved',
    changes,
    onDone: () => setEdited(null),
  });
  useLeaving(edited !== null, 'rules.leave_ask');

  if (rules.error) return <Refusal problem={rules.error} retry={rules.refetch} />;
  if (!rules.data) return <Skeleton active />;
  const { live, draft } = rules.data;
  const missing = shown?.rules.reduce((sum, rule) => sum + missingIn(rule), 0) ?? 0;
  const incomplete = missing > 0 && t('rules.errors', { n: missing });
  const wrong = save.error instanceof ProblemError ? ((save.error.params.errors as WrongPlaces | undefined) ?? []) : [];
  const discardAll = () =>
    modal.confirm({
      title: t('rules.discard_ask'),
      okText: t('rules.discard'),
      cancelText: t('common.cancel'),
      okButtonProps: { danger: true },
      onOk: () => (draft ? discard.mutateAsync(undefined) : setEdited(null)),
    });
  const editTab =
    shown === null ? (
      <Teach
        title={t('rules.empty')}
        actions={
          <>
            <ActButton
              type="primary"
              permission="rule:write"
              onClick={() => setEdited(rules.data.suggested ?? { rules: [] })}
            >
              {t('rules.use_starter')}
            </ActButton>
            <ActButton permission="rule:write" onClick={() => setEdited({ rules: [] })}>
              {t('rules.blank')}
            </ActButton>
          </>
        }
      >
        {t('rules.empty_about')}
      </Teach>
    ) : (
      <div className="stack">
        {incomplete && <Alert type="warning" showIcon title={incomplete} />}
        <Editor rules={shown} onChange={setEdited} wrong={wrong} />
      </div>
    );
  return (
    <Page
      title={t('rules.title')}
      about={
        <span className="row">
          <span>{t('rules.about')}</span>
          <Mark tone={live ? 'good' : 'plain'}>
            {live ? t('rules.live', { version: live.version }) : t('rules.none_live')}
          </Mark>
          {edited ? (
            <Mark tone="warn">{t('rules.unsaved')}</Mark>
          ) : (
            draft && <Mark tone="info">{t('rules.has_draft')}</Mark>
          )}
        </span>
      }
      actions={
        shown && (
          <>
            {(edited || draft) && <Button onClick={discardAll}>{t('rules.discard')}</Button>}
            <ActButton
              permission="rule:write"
              blocked={!edited ? t('rules.nothing_to_publish') : incomplete}
              loading={save.isPending}
              onClick={() => edited && save.mutate(edited)}
            >
              {t('rules.save')}
            </ActButton>
            <ActButton
              type="primary"
              permission="rule:write"
              blocked={edited ? t('rules.save_first') : !draft ? t('rules.nothing_to_publish') : incomplete}
              onClick={() => setPublishing(true)}
            >
              {t('rules.publish')}
            </ActButton>
          </>
        )
      }
    >
      <Tabs
        activeKey={values.tab ?? 'edit'}
        onChange={(tab) => set({ tab: tab === 'edit' ? null : tab }, false)}
        destroyOnHidden
        items={[
          { key: 'edit', label: t('rules.tab_edit'), children: editTab },
          { key: 'rehearse', label: t('rules.tab_rehearse'), children: <RehearseTab draft={shown} /> },
          {
            key: 'versions',
            label: t('rules.tab_versions'),
            children: (
              <VersionsTab
                restore={(old) => {
                  setEdited(old);
                  set({ tab: null });
                }}
              />
            ),
          },
        ]}
      />
      <PublishDialog open={publishing} over={live?.version ?? null} onClose={() => setPublishing(false)} />
    </Page>
  );
}
