import { define } from './define';

/** Codes of an official account that carry a scene. */
export const scene = define({
  'account.tab.scenes': ['带参数二维码', 'Scene codes'],
  'scene.about': [
    '给每张海报、每个门店一张二维码：谁扫哪张码关注，微信会带回来，这里数得清。要已认证的服务号。',
    'One code for each poster or shop: WeChat tells by which one somebody followed, and they are counted here. Needs a verified service account.',
  ],
  'scene.make': ['新建二维码', 'Make a code'],
  'scene.made': ['二维码已建好', 'The code is made'],
  'scene.empty': ['还没有二维码', 'No codes yet'],
  'scene.empty_about': [
    '临时码最多 30 天，数量不限；永久码一共 100,000 个，删不掉。',
    'A temporary code lasts up to 30 days and there may be any number; of permanent ones an account has 100,000, and none can be taken back.',
  ],
  'scene.picture': ['看二维码图片', 'See the code'],
  'scene.permanent': ['永久', 'Permanent'],
  'scene.expired': ['已到期', 'Expired'],
  'scene.until': ['到', 'until'],
  'scene.here': ['还关注着', 'Still follow'],
  'scene.days': ['有效几天（不填就是永久码）', 'For how many days (empty: permanent)'],
  'scene.days_about': ['1–30 天', '1–30 days'],
  'journal_kind.scene_made': ['建带参数二维码', 'Scene code made'],
  'problem.not_officialaccount': ['这个账号不是公众号', 'This is no official account'],
  'problem.officialaccount_start_again': [
    '登录没有成功，请重新打开页面',
    'The sign-in did not work; open the page again',
  ],
  'problem.officialaccount_refused': ['微信拒绝了：{evidence}', 'WeChat refused: {evidence}'],
  'problem.officialaccount_silent': [
    '微信没有回答；二维码可能已经建好，但没有使用',
    'WeChat did not answer; a code may exist and is not used',
  ],
});
