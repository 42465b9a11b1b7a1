import { Alert, Button, Input, Modal, Skeleton } from 'antd';
import { useEffect, useState, type ReactNode } from 'react';
import { api } from '../api/client';
import { useAct } from '../api/queries';
import { useSession } from '../identity/session';
import { useT } from '../i18n';
import { useFormat } from '../i18n/format';
import { Refusal } from '../ui/Refusal';
import { isAddress, type Schedule } from './schedule';

const REMEMBERED = 'liana.tryout.email'; // where this browser's operator had it sent last

function Words({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title}>
      <h4>{title}</h4>
      <pre className="raw" tabIndex={0}>
        {children}
      </pre>
    </section>
  );
}

/** What a schedule would send now, word for word; by e-mail to who asks, never to the group. */
export function TryOut({ of, mail, onClose }: { of: Schedule; mail: boolean; onClose: () => void }) {
  const t = useT();
  const format = useFormat();
  const login = useSession()?.operator?.login ?? '';
  const [email, setEmail] = useState(localStorage.getItem(REMEMBERED) ?? (isAddress(login) ? login : ''));
  const ask = (to: string | null) =>
    api.post('/schedules/{schedule}/try', { path: { schedule: of.id }, body: { email: to } });
  const look = useAct(() => ask(null), {});
  const send = useAct(ask, { onDone: () => localStorage.setItem(REMEMBERED, email) });
  const { mutate } = look;
  useEffect(() => mutate(undefined), [mutate]);
  const found = send.data ?? look.data;
  return (
    <Modal
      open
      title={t(of.letters > 0 && mail ? 'schedule.try' : 'schedule.try_look')}
      onCancel={onClose}
      footer={null}
      width={640}
    >
      <div className="stack even">
        <p className="hint">{t('schedule.try_about')}</p>
        {look.error && <Refusal problem={look.error} />}
        {!found && !look.error && <Skeleton active title={false} paragraph={{ rows: 5 }} />}
        {found && (
          <>
            <p>{t('schedule.try_found', { rows: t('schedule.rows', { n: format.number(found.found) }) })}</p>
            {found.to_group !== null && (
              <Words title={t('schedule.try_group', { group: of.group?.name ?? '' })}>{found.to_group}</Words>
            )}
            {found.text !== null && (
              <>
                <Words title={t('schedule.try_letter')}>
                  <b>{found.subject}</b>
                  {'\n\n'}
                  {found.text}
                </Words>
                {mail ? (
                  <form
                    className="row wrap"
                    onSubmit={(event) => {
                      event.preventDefault();
                      send.mutate(email.trim());
                    }}
                  >
                    <Input
                      type="email"
                      aria-label={t('schedule.try_email')}
                      placeholder={t('schedule.try_email')}
                      value={email}
                      onChange={(event) => setEmail(event.target.value)}
                      style={{ maxWidth: 280 }}
                    />
                    <Button
                      type="primary"
                      htmlType="submit"
                      loading={send.isPending}
                      disabled={!isAddress(email.trim())}
                    >
                      {t('schedule.try_send')}
                    </Button>
                  </form>
                ) : (
                  <Alert type="info" showIcon title={t('schedule.mail_off')} />
                )}
              </>
            )}
          </>
        )}
        {send.data?.sent_to && (
          <Alert type="success" showIcon title={t('schedule.try_sent', { email: send.data.sent_to })} />
        )}
        {send.data?.reason && <Alert type="warning" showIcon title={t(`schedule.reason.${send.data.reason}`)} />}
        {send.error && <Refusal problem={send.error} />}
      </div>
    </Modal>
  );
}
