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

const LIANA = process.env.LIANA ?? join(import.meta.dirname, '../../liana');
const ENVIRONMENT = { ...process.env, NODE_ENV: undefined }; // the test runner's own would build a console for developers

/** A foreign platform, imitated by a process of its own. */
export interface Simulator {
  url: string;
  /** Has somebody do something there, or asks it to misbehave. */
  control: (what: string, wish: object) => Promise<void>;
  stop: () => Promise<void>;
}

/** What is said on standard output or error until `wanted` matches; fails when the process ends first. */
function heard(child: ChildProcess, ended: Promise<void>, wanted: RegExp): Promise<string> {
  let said = '';
  return new Promise((resolve, reject) => {
    const listen = (chunk: Buffer) => {
      said += chunk.toString();
      const found = wanted.exec(said);
      if (found) resolve(found[1] ?? found[0]);
    };
    child.stdout!.on('data', listen);
    child.stderr!.on('data', listen);
    void ended.then(() => reject(new Error(`it did not start: ${said}`)));
  });
}

/** It ends with us: its standard input is ours. */
export async function startSimulator(name: string): Promise<Simulator> {
  const child = spawn(LIANA, ['simulate', name, '--while-input'], { stdio: 'pipe', env: ENVIRONMENT });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const url = await heard(child, ended, /listens on (\S+)/);
  return {
    url,
    control: async (what, wish) => {
      const answer = await fetch(`${url}/control/${what}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(wish),
      });
      if (!answer.ok) throw new Error(`${what}: ${answer.status} ${await answer.text()}`);
    },
    stop: async () => {
      child.stdin.end();
      await ended;
    },
  };
}

/** The real server, as a new user starts it, on an empty data folder; `--demo` fills it with the Riverside world. */
export async function startServer(...more: string[]): Promise<Server> {
  const data = mkdtempSync(join(tmpdir(), 'liana-e2e-data-'));
  const port = await freePort();
  const child: ChildProcess = spawn(LIANA, ['up', '--port', String(port), '--data', data, ...more], {
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
    env: ENVIRONMENT,
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const setupUrl = await heard(child, ended, /http:\/\/\S+\/setup\?token=[\w-]+/);
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
