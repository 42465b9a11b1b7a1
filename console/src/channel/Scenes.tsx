import { Form, Input, InputNumber, Typography } from 'antd';
import { useState } from 'react';
import { api, type Schemas } from '../api/client';
import { useAct, useList } from '../api/queries';
import { useT } from '../i18n';
import { useFormat } from '../i18n/format';
import { ActButton } from '../ui/ActButton';
import { At } from '../ui/At';
import { FormDialog } from '../ui/FormDialog';
import { Mark } from '../ui/Mark';
import { Records } from '../ui/Records';
import { Teach } from '../ui/Teach';
import type { Account } from './words';

function SceneState({ scene }: { scene: Schemas['Scene'] }) {
  const t = useT();
  if (scene.expires_at == null) {
    return <Mark tone="good">{t('scene.permanent')}</Mark>;
  }
  const over = new Date(scene.expires_at) < new Date();
  return over ? (
    <Mark>{t('scene.expired')}</Mark>
  ) : (
    <span className="small muted">
      {t('scene.until')} <At at={scene.expires_at} />
    </span>
  );
}

/** The codes of an official account, and whom each brought. */
export function Scenes({ account }: { account: Account }) {
  const t = useT();
  const format = useFormat();
  const [making, setMaking] = useState(false);
  const path = { account: account.id };
  const list = useList('/accounts/{account}/scenes', { path }, { refetchInterval: 10_000 });
  const make = useAct(
    ({ name, days }: { name: string; days?: number | null }) =>
      api.post('/accounts/{account}/scenes', { path, body: { name, days: days ?? null } }),
    { done: 'scene.made', changes: ['/accounts'], onDone: () => setMaking(false) },
  );
  const button = (
    <ActButton type="primary" permission="account:write" onClick={() => setMaking(true)}>
      {t('scene.make')}
    </ActButton>
  );
  return (
    <>
      <div className="row apart filters">
        <p className="hint grow">{t('scene.about')}</p>
        {list.items.length > 0 && button}
      </div>
      <Records
        list={list}
        label={t('account.tab.scenes')}
        empty={
          <Teach title={t('scene.empty')} actions={button}>
            {t('scene.empty_about')}
          </Teach>
        }
        columns={[
          {
            key: 'name',
            title: t('link.name'),
            narrow: 'head',
            show: (scene) => (
              <span className="stack tight">
                <b>{scene.name}</b>
                <Typography.Text copyable={{ text: scene.url }} className="small">
                  {scene.scene}
                </Typography.Text>
                <a className="small" href={scene.picture} target="_blank" rel="noreferrer">
                  {t('scene.picture')}
                </a>
              </span>
            ),
          },
          { key: 'state', title: t('common.state'), width: 180, show: (scene) => <SceneState scene={scene} /> },
          { key: 'came', title: t('way.came'), width: 80, align: 'right', show: (scene) => format.number(scene.came) },
          {
            key: 'here',
            title: t('scene.here'),
            width: 100,
            align: 'right',
            show: (scene) => format.number(scene.here),
          },
          { key: 'at', title: t('way.made_at'), width: 170, show: (scene) => <At at={scene.created_at} /> },
        ]}
      />
      <FormDialog
        open={making}
        title={t('scene.make')}
        initial={{ days: 30 }}
        act={make}
        onClose={() => setMaking(false)}
      >
        <Form.Item name="name" label={t('link.name')} rules={[{ required: true, message: t('setup.required') }]}>
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name="days" label={t('scene.days')} extra={t('scene.days_about')}>
          <InputNumber min={1} max={30} precision={0} />
        </Form.Item>
      </FormDialog>
    </>
  );
}
