import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Server {
  url: string;
  setupUrl: string;
  stop: () => Promise<void>;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}

/** The real server, as a new user starts it, on an empty data folder; `demo` fills it with the Riverside world. */
export async function startServer(...more: '--demo'[]): Promise<Server> {
  const data = mkdtempSync(join(tmpdir(), 'liana-e2e-data-'));
  const port = await freePort();
  const child: ChildProcess = spawn(
    process.env.LIANA ?? join(import.meta.dirname, '../../liana'),
    ['up', '--port', String(port), '--data', data, ...more],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
      env: { ...process.env, NODE_ENV: undefined }, // the test runner's own would build a console for developers
    },
  );
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  let said = '';
  const setupUrl = await new Promise<string>((resolve, reject) => {
    const listen = (chunk: Buffer) => {
      said += chunk.toString();
      const link = /http:\/\/\S+\/setup\?token=[\w-]+/.exec(said);
      if (link) resolve(link[0]);
    };
    child.stdout!.on('data', listen);
    child.stderr!.on('data', listen);
    void ended.then(() => reject(new Error(`the server did not start: ${said}`)));
  });
  return {
    url: new URL(setupUrl).origin,
    setupUrl,
    stop: async () => {
      process.kill(-child.pid!, 'SIGINT');
      await ended;
      rmSync(data, { recursive: true, force: true });
    },
  };
}
