import { define } from './define';

/** Questions kept under a name. */
export const saved = define({
  'nav.saved': ['已存问题', 'Saved questions'],
  'permission.saved:write': ['保存和删除问题', 'keep and drop questions'],
  'saved.title': ['已存问题', 'Saved questions'],
  'saved.about': [
    '存下来的是问题，不是答案：打开时按最新的事实重新算，只看得到自己有权看的。',
    'What is kept is the question, not its answer: opened, it is counted anew, and everybody sees what they may see.',
  ],
  'saved.empty': ['还没有存过问题', 'No question was saved yet'],
  'saved.empty_about': [
    '在漏斗、留存或 SQL 页上问好一个问题，点“保存”，给它起个名字。',
    'Ask something on the page of funnels, retention or SQL, press Save and give it a name.',
  ],
  'saved.keep': ['保存', 'Save'],
  'saved.keep_title': ['保存这个问题', 'Save this question'],
  'saved.keep_about': [
    '同一社群里能问这类问题的同事都看得到。没有选日期的，打开时看最近一段时间。',
    'Whoever may ask such questions in this community finds it. Without days, the latest are looked at when it is opened.',
  ],
  'saved.name_example': ['例如：十一月新人漏斗', 'For example: newcomers of November'],
  'saved.kept': ['已保存，在“已存问题”里', 'Saved; it is among the saved questions'],
  'saved.kind': ['类型', 'Kind'],
  'saved.kind.funnel': ['转化漏斗', 'Funnel'],
  'saved.kind.retention': ['留存', 'Retention'],
  'saved.kind.lifecycle': ['生命周期', 'Lifecycle'],
  'saved.kind.stickiness': ['黏性', 'Stickiness'],
  'saved.kind.paths': ['路径', 'Paths'],
  'saved.kind.check_in': ['每周再来', 'Weeks with a message'],
  'saved.kind.sql': ['SQL 查询', 'SQL'],
  'saved.changed': ['更新时间', 'Changed'],
  'saved.copy': ['复制链接', 'Copy link'],
  'saved.share': ['分享', 'Share'],
  'saved.copied': ['链接已复制', 'The link was copied'],
  'saved.drop': ['删除', 'Drop'],
  'saved.drop_of': ['删除“{name}”', 'Drop {name}'],
  'saved.drop_sure': ['对所有同事都删除？', 'Drop it for everybody?'],
  'saved.dropped': ['已删除', 'Dropped'],
  'problem.saved_not_found': ['没有这个问题，或者你没有权限问', 'There is no such question, or you may not ask it'],
  'problem.saved_changed': [
    '别人刚改过这个问题，什么都没有保存，请重新打开',
    'Somebody changed this question meanwhile; nothing was saved. Load it again',
  ],
  'journal_kind.question_saved': ['保存了一个问题', 'Question saved'],
  'journal_kind.question_changed': ['修改了存下的问题', 'Saved question changed'],
  'journal_kind.question_dropped': ['删除了存下的问题', 'Saved question dropped'],
});
