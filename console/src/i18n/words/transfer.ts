import { define } from './define';

/** Hand-overs between staff of a WeCom corporation, and WeCom's own statistics. */
export const transfer = define({
  'account.tab.transfers': ['交接', 'Hand-overs'],
  'transfer.about': [
    '员工离职或换岗时，把他的客户群和客户交给别人。群马上换群主；客户有一天时间可以拒绝。',
    'When somebody leaves or changes work, hand their groups and customers to somebody else. Groups move at once; customers have a day to refuse.',
  ],
  'transfer.empty': ['还没有交接过', 'Nothing was handed over yet'],
  'transfer.empty_about': [
    '离职的员工会在这里列出来。每个群、每位客户 90 天内最多交接两次，在职员工每天最多交接 300 个群。',
    'Who left is listed here. Each group and customer moves at most twice in 90 days; of who still works here 300 groups a day.',
  ],
  'transfer.new': ['交接', 'Hand over'],
  'transfer.hand_over': ['交接', 'Hand over'],
  'transfer.reach': [
    '会交接这位员工的全部客户群或全部客户；交出去就由企业微信执行，这里不能撤回。',
    'Reaches all groups or all customers of this member of staff. WeCom carries it out; it cannot be taken back here.',
  ],
  'transfer.what': ['交接什么', 'What'],
  'transfer.from': ['从', 'From'],
  'transfer.to': ['交给（UserID 账号）', 'To (UserID)'],
  'transfer.resigned': ['已离职', 'Has left'],
  'transfer.has_left': ['离职', 'left'],
  'transfer.who': ['谁交给谁', 'Who to whom'],
  'transfer.nothing': ['没有可交接的', 'nothing to hand over'],
  'transfer.made': ['已交给企业微信', 'Handed to WeCom'],
  'transfer.left': [
    '{staff} 已离职，还有 {groups} 个群、{customers} 位客户没有人接',
    '{staff} left; {groups} groups and {customers} customers have nobody',
  ],
  'transfer.state.due': ['将要交接', 'Due'],
  'transfer.state.waiting': ['等待中', 'Waiting'],
  'transfer.state.done': ['已交接', 'Done'],
  'transfer.state.refused': ['客户拒绝', 'Refused'],
  'transfer.state.limit': ['接手人客户已满', 'Taker is full'],
  'transfer.state.failed': ['没成功', 'Failed'],
  'transfer.state.left_out': ['90 天内已两次', 'Twice in 90 days'],
  'account.tab.figures': ['官方统计', 'WeCom’s numbers'],
  'figures.about': [
    '企业微信自己统计的数，按群主、按天，次日早上八点后才有，最多回看 180 天；旁边是 Liana 在这些群里记下的。这里是最近 30 天。',
    'What WeCom counts itself, by owner and day, from eight the next morning, back to the 180th day; beside it what Liana noted in these groups. The last 30 days.',
  ],
  'figures.empty': ['还没有读到', 'Nothing was read yet'],
  'figures.empty_about': [
    '接入后从昨天起往回读，每分钟五天。没有客户群的日子没有数。',
    'From yesterday backwards, five days a minute. Days without customer groups have no numbers.',
  ],
  'figures.day': ['日期 · 群主', 'Day · owner'],
  'figures.groups': ['群', 'Groups'],
  'figures.members': ['成员', 'Members'],
  'figures.new_members': ['新成员', 'New'],
  'figures.our_joins': ['我们记的入群', 'Joins we noted'],
  'figures.messages': ['消息', 'Messages'],
  'figures.our_messages': ['我们记的消息', 'Messages we noted'],
  'journal_kind.handed_over': ['交接客户或群', 'Groups or customers handed over'],
});
