package io.liana.gate;

/** What pages say by themselves, in the visitor's language. */
enum Say {
  NEEDED("必填", "required"),
  OPTIONAL("选填", "optional"),
  CHOOSE("请选择", "Please choose"),
  MANY("可多选", "more than one may be right"),
  SEND("提交", "Send"),
  APPLY("提交申请", "Apply"),
  PAY("去支付 %s", "Pay %s"),
  CHECK("验证", "Check"),
  NEXT("下一步", "Next"),
  ENTER("进入", "Enter"),
  STEP("第 %d 步，共 %d 步", "Step %d of %d"),
  ANY("完成以下任意一项即可", "Do one of these"),
  DONE("已完成", "done"),
  THROUGH("已通过", "You are in"),
  THROUGH_TEXT("点击下面的按钮继续加入。", "Press the button to go on."),
  WAITING("申请已提交", "Your application is with us"),
  WAITING_TEXT(
      "有人看过后，这里会显示结果。稍后用同一个二维码再打开本页即可。",
      "Somebody reads it; the answer will stand here. Open this page again by the same code."),
  REFUSED("未通过", "Not accepted"),
  REFUSED_TEXT("如有疑问，请联系发码的人。", "Ask whoever gave you the code."),
  QUIZ_ABOUT("答对 %d 题（共 %d 题）即可通过。", "%d of %d must be right."),
  QUIZ_LEFT("还可以答 %d 次。", "%d tries left."),
  QUIZ_AGAIN("答对的不够，请再试一次。", "Not enough were right. Try again."),
  CODE("会员码", "Membership code"),
  CODE_WRONG("这个会员码无效，或已用完。", "This code is not valid, or used up."),
  FRIENDS("邀请 %d 位朋友，已接受 %d 位", "Invite %d friends; %d have accepted"),
  FRIENDS_TEXT(
      "把下面的链接发给朋友，他们打开并接受邀请后就算一位。",
      "Send your friends this link. Each who opens it and accepts counts."),
  FRIENDS_LINK("你的邀请链接", "Your link"),
  INVITED("朋友邀请你加入", "A friend invites you"),
  INVITED_ACCEPT("接受邀请", "Accept"),
  FOLLOW_TEXT("先关注公众号，再回来点“我已关注”。", "Follow the account first, then press “I follow it”."),
  FOLLOW_DONE("我已关注", "I follow it"),
  FOLLOW_WECHAT("请在微信中打开本页。", "Open this page inside WeChat."),
  FOLLOW_NOT("还没有看到你的关注，请先关注再试。", "We do not see you among its followers yet."),
  FEE("费用 %s 元", "Fee: CNY %s"),
  UPLOAD_ABOUT("图片或 PDF，不超过 5 MB", "A picture or a PDF, up to 5 MB"),
  CONSENT("我同意", "I agree"),
  NO_SCRIPT(
      "请打开浏览器的 JavaScript，提交前要做一次人机验证。",
      "Switch on JavaScript: before sending, your device proves that it is no robot."),
  COUNTING("正在验证，请稍等…", "Checking, one moment…"),
  FAULTS("有几处需要改一下。", "Some answers need a second look."),
  FAULT_CAPTCHA("人机验证没有完成或已过期，请再提交一次。", "The check was not finished or is too old. Send it again."),
  FAULT_CHANGED("题目刚刚更新，请核对后再提交。", "This was changed a moment ago. Look again, then send."),
  FAULT_STRANGE(
      "表单里有不认识的内容，请刷新页面。", "The form holds something we do not know. Load the page again."),
  MISSING("请填写这一项。", "Please answer this."),
  TOO_LONG("太长了。", "This is too long."),
  NOT_AN_OPTION("请从选项中选择。", "Choose one of the options."),
  NO_PHONE("请填写正确的手机号。", "This is no phone number we can read."),
  NO_DATE("请填写正确的日期。", "This is no date."),
  NO_REGION("请选择省市。", "Choose a province and a city."),
  NOT_ONE("只能填一项。", "Only one answer, please."),
  UNKNOWN("没有这个问题。", "There is no such question."),
  NO_UPLOAD("只收图片或 PDF，不超过 5 MB。", "Only a picture or a PDF, up to 5 MB."),
  FORGED("链接不完整", "This link is not complete"),
  FORGED_TEXT("请重新扫码打开。", "Scan the code again."),
  LATE("链接已过期", "This link is too old"),
  LATE_TEXT("重新打开一次即可，已填的内容都在。", "Open it again; what you sent is kept."),
  OTHERS("这是别人的链接", "This link is somebody else’s"),
  OTHERS_TEXT(
      "每个人的链接不同，请用自己的手机扫码打开。",
      "Everybody has a link of their own. Scan the code with your own phone."),
  AGAIN("重新打开", "Open again"),
  CLOSED("活动已结束", "This is over"),
  CLOSED_TEXT("请联系发码的人。", "Ask whoever gave you the code."),
  NOWHERE("没有这个页面", "There is no such page"),
  LARGE("内容太大", "This is too large"),
  LARGE_TEXT("一次最多提交 8 MB，请换小一点的图片。", "8 MB at once is the most. Choose a smaller picture."),
  OFTEN("提交太频繁", "Too often"),
  OFTEN_TEXT("请十分钟后再试。", "Try again in ten minutes."),
  BROKEN("出了点问题", "Something went wrong"),
  BROKEN_TEXT("请稍后再试，已提交的内容都在。", "Try again later; what you sent before is kept.");

  private final String zh;
  private final String en;

  Say(String zh, String en) {
    this.zh = zh;
    this.en = en;
  }

  String in(boolean chinese, Object... args) {
    String text = chinese ? zh : en;
    return args.length == 0 ? text : text.formatted(args);
  }
}
