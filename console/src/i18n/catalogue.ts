import { account } from './words/account';
import { acquisition } from './words/acquisition';
import { admission } from './words/admission';
import { common } from './words/common';
import { community } from './words/community';
import { connect } from './words/connect';
import { connection } from './words/connection';
import { gate } from './words/gate';
import { groupWelcome } from './words/groupWelcome';
import { identity } from './words/identity';
import { insight } from './words/insight';
import { intake } from './words/intake';
import { mass } from './words/mass';
import { tag } from './words/tag';
import { way } from './words/way';
import { link } from './words/link';
import { scene } from './words/scene';
import { attachment } from './words/attachment';
import { moment } from './words/moment';
import { member } from './words/member';
import { metrics } from './words/metrics';
import { moderation } from './words/moderation';
import { onboarding } from './words/onboarding';
import { operate } from './words/operate';
import { playbook } from './words/playbook';
import { problem } from './words/problem';
import { rule } from './words/rule';
import { sandbox } from './words/sandbox';
import { payment } from './words/payment';
import { sidebar } from './words/sidebar';
import { customer } from './words/customer';
import { holdout } from './words/holdout';
import { experiment } from './words/experiment';
import { question } from './words/question';
import { alert } from './words/alert';
import { analyst } from './words/analyst';
import { saved } from './words/saved';
import { review } from './words/review';
import { scorecard } from './words/scorecard';
import { segment } from './words/segment';
import { statistics } from './words/statistics';
import { transfer } from './words/transfer';

export const catalogue = {
  ...common,
  ...problem,
  ...identity,
  ...community,
  ...insight,
  ...metrics,
  ...member,
  ...sandbox,
  ...rule,
  ...moderation,
  ...intake,
  ...onboarding,
  ...playbook,
  ...operate,
  ...account,
  ...connect,
  ...connection,
  ...mass,
  ...transfer,
  ...groupWelcome,
  ...tag,
  ...way,
  ...acquisition,
  ...gate,
  ...admission,
  ...payment,
  ...sidebar,
  ...link,
  ...scene,
  ...attachment,
  ...moment,
  ...customer,
  ...holdout,
  ...experiment,
  ...question,
  ...alert,
  ...analyst,
  ...saved,
  ...review,
  ...scorecard,
  ...segment,
  ...statistics,
};
export type Key = keyof typeof catalogue;
