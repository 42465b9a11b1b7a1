import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Modal, Skeleton } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { api, type ProblemError, type Schemas } from '../api/client';
import { paths } from '../app/paths';
import { useCommunity } from '../community/community';
import { useT } from '../i18n';
import { useFormat } from '../i18n/format';
import { Is } from '../insight/Metric';
import { At } from '../ui/At';
import { Refusal } from '../ui/Refusal';
import { Teach } from '../ui/Teach';
import { AskMember } from './AskMember';
import { complete, type Condition, type Segment } from './segment';
import { WhyTree } from './WhyTree';

type Ref = Schemas['Ref'];
type Counted = Awaited<ReturnType<typeof count>>;

const count = (community: string, condition: Condition) =>
  api.post('/communities/{community}/segments/count', { path: { community }, body: { condition } });

function WhyDialog({
  of,
  member,
  others,
  close,
}: {
  of: Condition;
  member: Ref;
  others: Segment[];
  close: () => void;
}) {
  const t = useT();
  const community = useCommunity().id;
  const why = useQuery<Schemas['SegmentWhy'], ProblemError>({
    queryKey: ['/communities/{community}/segments/explain', community, of, member.id],
    queryFn: () =>
      api.post('/communities/{community}/segments/explain', {
        path: { community },
        body: { condition: of, member: member.id },
      }),
  });
  return (
    <Modal open title={t('segment.why_of', { name: member.name })} footer={null} onCancel={close}>
      {why.error ? (
        <Refusal problem={why.error} retry={why.refetch} />
      ) : !why.data ? (
        <Skeleton active />
      ) : (
        <div className="stack">
          <WhyTree of={of} why={why.data} others={others} />
          {why.data.turns_at && (
            <p className="hint">
              {t('segment.turns')} <At at={why.data.turns_at} />
            </p>
          )}
          <Link className="underlined" to={paths.member(community, member.id)}>
            {t('segment.to_member')}
          </Link>
        </div>
      )}
    </Modal>
  );
}

/** How many meet a condition now, and some of them. */
export function Answer({ of, others }: { of: Condition; others: Segment[] }) {
  const t = useT();
  const format = useFormat();
  const community = useCommunity().id;
  const [asked, setAsked] = useState<Ref | null>(null);
  const ready = complete(of);
  const answer = useQuery<Counted, ProblemError>({
    queryKey: ['/communities/{community}/segments/count', community, of],
    queryFn: () => count(community, of),
    enabled: ready,
    placeholderData: (before) => before,
  });
  if (!ready) return <Alert type="info" showIcon title={t('segment.incomplete')} />;
  if (answer.error) return <Refusal problem={answer.error} retry={answer.refetch} />;
  if (!answer.data) return <Skeleton active />;
  const { people, of: all, some } = answer.data;
  return (
    <section className="panel pad stack" aria-label={t('segment.people')}>
      <h2 className="row tight">
        <span className="num">{t('segment.count', { n: format.number(people), all: format.number(all) })}</span>
        {all > 0 && <span className="muted num">{format.percent(people / all)}</span>}
        <Is>{t('segment.count_is')}</Is>
      </h2>
      {all > 0 && all < 30 && <p className="hint">{t('segment.few')}</p>}
      {people === 0 ? (
        <Teach title={t('segment.nobody')}>{t('segment.nobody_about')}</Teach>
      ) : (
        <>
          <p className="hint">{t('segment.some')}</p>
          <div className="row tight">
            {some.map((one) => (
              <Button key={one.id} size="small" onClick={() => setAsked(one)}>
                <bdi>{one.name}</bdi>
              </Button>
            ))}
          </div>
        </>
      )}
      {all > 0 && <AskMember ask={setAsked} />}
      {asked && <WhyDialog of={of} member={asked} others={others} close={() => setAsked(null)} />}
    </section>
  );
}
