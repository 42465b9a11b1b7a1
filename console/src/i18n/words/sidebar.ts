import { define } from './define';

/** The page beside a chat in WeCom, and what is set up for it. */
export const sidebar = define({
  'account.tab.sidebar': ['侧边栏', 'Sidebar'],
  'sidebar.title': ['Liana 群藤', 'Liana'],
  'sidebar.about': [
    '员工在企业微信里和客户聊天时，右侧打开这个页面：客户是谁、带什么标签、在哪些群、有没有处置记录，还能把快捷回复放进聊天框。',
    'Beside a chat in WeCom staff see who the customer is, their tags, groups and cases, and put quick replies into the chat.',
  ],
  'sidebar.entrance': ['页面地址', 'Address of the page'],
  'sidebar.entrance_about': [
    '在企业微信管理后台：客户联系 → 聊天工具栏 → 配置应用页面，填这个地址；它的域名要设为应用的可信域名。',
    'In WeCom’s admin console: Customer contact → Chat toolbar → page of the app. Its domain must be a trusted domain of the app.',
  ],
  'sidebar.no_entrance': [
    '先在“凭据与设置”里填上 Liana 的公网地址',
    'First enter the public address of Liana under the settings',
  ],
  'sidebar.links': ['哪位员工是哪位运营者', 'Which member of staff is which operator'],
  'sidebar.links_about': [
    '只有在这里对上的员工才能打开页面，看到的就是那位运营者能看到的。',
    'Only who is linked here gets in, and sees what that operator sees.',
  ],
  'sidebar.staff': ['员工 UserID（账号）', 'UserID of staff'],
  'sidebar.operator': ['运营者', 'Operator'],
  'sidebar.add_link': ['加一位', 'Add one'],
  'sidebar.take_away': ['去掉', 'Take away'],
  'sidebar.save': ['保存', 'Save'],
  'sidebar.saved': ['已保存', 'Saved'],
  'sidebar.replies': ['快捷回复', 'Quick replies'],
  'sidebar.replies_about': ['员工点一下就放进聊天框，再由员工发出。', 'A tap puts it into the chat; staff send it.'],
  'sidebar.reply_title': ['标题', 'Title'],
  'sidebar.reply_text': ['要说的话', 'What to say'],
  'sidebar.add_reply': ['加一条', 'Add one'],
  'sidebar.no_replies': [
    '还没有快捷回复；管理员在账号的“侧边栏”里添加。',
    'None yet; an administrator adds them at the account.',
  ],
  'sidebar.only_beside_a_chat': [
    '在企业微信的聊天旁打开时才能放进聊天框。',
    'They can be put into a chat only beside one, in WeCom.',
  ],
  'sidebar.send_this': ['发这条', 'Send this'],
  'sidebar.put_there': ['已放进聊天', 'It is in the chat'],
  'sidebar.not_put': ['没能放进聊天', 'It could not be put into the chat'],
  'sidebar.since': ['添加于', 'since'],
  'sidebar.came_by': ['来自', 'came by'],
  'sidebar.groups': ['在这些群里', 'In these groups'],
  'sidebar.left': ['已退群', 'left'],
  'sidebar.cases': ['处置记录', 'Cases'],
  'sidebar.unknown': ['还不认识的客户', 'A customer not known yet'],
  'sidebar.not_yours': ['不是你的客户，或者还没有读到。', 'Not your customer, or not read yet.'],
  'sidebar.sign_in': ['用企业微信登录', 'Sign in with WeCom'],
  'sidebar.sign_in_about': [
    '用企业微信证明你是谁；管理员要先把你和运营者对上。',
    'WeCom says who you are; an administrator has to link you to an operator first.',
  ],
  'sidebar.outside': ['请在企业微信的聊天旁打开这个页面', 'Open this page beside a chat in WeCom'],
  'sidebar.failed': ['企业微信没有让页面读取聊天', 'WeCom did not let the page see the chat'],
  'problem.public_url_missing': [
    '账号设置里还没有 Liana 的公网地址',
    'The account does not know Liana’s public address yet',
  ],
  'problem.sidebar_start_again': [
    '登录不是在这个浏览器里开始的，请重新打开',
    'This sign-in did not begin here; open the page again',
  ],
  'problem.sidebar_not_staff': [
    '企业微信说这不是员工，或者链接用过了',
    'WeCom names no member of staff, or the link was used',
  ],
  'problem.sidebar_not_linked': [
    '员工 {staff} 还没有对上运营者',
    'The member of staff {staff} is linked to no operator',
  ],
  'journal_kind.sidebar_linked': ['员工与运营者对应', 'Staff linked to operators'],
  'journal_kind.sidebar_replies_changed': ['修改快捷回复', 'Quick replies changed'],
});
