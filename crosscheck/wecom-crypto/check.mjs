// Reads {token, aesKey, corp, timestamp, nonce, messages: [{plain, sealed, signature}]} and answers what
// @wecom/crypto makes of ours, and its own form of every message.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';

const { getSignature, decrypt, encrypt } = createRequire(import.meta.url)('@wecom/crypto');
const asked = JSON.parse(readFileSync(0, 'utf8'));
const answers = asked.messages.map(({ sealed, plain }) => {
  const opened = decrypt(asked.aesKey, sealed);
  const theirs = encrypt(asked.aesKey, plain, asked.corp);
  return {
    opened: opened.message,
    corp: opened.id,
    signature: getSignature(asked.token, asked.timestamp, asked.nonce, sealed),
    theirs,
    theirSignature: getSignature(asked.token, asked.timestamp, asked.nonce, theirs),
  };
});
console.log(JSON.stringify(answers));
