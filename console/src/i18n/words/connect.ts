import { define } from './define';

/** What each platform asks for, what may be wrong with a connection, and the one thing to do about it. */
export const connect = define({
  'platform.onebot': ['QQ（OneBot 11 协议）', 'QQ (OneBot 11)'],
  'platform.wecom': ['企业微信', 'WeCom'],
  'platform.officialaccount': ['微信公众号', 'WeChat Official Account'],

  'platform_is.onebot': [
    '用 NapCat、Lagrange、go-cqhttp 这类程序登录的 QQ 号。能听、能说、能撤回、能移出；移出和禁言要管理员身份。',
    'A QQ number signed in by NapCat, Lagrange, go-cqhttp or the like. It hears, speaks, recalls and removes; the last need administrator rights.',
  ],
  'platform_is.telegram': [
    'BotFather 给的机器人。能听、能说、能撤回、能移出，还能准确知道谁从哪个邀请链接来。',
    'A bot made by BotFather. It hears, speaks, recalls, removes, and knows exactly which link brought whom.',
  ],
  'platform_is.wecom': [
    '企业微信的客户群。能知道谁进谁出、谁带来谁；平台不许机器在客户群说话和移人，这些会变成待办。',
    'Customer groups of WeCom. It knows who joins, leaves and brings whom; no machine may speak or remove there, so those become tasks.',
  ],
  'platform_is.officialaccount': [
    '微信公众号的粉丝。能听到粉丝发来的话，知道谁关注、谁取关、扫了哪张码；只能在粉丝互动后的限定时间内回复，过时平台会拒绝。',
    'Followers of a WeChat official account. It hears what they write, who follows, leaves, and by which code; it may answer only for a while after they did something.',
  ],
  'prepare.onebot': [
    '让 QQ 号在 NapCat（或同类程序）里登录，并保持在线。\n在它的网络设置里开一个 WebSocket 服务器，记下地址和访问令牌；或选“它连过来”，把下一步给出的地址填进去。\n把这个 QQ 号拉进群，最好设为管理员。',
    'Sign the QQ number in with NapCat or the like, and keep it on line.\nOpen a WebSocket server in its network settings and note address and token; or choose “it connects to us” and enter the address the next step shows.\nAdd the number to the groups, best as administrator.',
  ],
  'prepare.telegram': [
    '在 Telegram 里找 @BotFather，用 /newbot 建一个机器人，复制它给的令牌。\n对 @BotFather 发 /setprivacy，选择机器人，选 Disable，它才能听到群里的每句话。\n把机器人加进群，设为管理员，勾选“删除消息”“封禁用户”“邀请用户”。',
    'In Telegram talk to @BotFather, make a bot with /newbot and copy the token.\nSend @BotFather /setprivacy, choose the bot and Disable, so that it hears every message of its groups.\nAdd the bot to the groups as administrator with “Delete messages”, “Ban users” and “Invite users”.',
  ],
  'prepare.wecom': [
    '在企业微信管理后台“应用管理”里建一个自建应用，记下企业 ID、AgentId 和 Secret。\n在“客户联系”里允许这个应用调用接口，并选好可使用客户联系的员工。\n把服务器的出口 IP 加进应用的“企业可信 IP”。\n在应用的“接收消息”里生成 Token 和 EncodingAESKey；接收地址在下一步给出。',
    'In WeCom’s admin console make an app of your own and note corp id, AgentId and Secret.\nUnder “Customer contact” allow this app to call the interface and choose the staff who may use it.\nAdd the server’s outgoing address to the app’s trusted IPs.\nUnder “Receive messages” make a Token and an EncodingAESKey; the next step shows the address to enter.',
  ],

  'prepare.officialaccount': [
    '要有公众号的管理员权限；回复粉丝和带参数二维码要已认证的服务号。\n登录 mp.weixin.qq.com（或 developers.weixin.qq.com 的开发平台），在“开发接口管理 → 基本配置”里记下 AppID，生成 AppSecret。\n把服务器的出口 IP 加进“IP 白名单”。\n想好一个 Token，随机生成 EncodingAESKey，消息加解密方式选“安全模式”；服务器地址在下一步给出。',
    'You need to administer the account; answering followers and scene codes need a verified service account.\nSign in at mp.weixin.qq.com (or the developer platform) and under the basic configuration note the AppID and make an AppSecret.\nAdd the server’s outgoing address to the IP whitelist.\nThink of a Token, make a random EncodingAESKey and choose the safe mode; the next step shows the address to enter.',
  ],

  'account.onebot.self_id': ['QQ 号', 'QQ number'],
  'account.onebot.self_id.is': ['机器人登录的号码，只有数字。', 'The number the bot is signed in with; digits only.'],
  'account.onebot.transport': ['谁连谁', 'Who connects'],
  'account.onebot.transport.forward_ws': ['我们连它（正向 WebSocket）', 'we connect to it (forward WebSocket)'],
  'account.onebot.transport.reverse_ws': ['它连过来（反向 WebSocket）', 'it connects to us (reverse WebSocket)'],
  'account.onebot.transport.http': ['HTTP 互相调用', 'HTTP both ways'],
  'account.onebot.transport.is': [
    '机器人和 Liana 在一起，用第一种；机器人在内网、Liana 在公网，用第二种。',
    'The first when both are on one network; the second when the bot sits behind a router and Liana does not.',
  ],
  'account.onebot.url': ['它的地址', 'Its address'],
  'account.onebot.url.is': [
    '例如 ws://127.0.0.1:3001；HTTP 方式填 http:// 开头的地址；“它连过来”不用填。',
    'For instance ws://127.0.0.1:3001; for HTTP one that begins with http://; not needed when it connects to us.',
  ],
  'account.onebot.access_token': ['访问令牌', 'Access token'],
  'account.onebot.access_token.is': [
    '和机器人程序里填的 access_token 一样；“它连过来”时必填。',
    'The same access_token as in the bot’s settings; needed when it connects to us.',
  ],
  'account.onebot.event_secret': ['事件签名密钥', 'Secret of its events'],
  'account.onebot.event_secret.is': [
    'HTTP 方式必填：和机器人程序里上报的 secret 一样，用来证明事件是它发的。',
    'Needed for HTTP: the same secret as in the bot’s settings; it proves that an event is from it.',
  ],

  'account.telegram.token': ['机器人令牌', 'Bot token'],
  'account.telegram.token.is': ['BotFather 给的，形如 123456:AB…。', 'From BotFather, like 123456:AB….'],
  'account.telegram.mode': ['怎么收消息', 'How to listen'],
  'account.telegram.mode.polling': ['我们去取（不需要公网地址）', 'we fetch (needs no public address)'],
  'account.telegram.mode.webhook': ['Telegram 推过来', 'Telegram brings them (webhook)'],
  'account.telegram.mode.is': [
    '拿不准就用“我们去取”，在内网也能用。',
    'When in doubt, fetch; it works behind any router.',
  ],
  'account.telegram.public_url': ['这台服务器的公网地址', 'Public address of this server'],
  'account.telegram.public_url.is': [
    '只有“推过来”才要：https:// 开头，端口 443、80、88 或 8443，证书有效。',
    'Only for the webhook: begins with https://, on port 443, 80, 88 or 8443, with a valid certificate.',
  ],
  'account.telegram.api_url': ['Bot API 地址', 'Address of the Bot API'],
  'account.telegram.api_url.is': [
    '自己架了 Bot API 服务器或需要中转时才改。',
    'Change it only for a Bot API server of your own or a relay.',
  ],

  'account.wecom.corp_id': ['企业 ID', 'Corp id'],
  'account.wecom.corp_id.is': ['“我的企业”页面最下方，形如 ww1a2b…。', 'At the end of “My company”, like ww1a2b….'],
  'account.wecom.agent_id': ['AgentId（应用编号）', 'AgentId'],
  'account.wecom.agent_id.is': ['自建应用页面上的数字，形如 1000002。', 'The number on the app’s page, like 1000002.'],
  'account.wecom.secret': ['应用 Secret（密钥）', 'Secret of the app'],
  'account.wecom.secret.is': [
    '自建应用页面上查看，会发到你的企业微信。',
    'Shown from the app’s page; WeCom sends it to your client.',
  ],
  'account.wecom.callback_token': ['接收消息的 Token（令牌）', 'Token for receiving'],
  'account.wecom.callback_token.is': [
    '“接收消息”里的 Token，最多 32 位字母和数字。',
    'From “Receive messages”: up to 32 letters and digits.',
  ],
  'account.wecom.encoding_aes_key': ['EncodingAESKey（消息密钥）', 'EncodingAESKey'],
  'account.wecom.encoding_aes_key.is': [
    '“接收消息”里的 EncodingAESKey，正好 43 位。',
    'From “Receive messages”: exactly 43 letters and digits.',
  ],
  'account.wecom.welcome': ['新客户欢迎语', 'Welcome to a new customer'],
  'account.wecom.welcome.is': [
    '有人加员工为好友后 20 秒内自动发出，最多 4,000 字节。',
    'Sent within 20 seconds after somebody adds a member of staff; up to 4,000 bytes.',
  ],
  'account.wecom.archive_secret': ['会话存档 Secret（密钥）', 'Secret of the archive'],
  'account.wecom.archive_secret.is': [
    '买了会话内容存档才有；没有它就听不到群里说了什么。',
    'Comes with the conversation archive; without it nothing said in groups is heard.',
  ],
  'account.wecom.archive_keys': ['会话存档私钥', 'Private keys of the archive'],
  'account.wecom.archive_keys.is': [
    '和管理后台里填的公钥配对的私钥；换过密钥的话，旧的也留着。',
    'The private keys to the public ones in the admin console; keep old ones after a change.',
  ],
  'account.wecom.api': ['接口地址', 'Address of the interface'],
  'account.wecom.api.is': ['私有部署或需要中转时才改。', 'Change it only for a private installation or a relay.'],

  'account.officialaccount.app_id': ['AppID（开发者 ID）', 'AppID'],
  'account.officialaccount.app_id.is': [
    '“基本配置”里的开发者 ID，形如 wx1a2b…。',
    'From the basic configuration, like wx1a2b….',
  ],
  'account.officialaccount.app_secret': ['AppSecret（开发者密码）', 'AppSecret'],
  'account.officialaccount.app_secret.is': [
    '只在生成时显示一次；忘了就重置，再填到这里。',
    'Shown once when it is made; reset it when it is lost.',
  ],
  'account.officialaccount.callback_token': ['服务器配置的 Token（令牌）', 'Token of the server configuration'],
  'account.officialaccount.callback_token.is': [
    '自己定，3 到 32 位字母和数字，两边填一样的。',
    'Your own: 3 to 32 letters and digits, the same on both sides.',
  ],
  'account.officialaccount.encoding_aes_key': ['EncodingAESKey（消息密钥）', 'EncodingAESKey'],
  'account.officialaccount.encoding_aes_key.is': [
    '正好 43 位；填了就只收加密的消息。明文模式不填，但任何截获过签名的人都能伪造内容。',
    'Exactly 43 letters and digits; with it only encrypted messages are taken. Without it whoever caught a signature can forge contents.',
  ],
  'account.officialaccount.api': ['接口地址', 'Address of the interface'],
  'account.officialaccount.api.is': ['需要中转时才改。', 'Change it only for a relay.'],

  'check.switched_on': ['已启用', 'Switched on'],
  'check.connection': ['连得上', 'A connection'],
  'check.token': ['凭据有效', 'The credentials hold'],
  'check.number': ['是这个 QQ 号', 'It is this QQ number'],
  'check.online': ['QQ 在线', 'QQ is on line'],
  'check.groups': ['在群里', 'It is in groups'],
  'check.administrator': ['是管理员', 'It is administrator'],
  'check.clock': ['两边时钟一致', 'The clocks agree'],
  'check.secrets': ['凭据读得出', 'The credentials can be read'],
  'check.telegram_privacy': ['听得到群里的每句话', 'It hears every message'],
  'check.telegram_administrator': ['是管理员，权限齐全', 'It is administrator with the rights it needs'],
  'check.telegram_updates': ['消息正送到这里', 'Updates arrive here'],
  'check.telegram_pending': ['没有积压', 'Nothing piles up'],
  'check.trusted_ip': ['服务器 IP 在可信名单', 'The server’s address is trusted'],
  'check.customer_contact': ['可以调用客户联系', 'Customer contact is allowed'],
  'check.callback': ['接收地址已验证', 'The callback address is verified'],
  'check.events': ['收到过事件', 'Events have come'],
  'check.wecom_ways': ['入群码和联系我还够用', 'Codes that lead in are left'],
  'check.archive': ['会话存档', 'Conversation archive'],
  'check.officialaccount_rights': ['可以发客服消息', 'It may send customer-service messages'],
  'check.officialaccount_quota': ['今天还有额度', 'Quota is left for today'],
  'check.officialaccount_encrypted': ['消息加密', 'Messages come encrypted'],

  'remedy.switch_on': ['启用这个账号', 'Switch the account on'],
  'remedy.wait': ['等一会儿再检查；平台正忙或在限流', 'Wait and check again; the platform is busy or holds us back'],
  'remedy.set_clock': ['校准这台服务器的时间（打开 NTP）', 'Set this server’s clock (switch NTP on)'],
  'remedy.set_the_clock': ['校准这台服务器的时间（打开 NTP）', 'Set this server’s clock (switch NTP on)'],
  'remedy.make_administrator': [
    '请群主在这些群里把它设为管理员',
    'Ask the owners of these groups to make it administrator',
  ],
  'remedy.let_the_bot_connect': [
    '在机器人程序里添加反向 WebSocket，填下面的地址和同一个访问令牌',
    'Add a reverse WebSocket in the bot’s settings, with the address below and the same token',
  ],
  'remedy.check_the_address': [
    '确认机器人程序在运行，地址和端口没有写错，防火墙放行',
    'See that the bot runs, that address and port are right and no firewall is between',
  ],
  'remedy.enter_the_token': [
    '填上和机器人程序里一样的访问令牌',
    'Enter the same access token as in the bot’s settings',
  ],
  'remedy.connect_the_other_number': [
    '这个地址后面是另一个 QQ 号：改地址，或另外接入那个号',
    'Another QQ number answers there: change the address, or connect that number as well',
  ],
  'remedy.sign_in_to_qq_again': ['在机器人程序里重新登录 QQ', 'Sign in to QQ again in the bot'],
  'remedy.invite_the_bot': ['把这个 QQ 号拉进要管理的群', 'Invite this number into the groups to be run'],
  'remedy.set_the_bots_clock': ['校准机器人所在电脑的时间', 'Set the clock of the computer the bot runs on'],
  'remedy.telegram_add_to_group': ['把机器人加进一个群', 'Add the bot to a group'],
  'remedy.telegram_ask_to_start': [
    '请成员先和机器人说一句话（点“开始”），之后才能私聊',
    'Ask members to press Start in a chat with the bot; only then it may write to them',
  ],
  'remedy.telegram_make_administrator': [
    '在这些群里把机器人设为管理员，勾选“删除消息”“封禁用户”“邀请用户”',
    'Make the bot administrator there, with “Delete messages”, “Ban users” and “Invite users”',
  ],
  'remedy.telegram_privacy_off': [
    '对 @BotFather 发 /setprivacy 选 Disable，再把机器人移出重新加入；或把它设为管理员',
    'Send @BotFather /setprivacy and Disable, then take the bot out and in again; or make it administrator',
  ],
  'remedy.telegram_reach_api': [
    '这台服务器到不了 Telegram：检查网络，或在设置里填一个中转的 Bot API 地址',
    'This server does not reach Telegram: check the network, or enter a relay in the settings',
  ],
  'remedy.telegram_new_token': [
    '令牌失效了：在 @BotFather 用 /token 取新的，填到设置里',
    'The token is no longer valid: get a new one from @BotFather with /token and enter it',
  ],
  'remedy.telegram_one_listener': [
    '别的程序也在收这个机器人的消息：停掉它，或在这里重新保存一次',
    'Another program listens to this bot: stop it, or save the settings here once more',
  ],
  'remedy.telegram_hook_certificate': [
    '证书不被信任：换成受信任机构签发的完整证书链',
    'The certificate is not trusted: use one of a known authority, with its whole chain',
  ],
  'remedy.telegram_hook_name': ['域名解析不到：检查 DNS', 'The name does not resolve: check DNS'],
  'remedy.telegram_hook_reach': [
    'Telegram 连不上这台服务器：检查端口映射和防火墙',
    'Telegram cannot reach this server: check port forwarding and firewall',
  ],
  'remedy.telegram_hook_path': [
    '地址到了别处：反向代理要把 /api/v1/hooks/ 原样转过来',
    'The address leads elsewhere: the proxy must pass /api/v1/hooks/ on unchanged',
  ],
  'remedy.telegram_hook_port': [
    'Telegram 只连 443、80、88、8443 端口',
    'Telegram calls ports 443, 80, 88 and 8443 only',
  ],
  'remedy.telegram_hook_log': [
    '服务器处理时出错：看服务器日志里的这个时刻',
    'The server failed on it: see its log at that moment',
  ],
  'remedy.wecom_close_ways': [
    '用掉八成了（上限 50 万个）：在「入群码与联系我」里停用不再需要的码',
    'Four fifths of the 500,000 are used: close codes nobody needs on the tab Ways in',
  ],
  'remedy.wecom_check_secret': [
    'Secret 不对或已重置：从应用页面重新复制',
    'The Secret is wrong or was reset: copy it again from the app’s page',
  ],
  'remedy.wecom_check_corp_id': ['企业 ID 不对：从“我的企业”复制', 'The corp id is wrong: copy it from “My company”'],
  'remedy.wecom_check_agent_id': ['AgentId 不对：从应用页面复制', 'The AgentId is wrong: copy it from the app’s page'],
  'remedy.wecom_allow_api': [
    '在“客户联系 → API”里，允许这个应用调用',
    'Under “Customer contact → API” allow this app to call it',
  ],
  'remedy.wecom_add_trusted_ip': [
    '把平台说的那个 IP 加进应用的“企业可信 IP”',
    'Add the address the platform names to the app’s trusted IPs',
  ],
  'remedy.wecom_set_trusted_domain': ['在应用里设置可信域名并验证', 'Set and verify the trusted domain of the app'],
  'remedy.wecom_set_callback_url': [
    '在应用的“接收消息”里填下面的地址，保存时平台会来验证',
    'Enter the address below under “Receive messages”; WeCom verifies it when you save',
  ],
  'remedy.wecom_widen_app_scope': [
    '扩大应用的可见范围，把这些员工包括进来',
    'Widen the app’s visible range to include these members of staff',
  ],
  'remedy.wecom_verify_staff': [
    '这位员工还没实名，请本人在企业微信里完成',
    'This member of staff is not verified yet; they do it in WeCom',
  ],
  'remedy.wecom_activate_staff': [
    '这位员工还没激活企业微信，请本人登录一次',
    'This member of staff has not activated WeCom; they sign in once',
  ],
  'remedy.wecom_allow_customer_contact': [
    '在“客户联系 → 权限配置”里，加上使用客户联系的员工',
    'Under “Customer contact → Permissions” add the staff who use it',
  ],
  'remedy.wecom_renew_archive': [
    '会话存档已到期，请在管理后台续费',
    'The archive has expired; renew it in the admin console',
  ],
  'remedy.wecom_bind_open_platform': [
    '在微信开放平台绑定企业微信，才能拿到 unionid',
    'Bind WeCom at the WeChat open platform to get the unionid',
  ],
  'remedy.wecom_free_contact_ways': [
    '“联系我”数量已满：删掉不用的',
    'There are too many contact ways: delete those not used',
  ],
  'remedy.wecom_add_archive_seats': [
    '给群里的员工开通会话存档名额',
    'Give the staff in these groups a seat in the archive',
  ],
  'remedy.wecom_set_up_archive': [
    '购买并开通会话内容存档，再把密钥填到设置里',
    'Buy and open the conversation archive, then enter its keys in the settings',
  ],
  'remedy.wecom_use_join_ways': [
    '用“进群方式”的二维码拉人，就知道是谁带来的',
    'Invite by join-way codes; then it is known who brought whom',
  ],
  'remedy.wecom_task_to_owner': ['自动变成待办，交给群主去做', 'Becomes a task for the owner of the group'],
  'remedy.wecom_task_to_staff': ['自动变成待办，员工点一下就发出', 'Becomes a task; a member of staff taps to send'],
  'remedy.wecom_set_anti_spam': [
    '在管理后台给群打开“防骚扰”，并让群主处理待办',
    'Switch on anti-spam for the group in the admin console, and let its owner do the tasks',
  ],
  'remedy.wecom_use_auto_created_groups': [
    '用“进群方式”并打开“群满自动建群”',
    'Use a join way that makes a new group when one is full',
  ],
  'remedy.wecom_install_archive_library': [
    '把企业微信的存档 SDK 放到服务器，并在配置里写上它的位置',
    'Put WeCom’s archive library on the server and name its place in the settings',
  ],
  'remedy.wecom_add_archive_key': [
    '加上这个版本的私钥；五天内补上，一条也不会丢',
    'Add the private key of this version; within five days nothing is lost',
  ],
  'remedy.wecom_check_archive': ['检查会话存档的 Secret 和到期时间', 'Check the archive’s secret and when it expires'],
  'remedy.wecom_enter_secrets_again': [
    '凭据读不出来：在设置里重新填一遍',
    'The credentials cannot be read: enter them again in the settings',
  ],
  'remedy.officialaccount_enter_secrets_again': [
    '凭据读不出来：在设置里重新填一遍',
    'The credentials cannot be read: enter them again in the settings',
  ],
  'remedy.officialaccount_check_secret': [
    'AppSecret 不对、已重置或被冻结：到“基本配置”里核对，再填到这里',
    'The AppSecret is wrong, was reset or is frozen: look at the basic configuration and enter it here',
  ],
  'remedy.officialaccount_check_app_id': ['核对 AppID', 'Check the AppID'],
  'remedy.officialaccount_add_ip': [
    '把错误里写的 IP 加进“IP 白名单”',
    'Add the address in the error to the IP whitelist',
  ],
  'remedy.officialaccount_set_server_address': [
    '在“服务器配置”里填下面的地址、同一个 Token 和 EncodingAESKey，保存并启用',
    'Enter the address below in the server configuration with the same Token and EncodingAESKey, save and switch it on',
  ],
  'remedy.officialaccount_encrypt': [
    '把消息加解密方式改成“安全模式”，并把 EncodingAESKey 填到设置里',
    'Choose the safe mode and enter the EncodingAESKey in the settings',
  ],
  'remedy.officialaccount_verify_account': [
    '客服消息要已认证的账号：完成微信认证，或由人在 mp.weixin.qq.com 里回复',
    'Customer-service messages need a verified account: verify it, or let a person answer on mp.weixin.qq.com',
  ],
  'remedy.officialaccount_wait_for_midnight': ['北京时间零点后恢复', 'It is there again after midnight, Beijing time'],
  'remedy.officialaccount_let_them_write_first': [
    '让粉丝先发一句话：之后 48 小时内可以回 5 条',
    'Let them write first: then five answers within 48 hours are allowed',
  ],
  'remedy.officialaccount_use_scene_codes': [
    '用带参数的二维码，就知道是哪张码带来的',
    'Use codes that carry a scene; then it is known which one brought whom',
  ],

  'outcome.platform_forbids': ['平台不让任何机器做这件事', 'The platform lets no machine do this'],
  'outcome.account_off': ['账号已停用', 'The account is switched off'],
  'outcome.not_administrator': ['在这些群里不是管理员', 'It is no administrator there'],
  'outcome.only_inviter_is_told': [
    'QQ 只在邀请的那一刻告诉我们是谁拉的',
    'QQ tells the inviter only at the moment of the invitation',
  ],
  'outcome.not_built': ['平台支持，Liana 还没做', 'The platform can; Liana does not yet'],
  'outcome.telegram_no_groups': ['机器人还不在任何群里', 'The bot is in no group yet'],
  'outcome.telegram_only_who_started': ['只能私聊先找过机器人的人', 'It may write only to who wrote to it first'],
  'outcome.telegram_privacy_mode': [
    '机器人开着隐私模式，只听得到命令和对它的回复',
    'The bot’s privacy mode is on: it hears only commands and answers to it',
  ],
  'outcome.telegram_only_in_supergroups': ['只有超级群能禁言', 'Muting works in supergroups only'],
  'outcome.telegram_not_administrator': [
    '在这些群里不是管理员，或少了权限',
    'It is no administrator there, or lacks the right',
  ],
  'outcome.wecom_only_licensed_staff': [
    '只能听到有存档名额的员工所在的群',
    'Heard only where a member of staff with an archive seat is in the group',
  ],
  'outcome.wecom_no_archive': [
    '没有会话存档，群里说了什么听不到',
    'Without the archive nothing said in groups is heard',
  ],
  'outcome.wecom_only_scans_with_state': [
    '只有扫带参数的进群码才知道来源',
    'Known only for who scanned a code that carries a source',
  ],
  'outcome.wecom_no_bot_in_groups': ['企业微信不让机器人在客户群里说话', 'WeCom lets no bot speak in customer groups'],
  'outcome.wecom_person_must_tap': ['发给客户的消息要员工点一下', 'A message to a customer needs a tap by staff'],
  'outcome.wecom_only_in_client': ['只能由人在企业微信里操作', 'Only a person can do it, in WeCom itself'],
  'outcome.wecom_only_by_join_way': ['只能靠“进群方式”自动建群', 'Groups are made only by join ways'],
  'outcome.wecom_no_join_requests': ['客户群没有入群申请', 'Customer groups have no join requests'],
  'outcome.wecom_archive_five_days': ['存档只留五天，更早的读不到', 'The archive keeps five days; nothing earlier'],
  'outcome.officialaccount_within_window': [
    '只能回一个人，且要在窗口内：对方发消息后 48 小时 5 条，关注或扫码后 1 分钟 3 条',
    'To one person at a time and within a window: five in 48 hours after they wrote, three in a minute after they followed or scanned',
  ],
  'outcome.officialaccount_only_scene_codes': [
    '只有扫带参数的二维码才知道来源',
    'Known only for who scanned a code that carries a scene',
  ],
  'outcome.officialaccount_only_in_console': [
    '只能由人在 mp.weixin.qq.com 里操作',
    'Only a person can do it, on mp.weixin.qq.com',
  ],
  'outcome.officialaccount_nobody_named': [
    '公众号没有群：没写明发给谁的话，只能由人去群发',
    'An official account has no group: what names nobody a person can send to all',
  ],
  'outcome.officialaccount_window_closed': [
    '发不了：对方太久没有互动，回复窗口已关，或已取消关注',
    'not possible: they did nothing for too long, the window for answers is closed, or they left',
  ],
  'outcome.officialaccount_too_many': [
    '发不了：这次互动的回复条数已用完，要等对方再发话',
    'not possible: all answers to what they did are used up; they have to write again',
  ],
  'outcome.officialaccount_not_following': [
    '发不了：对方没有关注这个公众号',
    'not possible: they do not follow this account',
  ],
  'outcome.officialaccount_blacklisted': [
    '发不了：对方在公众号的黑名单里',
    'not possible: they are on the account’s blacklist',
  ],
  'outcome.officialaccount_not_authorised': [
    '这个账号没有客服消息接口的权限，要由人在 mp.weixin.qq.com 里回复',
    'The account may not use the customer-service interface; a person answers on mp.weixin.qq.com',
  ],

  'outcome.blocked_by_member': ['对方拉黑了机器人', 'They blocked the bot'],
  'outcome.never_started': ['对方没有找过机器人，不能先开口', 'They never started the bot, so it may not write first'],
  'outcome.account_deleted': ['对方的账号已注销', 'Their account was deleted'],
  'outcome.is_a_bot': ['对方也是机器人，不能私聊', 'They are a bot too; bots cannot write to each other'],
  'outcome.bot_not_in_group': ['机器人已不在群里', 'The bot is in the group no more'],
  'outcome.message_too_old': [
    '消息太久了，机器人删不了，要由人来删',
    'The message is too old for a bot to delete; a person can',
  ],
  'outcome.message_gone': [
    '消息在群升级之前，已经删不到了',
    'It was said before the group was upgraded and is out of reach',
  ],
  'outcome.request_gone': ['这个入群申请已经不在了', 'The request to join is not there any more'],
  'outcome.protected': ['不能对群主或管理员这样做', 'This cannot be done to owners and administrators'],
  'outcome.only_in_supergroups': ['只有超级群可以这样做', 'Possible in supergroups only'],
  'outcome.not_a_member': ['对方不在群里', 'They are not in the group'],
  'outcome.topic_closed': ['话题已关闭', 'The topic is closed'],
  'outcome.too_long': ['文字太长，平台不收', 'The text is longer than the platform takes'],
  'outcome.empty': ['没有文字', 'There is no text'],
  'outcome.chat_not_found': ['平台找不到这个群', 'The platform does not find this group'],
  'outcome.account_not_connected': ['账号没有接入或已停用', 'The account is not connected or switched off'],

  'outcome.onebot_lift_ban': [
    'QQ 的“不再接收申请”只能由人在 QQ 里解除',
    'QQ’s own list of the refused can be changed only by a person, in QQ',
  ],
  'outcome.onebot_action_unknown': ['机器人程序不支持这个动作', 'The bot’s program does not know this action'],

  'limit.onebot_send_pace': ['QQ 发言节奏', 'pace of speaking on QQ'],
  'limit.telegram_bot_second': ['Telegram 每秒总量', 'Telegram’s limit per second'],
  'limit.telegram_group_second': ['Telegram 每群每秒', 'Telegram’s limit per group and second'],
  'limit.telegram_group_minute': ['Telegram 每群每分钟', 'Telegram’s limit per group and minute'],
  'limit.telegram_person_second': ['Telegram 每人每秒', 'Telegram’s limit per person and second'],

  'problem.onebot_not_let_in': ['没有这个机器人，或令牌不对', 'There is no such bot, or its token is wrong'],
  'problem.telegram_not_connected': ['这个机器人没有接入', 'This bot is not connected'],
  'problem.telegram_slow_down': ['Telegram 要求等 {seconds} 秒', 'Telegram wants a pause of {seconds} seconds'],
  'problem.telegram_refused': ['Telegram 拒绝了：{evidence}', 'Telegram refused: {evidence}'],
  'problem.telegram_silent': [
    'Telegram 没有回答；链接可能已经建好，但没有使用',
    'Telegram did not answer; the link may exist and is not used',
  ],
  'problem.platform_unknown': ['没有这个平台', 'There is no such platform'],
  'problem.account_connected': ['这个账号已经接入过了', 'This account is connected already'],
  'problem.account_is_another': [
    '这些凭据属于另一个账号；请另外接入',
    'These credentials belong to another account; connect that one separately',
  ],
  'problem.secrets_unreadable': [
    '换过密钥文件，旧的凭据读不出来；请重新填写',
    'The key file is another one and the old credentials cannot be read; enter them again',
  ],
  'problem.all_communities_needed': [
    '账号为所有社群服务，只有能看到全部社群的运营者可以接入或修改',
    'An account serves all communities; only who sees all of them may connect or change one',
  ],
  'problem.group_placed': ['这个群已经有归属了', 'This group has its place already'],
});
