// WeChat Pay's side, signed, checked and sealed with wechatpay-axios-plugin: it believes whom it should, and is believed.
import { createRequire } from 'node:module';
import { createServer } from 'node:http';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { createInterface } from 'node:readline';

const { Formatter, Rsa, Aes } = createRequire(import.meta.url)('wechatpay-axios-plugin');
const pair = () =>
  generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
const ours = pair();
const theirs = pair();
const serial = 'PUB_KEY_ID_0119000000012026112500000001';
const apiKey = randomBytes(16).toString('hex');

function stamp(body) {
  const timestamp = String(Formatter.timestamp());
  const nonce = Formatter.nonce();
  return {
    'Content-Type': 'application/json',
    'Wechatpay-Serial': serial,
    'Wechatpay-Timestamp': timestamp,
    'Wechatpay-Nonce': nonce,
    'Wechatpay-Signature': Rsa.sign(Formatter.response(timestamp, nonce, body), ours.privateKey),
  };
}

const server = createServer((request, response) => {
  let body = '';
  request.on('data', (piece) => (body += piece));
  request.on('end', () => {
    const said = Object.fromEntries(
      [...request.headers.authorization.matchAll(/(\w+)="([^"]*)"/g)].map((hit) => [hit[1], hit[2]]),
    );
    const text = Formatter.request(request.method, request.url, said.timestamp, said.nonce_str, body);
    const believed = Rsa.verify(text, said.signature, theirs.publicKey);
    console.log('heard', request.method, believed);
    const answer = JSON.stringify(
      believed
        ? request.method === 'POST'
          ? { code_url: 'weixin://wxpay/bizpayurl?pr=abc' }
          : { code: 'ORDER_NOT_EXIST', message: '订单不存在' }
        : { code: 'SIGN_ERROR', message: '签名错误' },
    );
    response.writeHead(believed ? (request.method === 'POST' ? 200 : 404) : 401, stamp(answer)).end(answer);
  });
});

server.listen(0, '127.0.0.1', () =>
  console.log(
    'values ' +
      JSON.stringify({
        mchid: '1900000001',
        appid: 'wx8888888888888888',
        serial: '5157F09EFDC096DE15EBE81A47057A7200000000',
        private_key: theirs.privateKey,
        api_v3_key: apiKey,
        platform_serial: serial,
        platform_key: ours.publicKey,
        api: `http://127.0.0.1:${server.address().port}`,
      }),
  ),
);

// "URL NUMBER AMOUNT": tells that address that this order was paid.
createInterface({ input: process.stdin }).on('line', async (line) => {
  const [url, number, amount] = line.split(' ');
  const nonce = randomBytes(6).toString('hex');
  const fact = JSON.stringify({
    mchid: '1900000001',
    appid: 'wx8888888888888888',
    out_trade_no: number,
    transaction_id: '4200000000202611250000000001',
    trade_state: 'SUCCESS',
    success_time: new Date().toISOString(),
    payer: { openid: 'oCross00000000000000000000001' },
    amount: { total: Number(amount), payer_total: Number(amount), currency: 'CNY' },
  });
  const body = JSON.stringify({
    id: 'EV-' + nonce,
    create_time: new Date().toISOString(),
    resource_type: 'encrypt-resource',
    event_type: 'TRANSACTION.SUCCESS',
    resource: {
      original_type: 'transaction',
      algorithm: 'AEAD_AES_256_GCM',
      ciphertext: Aes.AesGcm.encrypt(fact, apiKey, nonce, 'transaction'),
      associated_data: 'transaction',
      nonce,
    },
  });
  const answer = await fetch(url, { method: 'POST', headers: stamp(body), body });
  console.log('answered', answer.status);
});
