import { define } from './define';

/** Moments of customers (客户朋友圈). */
export const moment = define({
  'account.tab.moments': ['客户朋友圈', 'Moments'],
  'moment.about': [
    '内容先到员工手机上，每位员工点发表后，客户才看得到。',
    'It comes to the phones of staff first; customers see it once a member of staff publishes it.',
  ],
  'moment.room': [
    '本月已用 {used}/{most} 条（只算这里发起的）；每位客户每月最多看到 {seen} 条。',
    '{used} of {most} used this month, of those made here; one customer sees {seen} a month at most.',
  ],
  'moment.full': ['本月的条数用完了', 'None are left this month'],
  'moment.empty': ['还没有朋友圈', 'No moments yet'],
  'moment.empty_about': [
    '写一条，选谁来发、给哪些客户看。发表、点赞和评论会显示在这里。',
    'Write one, choose who publishes it and who may see it. Who published, likes and comments are shown here.',
  ],
  'moment.write': ['写一条朋友圈', 'Write a moment'],
  'moment.hand_over': ['交给员工发表', 'Hand to staff'],
  'moment.only_a_task': [
    '这只是一个任务：员工在手机上点发表之前，谁也看不到。',
    'This only makes a task: nobody sees it before a member of staff publishes it on the phone.',
  ],
  'moment.not_mixed': [
    '最多九张图片，或一个视频，或一个链接，不能混用',
    'Up to nine pictures, or one video, or one link; never mixed',
  ],
  'moment.who_publishes': ['谁来发表', 'Who publishes it'],
  'moment.who_sees': ['哪些客户可见（任一标签）', 'Customers who may see it (any tag)'],
  'moment.made': ['已交给企业微信', 'Handed to WeCom'],
  'moment.published': ['已发表', 'Published'],
  'moment.not_published': ['未发表', 'Not published'],
  'moment.became': [
    '出现在 {reached} 位客户的朋友圈 · 赞 {likes} · 评论 {comments}',
    'in the moments of {reached} · likes {likes} · comments {comments}',
  ],
  'moment.stop': ['停止', 'Stop'],
  'moment.stop_title': ['停止这条朋友圈？', 'Stop this moment?'],
  'moment.stop_reach': [
    '还没发表的 {n} 位员工不能再发表；已发表的会留着。',
    '{n} who did not publish it cannot any more; what was published stays.',
  ],
  'moment.stopped': ['已停止', 'Stopped'],
  'moment.again': ['再交一次', 'Ask again'],
  'moment.state.due': ['待提交', 'To be asked'],
  'moment.state.asked': ['提交中', 'Asking'],
  'moment.state.doubt': ['核对中', 'Being looked for'],
  'moment.state.absent': ['企业微信没有', 'WeCom has none'],
  'moment.state.job': ['生成中', 'Being made'],
  'moment.state.waiting': ['等员工发表', 'Waits for staff'],
  'moment.state.refused': ['被拒绝', 'Refused'],
  'moment.state.stopped': ['已停止', 'Stopped'],
  'moment.state.over': ['已结束', 'Over'],
  'journal_kind.moment_made': ['发起朋友圈', 'Moment made'],
  'journal_kind.moment_stopped': ['停止朋友圈', 'Moment stopped'],
  'journal_kind.moment_asked_again': ['再次发起朋友圈', 'Moment asked for again'],
  'problem.moments_used_up': ['本月 {most} 条朋友圈已用完', 'All {most} moments of this month are used'],
  'problem.moment_not_found': ['没有这条朋友圈', 'There is no such moment'],
});
