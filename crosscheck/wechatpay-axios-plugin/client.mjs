// A merchant that uses wechatpay-axios-plugin against the server at API: orders, is told, asks, gives back.
// MERCHANT is what the simulator made. Every answer's signature is checked by the plugin, every notification here.
import { createRequire } from 'node:module';
import { createServer } from 'node:http';

const { Wechatpay, Formatter, Rsa, Aes } = createRequire(import.meta.url)('wechatpay-axios-plugin');
const merchant = JSON.parse(process.env.MERCHANT);
const certs = { [merchant.platform_serial]: merchant.platform_key };
const pay = new Wechatpay({
  mchid: merchant.mchid,
  serial: merchant.serial,
  privateKey: merchant.private_key,
  certs,
  baseURL: process.env.API,
});

const told = new Promise((resolve) => {
  const door = createServer((request, response) => {
    let body = '';
    request.on('data', (piece) => (body += piece));
    request.on('end', () => {
      const { headers } = request;
      const text = Formatter.response(headers['wechatpay-timestamp'], headers['wechatpay-nonce'], body);
      const signed = Rsa.verify(text, headers['wechatpay-signature'], certs[headers['wechatpay-serial']]);
      const { ciphertext, nonce, associated_data: aad } = JSON.parse(body).resource;
      const fact = JSON.parse(Aes.AesGcm.decrypt(ciphertext, merchant.api_v3_key, nonce, aad));
      response.writeHead(signed ? 204 : 401).end();
      resolve({ signed, fact });
    });
  });
  door.listen(0, '127.0.0.1', () => run(door.address().port).catch((error) => console.log('failed', error)));
});

async function run(port) {
  const number = 'cross' + Date.now();
  const order = {
    appid: merchant.appid,
    mchid: merchant.mchid,
    description: '入群费',
    out_trade_no: number,
    notify_url: `http://127.0.0.1:${port}/told`,
    amount: { total: 1990, currency: 'CNY' },
  };
  const { data } = await pay.v3.pay.transactions.native.post(order);
  console.log('ordered', data.code_url);
  await fetch(`${process.env.API}/simulator/merchants/${merchant.mchid}/pay`, {
    method: 'POST',
    body: JSON.stringify({ number }),
  });
  const { signed, fact } = await told;
  console.log('told', signed, fact.trade_state, fact.amount.total, fact.out_trade_no === number);
  const asked = await pay.v3.pay.transactions.outTradeNo._out_trade_no_.get({
    params: { mchid: merchant.mchid },
    out_trade_no: number,
  });
  console.log('asked', asked.data.trade_state, asked.data.transaction_id === fact.transaction_id);
  const back = await pay.v3.refund.domestic.refunds.post({
    out_trade_no: number,
    out_refund_no: number + 'r',
    amount: { refund: 1990, total: 1990, currency: 'CNY' },
  });
  console.log('refunded', back.data.status);
  const late = { ...order, out_trade_no: number + 'b' };
  await pay.v3.pay.transactions.native.post(late);
  const closed = await pay.v3.pay.transactions.outTradeNo._out_trade_no_.close.post(
    { mchid: merchant.mchid },
    { out_trade_no: late.out_trade_no },
  );
  console.log('closed', closed.status);
  process.exit(0);
}
