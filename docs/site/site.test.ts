import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, posix } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { guide, navigation } from './navigation.ts';
import { buildSite } from './site.ts';

let folder = '';
let files: string[] = [];
const textOf = new Map<string, string>();
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'splitbrain-guide-'));
  buildSite(folder);
  files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /\.\w+$/.test(name),
  );
  for (const name of files)
    if (/\.(html|css|svg)$/.test(name)) textOf.set(name, readFileSync(join(folder, name), 'utf8'));
}, 300_000);
afterAll(() => rmSync(folder, { recursive: true }));

const pages = (): [string, string][] => [...textOf].filter(([name]) => name.endsWith('.html'));

/** The addresses that a page leads to, and those of what it loads. */
const addressesIn = (html: string): string[] =>
  [...html.matchAll(/\s(?:href|src)="([^"]*)"/g)].flatMap(([, address]) => address ?? []);

const isExternal = (address: string): boolean => /^[a-z]+:/.test(address);

describe('the guide as a site', () => {
  it('has a page for each page of docs, each once in its navigation, with a title', () => {
    const listed = navigation().flatMap((part) => part.pages);
    const there = readdirSync(guide, { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.md'),
    );
    expect([...listed].sort()).toEqual(there.sort());
    const [, index = ''] = pages().find(([name]) => name === 'index.html') ?? [];
    const entries = index.match(/<nav.*?<\/nav>/s)?.[0] ?? '';
    expect(entries.match(/<li>/g)).toHaveLength(listed.length);
    for (const [name, html] of pages()) {
      expect(html.match(/<h1/g), name).toHaveLength(1);
      expect(html, name).not.toMatch(/<title> ·/);
    }
  });

  it('has its navigation on each page', () => {
    const counts = pages().map(([, html]) => html.match(/<nav.*?<\/nav>/s)?.[0].match(/<li>/g));
    expect(new Set(counts.map((found) => found?.length)).size).toBe(1);
  });

  it('leads to pages and places on them that exist', () => {
    const there = new Set(files);
    const astray = pages().flatMap(([name, html]) =>
      [...new Set(addressesIn(html))]
        .filter((address) => {
          if (isExternal(address)) return false;
          const [path = '', fragment] = address.split('#');
          const target = path === '' ? name : posix.join(posix.dirname(name), path);
          if (!there.has(target)) return true;
          return (
            fragment !== undefined && textOf.get(target)?.includes(`id="${fragment}"`) !== true
          );
        })
        .map((address) => `${name}: ${address}`),
    );
    expect(astray).toEqual([]);
  });

  it('links to outside only where a reader asks for it, and loads nothing from there', () => {
    for (const [name, html] of pages()) {
      for (const [tag, address = ''] of html.matchAll(/<[^>]*?\s(?:href|src)="([^"]*)"[^>]*>/g)) {
        if (!isExternal(address) || address === 'data:,') continue;
        expect(tag, name).toMatch(/^<a /);
        expect(address, name).toMatch(/^https:/);
      }
      expect(html, name).not.toMatch(/<script|<iframe|style="/);
    }
    for (const [name, text] of textOf)
      if (!name.endsWith('.html')) expect(text, name).not.toMatch(/url\(['"]?[a-z]+:|@import/);
  });

  it('keeps its words: nothing of a page is lost on the way', () => {
    const [, html = ''] = pages().find(([name]) => name === 'promises.html') ?? [];
    expect(html).toContain('planned-failover-loses-nothing');
    expect(html).toContain('<b>$ npx splitbrain check');
  });
});
