import { define } from './define';

/** 群发: what staff of a WeCom corporation send by a tap. */
export const mass = define({
  'account.wecom.mass_quota': ['群发次数规则', 'Rule for mass sends'],
  'account.wecom.mass_quota.is': [
    '管理员在企业微信“客户联系 → 群发”里选的规则；Liana 按它预先算出谁已经用完。',
    'As the administrator chose it in WeCom; Liana counts by it who has none left.',
  ],
  'account.wecom.mass_quota.month': ['每月按天数', 'As many a month as it has days'],
  'account.wecom.mass_quota.week': ['每周 7 次', 'Seven a week'],
  'account.wecom.mass_quota.day': ['每天 1 次', 'One a day'],
  'account.wecom.mass_for_rules': ['群规要说的话做成群发', 'Prepare what rules say as mass sends'],
  'account.wecom.mass_for_rules.is': [
    '开启后，群规要在客户群里说的话会直接出现在群主手机的群发任务里，点一下就发出；每次都占用这个群的群发次数。',
    'What rules want said in a customer group then waits on the owner’s phone for a tap. Each uses up one of the group’s mass sends.',
  ],
  'account.wecom.mass_for_rules.no': ['不做，只建待办', 'No, only a task'],
  'account.wecom.mass_for_rules.yes': ['做成群发', 'Yes'],
  'outcome.wecom_tap_mass_send': [
    '已经放进群主手机的群发任务，等他点一下',
    'It waits in the mass sends on the owner’s phone for a tap',
  ],
  'outcome.wecom_mass_send_quota_used': [
    '这个群的群发次数已用完，请群主自己说',
    'The group’s mass sends are used up; the owner has to say it',
  ],
  'outcome.wecom_mass_send_quota': [
    '群主点一下才发出，而且每个群的次数有限',
    'The owner has to tap, and each group has only so many',
  ],
  'outcome.wecom_mass_send_not_for_rules': [
    '运营者可以群发；群规要说的话目前只建待办',
    'Operators can; what rules say only becomes a task',
  ],
  'remedy.wecom_allow_mass_for_rules': [
    '在账号设置里把“群规要说的话做成群发”打开',
    'Switch on “prepare what rules say as mass sends” in the account’s settings',
  ],
  'problem.wecom_refused': ['企业微信没有照办：{evidence}', 'WeCom did not do it: {evidence}'],
});
