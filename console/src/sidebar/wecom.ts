import { useEffect, useState } from 'react';
import { api } from '../api/client';

export type Chat =
  | { state: 'waiting' }
  | { state: 'outside' }
  | { state: 'failed'; why: string }
  | { state: 'person'; external: string; say: ((text: string) => Promise<void>) | null }
  | { state: 'group'; chat: string; say: ((text: string) => Promise<void>) | null };

const inWeCom = () => /wxwork/i.test(navigator.userAgent);

/** Loads WeCom's own script only inside WeCom, where it has somebody to talk to. */
async function open(account: string): Promise<Chat> {
  const ww = await import('@wecom/jssdk');
  const sign = (url: string) =>
    api.get('/accounts/{account}/sidebar/signature', { path: { account }, query: { url: url.split('#')[0] } });
  const first = await sign(window.location.href);
  ww.register({
    corpId: first.corp_id,
    agentId: first.agent_id,
    jsApiList: ['getContext', 'getCurExternalContact', 'getCurExternalChat', 'sendChatMessage'],
    getConfigSignature: async (url) => {
      const signed = await sign(url);
      return { timestamp: signed.timestamp, nonceStr: signed.nonce, signature: signed.config };
    },
    getAgentConfigSignature: async (url) => {
      const signed = await sign(url);
      return { timestamp: signed.timestamp, nonceStr: signed.nonce, signature: signed.app };
    },
  });
  const say = async (content: string) => {
    await ww.sendChatMessage({ msgtype: 'text', text: { content } } as Parameters<typeof ww.sendChatMessage>[0]);
  };
  const { entry } = await ww.getContext();
  if (entry === 'group_chat_tools') return { state: 'group', chat: (await ww.getCurExternalChat()).chatId, say };
  return {
    state: 'person',
    external: (await ww.getCurExternalContact()).userId,
    say: entry === 'single_chat_tools' ? say : null,
  };
}

/** The chat beside the page; outside WeCom the one an address names, to look at it in a browser. */
export function useChat(account: string, ready: boolean, named: string | undefined): Chat {
  const [chat, setChat] = useState<Chat>({ state: 'waiting' });
  useEffect(() => {
    if (!ready) return;
    let gone = false;
    const show = (next: Chat) => {
      if (!gone) setChat(next);
    };
    if (named) show({ state: 'person', external: named, say: null });
    else if (!inWeCom()) show({ state: 'outside' });
    else
      void open(account).then(show, (problem: unknown) =>
        show({ state: 'failed', why: problem instanceof Error ? problem.message : JSON.stringify(problem) }),
      );
    return () => {
      gone = true;
    };
  }, [account, ready, named]);
  return chat;
}
