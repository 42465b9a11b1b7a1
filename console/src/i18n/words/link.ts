import { define } from './define';

/** Invite links into Telegram groups. */
export const link = define({
  'account.tab.links': ['邀请链接', 'Invite links'],
  'link.about': [
    '给每张海报、每个渠道一个链接：谁从哪个链接进群，Telegram 会告诉机器人，这里数得清。机器人要有“邀请用户”的权限。',
    'One link for each poster or channel: Telegram tells the bot who came by which, and they are counted here. The bot needs the right to invite users.',
  ],
  'link.make': ['新建链接', 'Make a link'],
  'link.made': ['链接已建好', 'The link is made'],
  'link.empty': ['还没有链接', 'No links yet'],
  'link.empty_about': [
    '可以设到期时间、同时在群人数，或者“要审批”：点链接的人先出现在“入群申请”里。',
    'A link may expire, be for so many people, or ask for approval: then whoever follows it waits under Join requests.',
  ],
  'link.name': ['名称', 'Name'],
  'link.name_about': [
    '最多 32 个字；管理员看得到，成员看不到',
    'At most 32 characters; administrators see it, members do not',
  ],
  'link.expires': ['到期（可不填）', 'Expires (may be empty)'],
  'link.most': ['最多多少人（可不填）', 'At most so many (may be empty)'],
  'link.most_about': ['同时在群里的人数上限，1–99999', 'In the group by it at the same time, 1–99,999'],
  'link.asks_wish': ['要审批：一个一个同意', 'Let people in one by one'],
  'link.works': ['可用', 'Works'],
  'link.revoked': ['已作废', 'Revoked'],
  'link.expired': ['已到期', 'Expired'],
  'link.asks': ['要审批', 'one by one'],
  'link.most_is': ['最多 {n} 人', 'at most {n}'],
  'link.open': ['谁都可以进', 'open to all'],
  'link.until': ['到', 'until'],
  'link.revoke': ['作废', 'Revoke'],
  'link.revoke_title': ['作废“{name}”？', 'Revoke “{name}”?'],
  'link.revoke_reach': [
    '以后点这个链接的人都进不来，不能恢复。',
    'Nobody comes in by this link any more; it cannot be brought back.',
  ],
  'link.revoke_stays': ['从它来的 {n} 人不受影响，继续计数。', 'The {n} who came by it stay, and stay counted.'],
  'link.revoked_now': ['链接已作废', 'The link is revoked'],
  'journal_kind.invite_link_made': ['建邀请链接', 'Invite link made'],
  'journal_kind.invite_link_revoked': ['作废邀请链接', 'Invite link revoked'],
  'problem.not_telegram': ['这个账号不是 Telegram 的', 'This account is not one of Telegram'],
});
