import { spawn } from 'node:child_process';
import { appendFileSync, cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { bin, checkoutAt, start } from '../../conformance/cli/start.ts';
import { summarySchema } from '../../conformance/output/summary.ts';

vi.setConfig({ testTimeout: 300_000 });
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'splitbrain-ci-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

type Env = Readonly<Record<string, string>>;

const readYaml = (name: string): unknown =>
  parseAllDocuments(readFileSync(new URL(name, import.meta.url), 'utf8')).map((one) =>
    one.toJS(),
  )[0];

/** Runs a script as CI does, in a folder, with nothing in its environment but what is given. */
function bash(args: readonly string[], cwd: string, given: Env): Promise<number | null> {
  const { PATH = '', HOME = '' } = process.env;
  const env = { PATH: `${bin}${delimiter}${PATH}`, HOME, ...given };
  const child = spawn('bash', args, { cwd, env, stdio: ['ignore', 'ignore', 'pipe'] });
  child.stderr.on('data', (data) => appendFileSync(join(cwd, 'stderr.txt'), data));
  return new Promise((resolve) => child.on('close', resolve));
}

const checkout = (name: string): string => checkoutAt(join(folder, name));

const summaryIn = (of: string) =>
  summarySchema.parse(JSON.parse(readFileSync(join(of, 'summary.json'), 'utf8')));

/** What one command leaves for the same seed. */
async function whole(name: string, seed: string, runs: string): Promise<string> {
  const out = join(folder, name);
  const { code } = await start('check', '--seed', seed, '--runs', runs, '--out', out).ended;
  expect(code).toBe(0);
  return out;
}

/** That merged results are those of one command. */
function mustBeSame(merged: string, one: string): void {
  const record = (of: string) => readFileSync(join(of, 'record.jsonl'), 'utf8');
  expect(record(merged) === record(one)).toBe(true);
  const { took: _, ...expected } = summaryIn(one);
  expect(summaryIn(merged)).toMatchObject(expected);
  expect(readFileSync(join(merged, 'junit.xml'), 'utf8')).toBe(
    readFileSync(join(one, 'junit.xml'), 'utf8'),
  );
}

describe('the workflow for GitHub Actions', () => {
  const texts = z.record(z.string(), z.coerce.string());
  const step = z.union([
    z.strictObject({ run: z.string() }),
    z.strictObject({ uses: z.string(), with: texts.optional(), if: z.string().optional() }),
  ]);
  const job = z.looseObject({
    env: texts.default({}),
    needs: z.string().optional(),
    strategy: z
      .object({ 'fail-fast': z.literal(false), matrix: z.object({ shard: z.array(z.int()) }) })
      .optional(),
    steps: z.array(step),
  });
  const workflow = z
    .looseObject({ env: texts, jobs: z.object({ check: job, merge: job }) })
    .parse(readYaml('github-actions.yaml'));
  const { check, merge } = workflow.jobs;
  const shards = check.strategy?.matrix.shard ?? [];

  /** What GitHub puts in the place of an expression, of those that there are. */
  const filled = (text: string, context: Env): string =>
    text.replaceAll(/\$\{\{ ([\w.-]+) \}\}/g, (_, name: string) => {
      const value = context[name];
      if (value === undefined) throw new Error(`no ${name}`);
      return value;
    });

  /** Does the steps of a job in a checkout of its own, those of others as far as they move files. */
  async function doJob(name: string, { env, steps }: typeof check, context: Env, given: Env) {
    const cwd = checkout(`github/${name}`);
    const artifacts = join(folder, 'artifacts');
    const all = Object.entries({ ...workflow.env, ...env, ...given });
    const github = { CI: 'true', GITHUB_ACTIONS: 'true', GITHUB_WORKSPACE: cwd };
    const filledIn = all.map(([key, value]) => [key, filled(value, context)]);
    const summary = { GITHUB_STEP_SUMMARY: join(cwd, 'summary.md') };
    for (const one of steps) {
      if ('run' in one) {
        if (one.run === 'npm ci') continue;
        const text = filled(one.run, context);
        const variables = { ...Object.fromEntries(filledIn), ...github, ...summary };
        expect(await bash(['-e', '-c', text], cwd, variables)).toBe(0);
        continue;
      }
      const values = Object.entries(one.with ?? {}).map(([key, value]) => [
        key,
        filled(value, context),
      ]);
      const { name: artifact = '', path = '' } = Object.fromEntries(values);
      if (one.uses.startsWith('actions/upload-artifact@')) {
        cpSync(join(cwd, path), join(artifacts, artifact), { recursive: true });
      } else if (one.uses.startsWith('actions/download-artifact@')) {
        cpSync(artifacts, join(cwd, path), { recursive: true });
      } else expect(one.uses).toMatch(/^actions\/(checkout|setup-node)@/);
    }
    return cwd;
  }

  it('comes to what one command comes to, and tells it in a step summary', async () => {
    const [seed, runs] = ['7123456789', '16'];
    const one = whole('github-one', seed, runs);
    for (const shard of shards) {
      const total = { 'strategy.job-total': `${shards.length}` };
      const context = { 'matrix.shard': `${shard}`, 'github.run_id': seed, ...total };
      await doJob(`check-${shard}`, check, context, { RUNS: runs, TIME: '10m' });
    }
    expect(merge.needs).toBe('check');
    const context = { 'github.run_id': seed };
    const cwd = await doJob('merge', merge, context, { RUNS: runs });
    mustBeSame(join(cwd, 'out/all'), await one);
    expect(readFileSync(join(cwd, 'summary.md'), 'utf8')).toContain('**PASS**: 32 scenarios');
    expect(existsSync(join(folder, 'artifacts/splitbrain/ctrf.json'))).toBe(true);
  });
});

describe('the Indexed Job for Kubernetes', () => {
  const container = z.looseObject({
    env: z.array(z.strictObject({ name: z.string(), value: z.string() })),
    command: z.tuple([z.literal('bash'), z.string()]),
    args: z.tuple([z.string()]),
  });
  const manifest = z.looseObject({
    apiVersion: z.literal('batch/v1'),
    kind: z.literal('Job'),
    spec: z.looseObject({
      completions: z.int().optional(),
      completionMode: z.literal('Indexed').optional(),
      template: z.object({ spec: z.looseObject({ containers: z.tuple([container]) }) }),
    }),
  });

  /** Does what a pod's container does. */
  function pod({ spec }: z.infer<typeof manifest>, cwd: string, given: Env) {
    const [{ env, command, args }] = spec.template.spec.containers;
    const [, flags] = command;
    const own = Object.fromEntries(env.map(({ name, value }) => [name, value]));
    return bash([flags, ...args], cwd, { ...own, ...given });
  }

  it('has each pod do a shard, and go on where it was evicted; merged, they are one', async () => {
    const indexed = manifest.parse(readYaml('kubernetes.yaml'));
    const merging = manifest.parse(readYaml('kubernetes-merge.yaml'));
    const [{ env }] = indexed.spec.template.spec.containers;
    const { completions = 0, completionMode } = indexed.spec;
    expect(completionMode).toBe('Indexed');
    expect(env).toContainEqual({ name: 'SHARDS', value: `${completions}` });
    const [seed, runs] = ['friday', '16'];
    const one = whole('kubernetes-one', seed, runs);
    const cwd = checkout('kubernetes');
    const given = { RESULTS: join(folder, 'results'), RUNS: runs };
    for (let index = 0; index < completions; index += 1) {
      const indexOf = { ...given, JOB_COMPLETION_INDEX: `${index}` };
      expect(await pod(indexed, cwd, indexOf)).toBe(0);
      // One that is started again, with all done, goes on and ends as before.
      if (index === 0) expect(await pod(indexed, cwd, indexOf)).toBe(0);
    }
    expect(await pod(merging, cwd, given)).toBe(0);
    mustBeSame(join(given.RESULTS, 'all'), await one);
  });
});
