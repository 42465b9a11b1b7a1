import { define } from './define';

/** 入群欢迎语: texts in WeCom's library that greet newcomers of customer groups. */
export const groupWelcome = define({
  'account.tab.group_welcomes': ['入群欢迎语', 'Group welcomes'],
  'group_welcome.about': [
    '写好的欢迎语进企业微信的欢迎语库，最多 100 条。哪个群用哪条，企业微信只让群主在手机上选，所以这里会给群主建一条待办。',
    'Texts go into WeCom’s library, a hundred at most. Which one greets in a group only its owner can choose, on the phone: a task asks for it.',
  ],
  'group_welcome.write': ['写欢迎语', 'Write a welcome'],
  'group_welcome.change': ['修改', 'Change'],
  'group_welcome.change_reach': [
    '选用了它的群会立刻用新的内容。',
    'Every group that chose it greets with the new text at once.',
  ],
  'group_welcome.nickname': [
    '%NICKNAME% 会换成新成员的昵称（必须大写）。',
    '%NICKNAME%, in capitals, becomes the newcomer’s name.',
  ],
  'group_welcome.text': ['内容', 'Text'],
  'group_welcome.announces': ['让企业微信通知群主有新的欢迎语', 'Have WeCom tell the owners of groups about it'],
  'group_welcome.saved': ['企业微信已更新', 'WeCom has it'],
  'group_welcome.empty': ['还没有入群欢迎语', 'No group welcomes yet'],
  'group_welcome.empty_about': [
    '新成员进客户群时，企业微信自动发出群主选用的欢迎语，不用人点。先在这里写一条，再请群主选用。',
    'WeCom itself says the chosen text when somebody joins a customer group; nobody has to tap. Write one here, then have an owner choose it.',
  ],
  'group_welcome.choose': ['用到群里', 'Use in a group'],
  'group_welcome.ask_owner': ['请群主选用', 'Ask the owner'],
  'group_welcome.choose_about': [
    '企业微信没有接口能替群主选，所以会建一条待办；开了“待办发到员工手机”的，群主手机上也会收到。',
    'No interface of WeCom chooses it, so this raises a task; it reaches the owner’s phone too where tasks are brought to staff.',
  ],
  'group_welcome.group': ['群', 'Group'],
  'group_welcome.asked': ['已建待办', 'A task asks for it'],
  'group_welcome.delete': ['删除', 'Delete'],
  'group_welcome.delete_title': ['删除这条欢迎语？', 'Delete this welcome?'],
  'group_welcome.delete_reach': [
    '选用了它的群从此不再欢迎新成员，直到群主另选一条。',
    'Groups that chose it greet nobody until their owners choose another.',
  ],
  'group_welcome.state.asked': ['等企业微信回答', 'Being asked'],
  'group_welcome.state.doubt': ['没有回音', 'No answer'],
  'group_welcome.state.made': ['可用', 'In use'],
  'group_welcome.doubt_about': [
    '企业微信没有回答，可能已经建好。请在企业微信的欢迎语库里看一眼；删除这一条不会影响那里。',
    'WeCom did not answer; it may be there. Look into WeCom’s library; deleting this line changes nothing there.',
  ],
  'problem.group_welcomes_used_up': [
    '企业微信最多存 {most} 条欢迎语，先删一条',
    'WeCom keeps {most} welcomes; delete one first',
  ],
  'problem.group_welcome_not_made': ['企业微信没有说已经有这一条', 'WeCom did not say that it has this one'],
  'problem.group_welcome_not_found': ['没有这条欢迎语', 'There is no such welcome'],
  'journal_kind.group_welcome_made': ['写了入群欢迎语', 'Group welcome written'],
  'journal_kind.group_welcome_changed': ['改了入群欢迎语', 'Group welcome changed'],
  'journal_kind.group_welcome_deleted': ['删了入群欢迎语', 'Group welcome deleted'],
  'journal_kind.group_welcome_chosen': ['请群主选用欢迎语', 'An owner was asked to choose a welcome'],
  'group_welcome.task': ['请群主给这个群选用这条欢迎语', 'Have the owner choose this welcome for the group'],
  'task_kind.group_welcome': ['选用欢迎语', 'Choose a welcome'],
});
