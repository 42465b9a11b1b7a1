// Starts telegram-test-api's server and lets its own client act: one numbered JSON order a line on standard input,
// one answer a line with the same number.
const { createInterface } = require('node:readline');
const { TelegramServer } = require('telegram-test-api/lib/telegramServer');

const token = process.env.TOKEN;
const server = new TelegramServer({ port: Number(process.env.PORT), host: 'localhost', storeTimeout: 600 });

async function act(order) {
  const client = server.getClient(token, order.client);
  switch (order.act) {
    case 'say': {
      const message = client.makeMessage(order.text, order.more ?? {});
      await client.sendMessage(message);
      return {};
    }
    case 'command':
      await client.sendCommand(client.makeCommand(order.text));
      return {};
    case 'hear':
      return client.getUpdates();
    case 'history':
      return client.getUpdatesHistory();
    default:
      throw new Error(order.act);
  }
}

server.start().then(() => console.log(`listening ${server.config.apiURL}`));
const lines = createInterface({ input: process.stdin });
lines.on('line', (line) => {
  const order = JSON.parse(line);
  act(order).then(
    (answer) => console.log(JSON.stringify({ order: order.n, answer })),
    (error) => console.log(JSON.stringify({ order: order.n, error: String(error) })),
  );
});
lines.on('close', () => process.exit(0));
