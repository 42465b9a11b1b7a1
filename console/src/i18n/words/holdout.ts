import { define } from './define';

/** What membership does, by lot: invitations delayed for some. */
export const holdout = define({
  'customer.tab.holdout': ['推迟邀请的对照', 'Delayed invitation'],
  'holdout.about': [
    '把还没入群的产品用户随机分成两份：一份现在邀请，一份推迟邀请。推迟期内两份人只差一次邀请，购买上的差别就是邀请带来的。',
    'Product users who are no members are dealt into two lists by lot: one is invited now, the other later. Until then they differ by the invitation only, so what differs in buying is what the invitation did.',
  ],
  'holdout.empty': ['还没有对照研究', 'No study yet'],
  'holdout.empty_about': [
    '先在“导入订单”页导入产品用户，再安排一次研究：开始前能看到两份名单各有多少人、像不像、能看出多大的差别。',
    'Import product users under “Orders from outside”, then plan a study: before it starts you see how many are on each list, how alike they are, and how small a difference could be seen.',
  ],
  'holdout.plan': ['安排一次研究', 'Plan a study'],
  'holdout.look': ['先看看', 'Look first'],
  'holdout.study': ['研究', 'Study'],
  'holdout.name': ['名称', 'Name'],
  'holdout.share': ['现在邀请的比例', 'Share invited now'],
  'holdout.delay': ['推迟多少天', 'Days of delay'],
  'holdout.days': ['观察多少天', 'Days of the outcome'],
  'holdout.days_about': [
    '从开始的第二天算起，不能长于推迟的天数：推迟的人被邀请之后就不再是对照。',
    'From the day after the start, not longer than the delay: once the delayed are invited they show nothing.',
  ],
  'holdout.state.planned': ['未开始', 'planned'],
  'holdout.state.running': ['观察中', 'outcome runs'],
  'holdout.state.read': ['有结果，另一份仍推迟', 'read, others still delayed'],
  'holdout.state.over': ['已结束', 'over'],
  'holdout.state.stopped': ['已停止', 'stopped'],
  'holdout.stop': ['停止研究', 'Stop the study'],
  'holdout.stop_reach': [
    '推迟的 {n} 人从现在起可以邀请，不再是对照；这里不会发出任何邀请。',
    'The {n} who are delayed may be invited from now on and show nothing any more. Nothing is sent from here.',
  ],
  'holdout.stop_after': [
    '停止后不能恢复。停止前一天为止的结果仍可看，并注明是提前停止的。',
    'A stopped study cannot go on. What came of it until the day before stays readable and says that it was stopped.',
  ],
  'holdout.stopped': ['{on} 停止：', 'Stopped on {on}: '],
  'holdout.before': ['开始之前', 'Before the start'],
  'holdout.settings': [
    '现在邀请 {share}%，其余推迟 {delay} 天，观察 {days} 天。',
    '{share} % are invited now, the others {delay} days later; the outcome is {days} days.',
  ],
  'holdout.now': ['现在邀请', 'Invite now'],
  'holdout.now.is': [
    '按研究编号和用户的哈希分配，谁在哪一份由此固定。',
    'Dealt by a hash of the study and the user, which fixes who is on which list.',
  ],
  'holdout.later': ['推迟邀请', 'Invite later'],
  'holdout.later.is': ['推迟期结束之前不要邀请他们。', 'Not to be invited before the delay is over.'],
  'holdout.left_out': ['不参加', 'Left out'],
  'holdout.left_out.is': [
    '已经是成员的用户，和以前被邀请过的用户（产品说的，或在已结束的研究里）。',
    'Users who are members already, and who were invited before, as the product says or in a study that is over.',
  ],
  'holdout.left_out_of': [
    '成员 {members}，邀请过 {invited}',
    '{members} {members|member|members}, {invited} invited before',
  ],
  'holdout.few': [
    '有一份不到 30 人，多半得不出结论。',
    'One list has fewer than 30 people: it will hardly tell anything.',
  ],
  'holdout.power': [
    '此前同样长的时间里 {n} 人中有 {bought} 人买过。这么多人，购买者的比例至少相差 {points} 个百分点才有八成把握看出来。',
    'Of {n}, {bought} bought within as many days before. With so many people, a rise of {points} points in the share of buyers would be seen four times in five; a smaller one hardly.',
  ],
  'holdout.power_spend': [
    '此前人均消费 {before}。人均消费至少相差 {rise} 才有八成把握看出来。',
    'They spent {before} a person before. A rise of {rise} a person would be seen four times in five; a smaller one hardly.',
  ],
  'holdout.power_spend_unknown': [
    '此前没有消费（或人人花得一样多），没法估计能看出多大的消费差别。',
    'Nothing was spent before (or all spent the same), so how small a difference in money could be seen is unknown.',
  ],
  'holdout.power_unknown': [
    '此前同样长的时间里没有人买过（或人人都买过），没法估计能看出多大的差别。',
    'Nobody (or everybody) bought within as many days before, so how small a difference could be seen is unknown.',
  ],
  'holdout.balance': ['两份人此前有多像', 'How alike the lists are'],
  'holdout.apart': ['标准化差异', 'Standardised difference'],
  'holdout.known.orders': ['此前订单数', 'Orders before'],
  'holdout.known.spend': ['此前消费', 'Money before'],
  'customer.traits_of': ['特征', 'Trait'],
  'holdout.incomplete': [
    '{n} 人有特征缺失：不进上表，照样分配。',
    'Of {n} a trait is unknown: not in the table, dealt all the same.',
  ],
  'holdout.start': ['开始', 'Start'],
  'holdout.start_reach': [
    '{now} 人现在邀请，{later} 人推迟。开始后分组不能更改；这里不会发出任何邀请。',
    '{now} are to be invited now, {later} later. What is dealt cannot be changed. Nothing is sent from here.',
  ],
  'holdout.remove': ['删除安排', 'Remove the plan'],
  'holdout.elsewhere': [
    '有 {n} 位用户在还没结束的研究“{study}”里，等它结束再开始。',
    '{n} users are in “{study}”, which still runs: start this one when that one is over.',
  ],
  'holdout.nobody': [
    '没有足够的、既不是成员也没被邀请过的产品用户，凑不成两份名单。先导入产品用户。',
    'Too few product users are neither members nor invited: there is nobody for both lists. Import product users first.',
  ],
  'holdout.after': ['结果（按分到的名单算）', 'What came of it, by what was dealt'],
  'holdout.window': ['观察期：{from} 的第二天到 {until}。', 'Outcome: from the day after {from} to {until}.'],
  'holdout.list': ['名单', 'List'],
  'holdout.people': ['人数', 'People'],
  'holdout.people_left': ['{n}（开始时 {of}）', '{n} (of {of} at the start)'],
  'holdout.joined': ['观察期内入群', 'Joined meanwhile'],
  'holdout.buyers': ['买过的人', 'Buyers'],
  'holdout.orders': ['人均订单数', 'Orders per person'],
  'holdout.spend': ['人均消费', 'Money per person'],
  'holdout.buyers_more': ['购买者比例之差', 'Difference in buyers'],
  'holdout.buyers_more.is': [
    '现在邀请 − 推迟邀请，双比例；按分到的名单算，入没入群都算，推迟却自己入群的人也留在推迟一份。',
    'Invited − delayed, two proportions; by what was dealt, whether they joined or not: who joined although delayed stays among the delayed.',
  ],
  'holdout.orders_more': ['人均订单数之差', 'Difference in orders'],
  'holdout.orders_more.is': [
    '现在邀请 − 推迟邀请，Welch；全部退掉的订单不算。',
    'Invited − delayed, Welch; orders given back whole do not count.',
  ],
  'holdout.spend_more': ['人均消费之差', 'Difference in money'],
  'holdout.spend_more.is': [
    '现在邀请 − 推迟邀请，Welch；只有一种货币，扣除退款。',
    'Invited − delayed, Welch; one currency, net of what was given back.',
  ],
  'holdout.interval': ['95% 区间 {low} 到 {high}', '95 %: {low} to {high}'],
  'holdout.by_lot': ['“邀请”的作用（按分到的名单）', 'What being invited did, by what was dealt'],
  'holdout.joiners': [
    '“入群”的作用（只对因邀请而入群的人）',
    'What joining did, for who joined because of the invitation',
  ],
  'holdout.joiners.is': [
    '上面的差别 ÷ 入群比例之差（Wald 估计，局部平均处理效应）；误差用 delta 法，95%。',
    'The difference above ÷ the difference in the share who joined (Wald, the local average treatment effect); error by the delta method, 95 %.',
  ],
  'holdout.joiners_about': [
    '只适用于“邀请才入群、不邀请就不入群”的人；前提是邀请只通过入群起作用，也不会让人反而不入群。入群只有订单或用户表里对应到成员的才看得到：漏掉的越多，这里的数就偏得越大。',
    'It holds for who joins when invited and not otherwise, provided that an invitation does nothing but through joining and keeps nobody away. Who joined is known only where an order or the table of users names the member: the more are missed, the more this is told too large.',
  ],
  'holdout.joined_more': ['入群比例之差', 'Difference in joining'],
  'holdout.joined_more.is': [
    '现在邀请的入群比例 − 推迟邀请的。F = 差² ÷ 它的方差，低于 10 时不算入群的作用。',
    'Share of the invited who joined − share of the delayed. F = difference² ÷ its variance; below 10 no effect of joining is told.',
  ],
  'holdout.f_infinite': ['F 无穷大', 'F infinite'],
  'holdout.joiners_refused.too_few': [
    '有一份不到 30 人，不算入群的作用。',
    'A list has fewer than 30 people: no effect of joining is told.',
  ],
  'holdout.joiners_refused.not_more': [
    '被邀请的人里已知入群的并不更多，算不出入群的作用。入群的人要靠订单或用户表对应到成员。',
    'No more of the invited are known to have joined, so what joining did cannot be told. An order or the table of users has to name the member.',
  ],
  'holdout.joiners_refused.weak': [
    '邀请几乎没有让更多的人入群（F 低于 10），除出来的数不可信，所以不给。',
    'The invitation made hardly anybody join (F below 10): what came of dividing by it could not be believed and is not told.',
  ],
  'holdout.orders_until': [
    '{currency} 的订单只到 {last}，观察期到 {until}：缺的订单导入之后，下面的数还会变。',
    'Orders in {currency} are known until {last}, and the outcome runs until {until}: import what is missing, or the numbers below will change.',
  ],
  'holdout.orders_none': [
    '还没有 {currency} 的订单：下面的零不能算结果。',
    'No order in {currency} is known: the zeros below are no result.',
  ],
  'holdout.ratio': ['分组比例', 'Sample ratio'],
  'holdout.ratio.is': [
    '两份人数与约定的比例相比，卡方检验，p < 0.001 报警。',
    'The sizes against the promised shares, chi-square; alarm below 0.001.',
  ],
  'holdout.ratio_alarm': ['不符', 'wrong'],
  'holdout.ratio_fine': ['相符', 'as promised'],
  'holdout.said.not_over': [
    '观察期到 {until}，还没过完，先不比较：天天看总会看出点什么。',
    'The outcome runs until {until}: nothing is compared before, for who looks every day finds something.',
  ],
  'holdout.said.ratio_wrong': [
    '两份人数与约定的比例不符，先找出少了或多了谁，下面的差别不可信。',
    'The lists do not have their promised sizes: find who is missing or doubled before believing any difference.',
  ],
  'holdout.said.too_few': [
    '有一份不到 30 人，得不出结论。',
    'A list has fewer than 30 people: nothing can be concluded.',
  ],
  'holdout.said.stopped_early': [
    '观察期没过完就停止了，不下结论；如果是因为看到了数字才停的，区间也不成立。',
    'It was stopped before its outcome was over, so nothing is concluded; was it stopped because of what was seen, the intervals do not hold either.',
  ],
  'holdout.said.more': [
    '被邀请的人里，{days} 天内购买的更多；这是邀请带来的，不是因为他们本来就不同。',
    'More of the invited bought within {days} days, because they were invited and not because they were others.',
  ],
  'holdout.said.less': [
    '被邀请的人里，{days} 天内购买的更少；这是邀请带来的。',
    'Fewer of the invited bought within {days} days, because they were invited.',
  ],
  'holdout.said.unclear': [
    '{days} 天内看不出差别：可能没有作用，也可能作用小于这么多人能看出的。',
    'Within {days} days no difference can be seen: there may be none, or one smaller than so many people can show.',
  ],
  'holdout.may_not': [
    '说的是“邀请”的作用，不是“入群”的作用（并非人人入群）；只适用于这批用户和这段时间，不能推到更久以后。',
    'This is what being invited does, not what being a member does (not everybody joined); it holds for these users and these days, not for later ones.',
  ],
  'holdout.lists': ['名单', 'The lists'],
  'holdout.lists_about': [
    '这里只存用户编号的指纹，给不出编号。选择导入过的那张产品用户表，会得到其中该邀请的人（CSV），已知入群的人不在内；表不会保存。',
    'Only fingerprints of users are kept here, no numbers. Choose the table of product users as it was imported and get back whom to invite, as CSV, without those known to have joined; the table is not kept.',
  ],
  'holdout.give': ['选择用户表，取名单（CSV）', 'Choose the table, get the list (CSV)'],
  'holdout.locked': [
    '推迟到 {until} 为止，之后才给出这份名单：提前邀请会毁掉对照。',
    'Delayed until {until}; this list is given out after it: an invitation before would spoil the comparison.',
  ],
  'journal_kind.holdout_planned': ['安排对照研究', 'Holdout study planned'],
  'journal_kind.holdout_started': ['开始对照研究', 'Holdout study started'],
  'journal_kind.holdout_stopped': ['停止对照研究', 'Holdout study stopped'],
  'journal_kind.holdout_removed': ['删除对照研究的安排', 'Plan of a holdout study removed'],
  'journal_kind.holdout_list_now': ['取出现在邀请的名单', 'List of the invited given out'],
  'journal_kind.holdout_list_later': ['取出推迟邀请的名单', 'List of the delayed given out'],
  'problem.holdout_not_found': ['没有这个研究', 'There is no such study'],
  'problem.holdout_started': ['这个研究已经开始，分组保持不变', 'This study has started; what was dealt stays'],
  'problem.holdout_over': ['这个研究已经结束，没有人还在等', 'This study is over: nobody waits any more'],
  'problem.holdout_not_started': ['研究还没开始，没有分组', 'The study has not started: nobody is dealt'],
  'problem.nobody_eligible': [
    '没有足够的、既不是成员也没被邀请过的产品用户；没有人被分组。先导入产品用户',
    'Too few product users are neither members nor invited. Nobody was dealt: import product users first',
  ],
  'problem.users_in_another_holdout': [
    '有 {count} 位用户在还没结束的研究“{study}”里；没有人被分组。等它结束再开始',
    '{count} users are in “{study}”, which still runs. Nobody was dealt: start this one when that one is over',
  ],
  'problem.holdout_delayed': [
    '推迟到 {until} 为止，提前邀请会毁掉对照',
    'Delayed until {until}: an invitation before would spoil the comparison',
  ],
  'problem.nobody_of_holdout': [
    '这张表里没有这份名单上的人；请用导入过的那张产品用户表',
    'Nobody in this table is on this list; bring the table of product users as it was imported',
  ],
});
