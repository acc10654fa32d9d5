import { afterEach, describe, expect, it } from 'vitest';
import { DriverProcess } from './process.ts';

const { PATH = '' } = process.env;

const started: DriverProcess[] = [];
afterEach(() => {
  for (const one of started.splice(0)) one.kill();
});

/** A driver in a line of JavaScript, which is given each line that it is sent as `line`. */
function driver(onLine: string): DriverProcess {
  const script = `require('node:readline').createInterface({ input: process.stdin })
    .on('line', (line) => { const { id, method } = JSON.parse(line); ${onLine} })`;
  const env = { PATH };
  const made = new DriverProcess({ file: process.execPath, args: ['-e', script], env });
  started.push(made);
  return made;
}

const says = (json: string) => `console.log(JSON.stringify(${json}));`;
const ok = says(`{ jsonrpc: '2.0', id, result: { method } }`);
const patience = { deadline: 20_000 };

describe('a driver under a watchdog', () => {
  it('answers', async () => {
    const came = await driver(ok).ask('status', {}, patience);
    expect(came).toEqual({ kind: 'ok', value: { method: 'status' } });
  });

  it('refuses, with a class and a reason', async () => {
    const refusing = driver(
      says(`{ jsonrpc: '2.0', id, error: { code: -32000, message: 'no', data: { class: 'X' } } }`),
    );
    const came = await refusing.ask('status', {}, patience);
    expect(came).toEqual({ kind: 'refused', class: 'X', message: 'no' });
  });

  it('tells what it calls, before it answers', async () => {
    const call = `{ site: 'a', image: 'x', call: 'open', args: [], ms: 1 }`;
    const telling = driver(says(`{ jsonrpc: '2.0', method: 'called', params: ${call} }`) + ok);
    await telling.ask('status', {}, patience);
    expect(telling.drain().map((one) => one.call)).toEqual(['open']);
    expect(telling.drain()).toEqual([]);
  });

  it.each([
    ['hangs', '', 'hangs', /no answer to status in 0.3 s/],
    ['dies', `process.stderr.write('oh no'); process.exit(3);`, 'dies', /ended by exit 3: oh no/],
    ['is killed', `process.kill(process.pid, 'SIGSEGV');`, 'dies', /ended by SIGSEGV/],
    ['prints rubbish', `console.log('hello');`, 'rubbish', /it printed "hello"/],
    [
      'answers another',
      says(`{ jsonrpc: '2.0', id: 99, result: {} }`),
      'rubbish',
      /answer to noth/,
    ],
    [
      'has an unknown error',
      says(`{ jsonrpc: '2.0', id, error: { code: 7, message: 'x' } }`),
      'rubbish',
      /error 7/,
    ],
  ] as const)(
    'that %s is a finding, and no crash of the harness',
    async (_, onLine, kind, words) => {
      const broken = driver(onLine);
      const came = await broken.ask('status', {}, kind === 'hangs' ? { deadline: 300 } : patience);
      expect(came).toMatchObject({ kind, message: expect.stringMatching(words) });
    },
  );

  describe('that halts in the middle of a request', () => {
    const halts = says(`{ jsonrpc: '2.0', method: 'halted', params: {} }`);
    const asked = `if (method === 'failover') { globalThis.asked = id; ${halts} }`;
    const answered = says(`{ jsonrpc: '2.0', id: globalThis.asked, result: { method } }`);
    const halting = () =>
      driver(`${asked} else if (method === 'end') process.exit(1); else ${answered}`);

    it('goes on once what is to be done meanwhile was done', async () => {
      const done: string[] = [];
      const halted = async () => {
        done.push('struck');
        return 'go_on' as const;
      };
      const came = await halting().ask('failover', {}, { ...patience, halted });
      expect(done).toEqual(['struck']);
      expect(came).toEqual({ kind: 'ok', value: { method: 'go_on' } });
    });

    it('ends, if it is told to', async () => {
      const came = await halting().ask(
        'failover',
        {},
        { ...patience, halted: async () => 'end' as const },
      );
      expect(came).toMatchObject({ kind: 'dies' });
    });

    it('fails with what went wrong meanwhile', async () => {
      const halted = () => Promise.reject(new Error('no lab'));
      await expect(halting().ask('failover', {}, { ...patience, halted })).rejects.toThrow(
        'no lab',
      );
    });

    it('and was not told to, talks rubbish', async () => {
      expect(await halting().ask('failover', {}, patience)).toMatchObject({ kind: 'rubbish' });
    });
  });

  it('is started anew after it died', async () => {
    const frail = driver(`if (method === 'die') process.exit(1); ${ok}`);
    expect(await frail.ask('die', {}, patience)).toMatchObject({ kind: 'dies' });
    expect(frail.runs).toBe(false);
    expect(await frail.ask('status', {}, patience)).toMatchObject({ kind: 'ok' });
  });
});
