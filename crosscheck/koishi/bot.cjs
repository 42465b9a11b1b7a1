// A bot by Koishi, which nobody here wrote: joins over OneBot 11, answers, and takes adverts back.
const { Context } = require('koishi');
const adapter = require('koishi-plugin-adapter-onebot');
const http = require('@koishijs/plugin-http');

const tell = (what, more = {}) => console.log(JSON.stringify({ what, ...more }));
const { ENDPOINT: endpoint, SELF_ID: selfId, TOKEN: token } = process.env;

const app = new Context();
app.plugin(http.default ?? http);
app.plugin(adapter.default ?? adapter, { protocol: 'ws', selfId, endpoint, token });
app.on('login-updated', (session) => tell('login', { status: session.bot?.status }));
app.on('bot-status-updated', (bot) => tell('status', { status: bot.status }));
app.on('guild-member-added', (session) => tell('joined', { user: session.userId }));
app.on('message-deleted', (session) => tell('recalled', { message: session.messageId }));
app.on('message', async (session) => {
  tell('heard', { text: session.content, user: session.userId, name: session.username, quote: session.quote?.id });
  try {
    if (session.content.includes('ping koishi')) tell('answered', { ids: await session.send('pong from <b>koishi</b> [&]') });
    if (session.content.includes('advert')) {
      await session.bot.deleteMessage(session.channelId, session.messageId);
      tell('took back');
    }
    if (session.content.includes('who is here')) {
      const list = await session.bot.getGuildMemberList(session.guildId);
      tell('members', { names: list.data.map((member) => member.user?.name ?? member.nick) });
    }
  } catch (error) {
    tell('failed', { error: String(error) });
  }
});
app.start().then(() => tell('started'), (error) => tell('failed', { error: String(error) }));
process.stdin.resume();
process.stdin.on('end', () => process.exit(0));
