// Reads {token, aesKey, corp, timestamp, nonce, messages: [{plain, sealed}]} and answers what wechat-crypto
// makes of ours, and its own form of every message; here corp is the AppID of an official account.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';

const Crypt = createRequire(import.meta.url)('wechat-crypto');
const asked = JSON.parse(readFileSync(0, 'utf8'));
const crypt = new Crypt(asked.token, asked.aesKey, asked.corp);
const answers = asked.messages.map(({ sealed, plain }) => {
  const opened = crypt.decrypt(sealed);
  const theirs = crypt.encrypt(plain);
  return {
    opened: opened.message,
    corp: opened.id,
    signature: crypt.getSignature(asked.timestamp, asked.nonce, sealed),
    theirs,
    theirSignature: crypt.getSignature(asked.timestamp, asked.nonce, theirs),
    // What an official account signs in plain text: the same without a body.
    plainSignature: crypt.getSignature(asked.timestamp, asked.nonce, ''),
  };
});
console.log(JSON.stringify(answers));
