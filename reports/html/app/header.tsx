import { useState } from 'preact/hooks';
import type { Part } from './app.tsx';
import { Link } from './link.tsx';
import { type Tab, tabs } from './place.ts';

const tabWords: Readonly<Record<Tab, string>> = {
  scenarios: 'Scenarios',
  overview: 'Overview',
  coverage: 'Coverage',
  times: 'RPO and RTO',
  seeds: 'Seeds',
};

/** What stands above everything: what the report is of, its tabs, light or dark. */
export function Header({ index, place, go }: Part) {
  const { command, target, modes, seed } = index.heading;
  const { run: _, at: __, ...rest } = place;
  return (
    <header class="top">
      <p class="title">
        <strong>Splitbrain</strong>{' '}
        <span>
          {command}
          {index.driver && ` with ${index.driver.name}`} on {target}, {modes.join(' and ')} mode,
          seed <code>{seed}</code>
        </span>
      </p>
      <nav aria-label="Parts of the report">
        {tabs.map((tab) => {
          const there = { ...rest, tab, shrunk: false };
          const current = place.tab === tab && place.run === undefined;
          return (
            <Link key={tab} to={there} go={go} aria-current={current ? 'page' : undefined}>
              {tabWords[tab]}
            </Link>
          );
        })}
      </nav>
      <Theme />
    </header>
  );
}

/** Light or dark: as the system is, until it is asked for otherwise. */
function Theme() {
  const [dark, setDark] = useState(() => matchMedia('(prefers-color-scheme: dark)').matches);
  const turn = () => {
    document.documentElement.setAttribute('data-theme', dark ? 'light' : 'dark');
    setDark(!dark);
  };
  return (
    <button type="button" class="theme" onClick={turn}>
      {dark ? 'Light' : 'Dark'}
    </button>
  );
}
