import { define } from './define';

/** Who asks to be let in. */
export const admission = define({
  'nav.join_requests': ['入群申请', 'Join requests'],
  'admission.title': ['入群申请', 'Join requests'],
  'admission.about': [
    '谁想进群、写了什么、从哪个链接来。群规没有答复的，在这里由人答复；黑名单里的人自动拒绝。',
    'Who wants to be let in, what they wrote and by which link they came. What no rule answers is answered here; the black-listed are refused by themselves.',
  ],
  'admission.list.open': ['待处理', 'Open'],
  'admission.list.closed': ['已结束', 'Closed'],
  'admission.empty': ['没有入群申请', 'Nobody asks to join'],
  'admission.empty_about': [
    '群开启“需要审批”后，QQ 和 Telegram 的申请会出现在这里。在“群规”里用“有人申请入群”自动同意或拒绝；在房间里可以用角色试一试。企业微信没有入群申请。',
    'Requests from QQ and Telegram come here when a group lets people in one by one. In the rules, “Somebody asks to join” answers them by itself; in the room any persona can try it. WeCom has no join requests.',
  ],
  'admission.who': ['谁', 'Who'],
  'admission.times': ['第 {n} 次申请', 'asked {n} times'],
  'admission.wrote': ['写了什么', 'What they wrote'],
  'admission.no_words': ['没有留言', 'no words'],
  'admission.via': ['从哪个链接', 'By which link'],
  'admission.asked': ['申请时间', 'Asked'],
  'admission.by_hand': ['已交给人在平台上处理，见“任务”', 'handed to a person, see Tasks'],
  'admission.state.waiting': ['等待答复', 'Waits for an answer'],
  'admission.state.approving': ['正在同意', 'Being let in'],
  'admission.state.refusing': ['正在拒绝', 'Being refused'],
  'admission.state.approved': ['已入群', 'Let in'],
  'admission.state.refused': ['已拒绝', 'Refused'],
  'admission.account_since': ['账号注册于', 'account since'],
  'admission.state.expired': ['过期未答', 'Nobody answered in time'],
  'admission.state.gone': ['已失效', 'Not there any more'],
  'admission.approve': ['同意', 'Let in'],
  'admission.refuse': ['拒绝', 'Refuse'],
  'admission.approved': ['已同意，正在告诉平台', 'On its way to the platform'],
  'admission.refused': ['已拒绝，正在告诉平台', 'On its way to the platform'],
  'admission.refuse_who': ['拒绝 {name} 进入“{group}”', 'Refuse {name} at “{group}”'],
  'admission.reason': ['拒绝理由（可不填）', 'Reason (may be empty)'],
  'admission.reason_about': [
    'QQ 会把理由给对方看，Telegram 不会。只影响这一次申请，对方可以再次申请。',
    'QQ shows it to them, Telegram does not. It is about this request only; they may ask again.',
  ],
});
