import { useEffect, useState } from 'preact/hooks';

/** The tabs of a report. */
export const tabs = ['scenarios', 'overview', 'coverage', 'times', 'seeds'] as const;

/** A tab by its name. */
export type Tab = (typeof tabs)[number];

/** Where one is in a report: all of it stands in the address. */
export type Place = {
  readonly tab: Tab;
  /** The statuses that the list is filtered by; all if none. */
  readonly status: readonly string[];
  /** The words that it is searched for. */
  readonly search: string;
  /** The column that it is sorted by, with a `-` before it to sort downwards. */
  readonly sort: string;
  /** The seed of the run that is looked at. */
  readonly run?: string;
  /** Whether its shortest form is looked at in its stead. */
  readonly shrunk: boolean;
  /** Whether what happened is shown to the scale of time. */
  readonly toScale: boolean;
  /** The moment after which; the start is 0. Left out, it is the one that matters most. */
  readonly at?: number;
};

/** Reads an address; whatever it leaves out, or says that is unknown, is as on a first look. */
export function placeIn(hash: string): Place {
  const words = new URLSearchParams(hash.replace(/^#/, ''));
  const at = Number.parseInt(words.get('at') ?? '', 10);
  const run = words.get('run');
  return {
    tab: tabs.find((tab) => tab === words.get('tab')) ?? 'scenarios',
    status: words.get('status')?.split('.').filter(Boolean) ?? [],
    search: words.get('q') ?? '',
    sort: words.get('sort') ?? '',
    shrunk: words.has('shrunk'),
    toScale: words.get('scale') === 'time',
    ...(run !== null && { run }),
    ...(at >= 0 && { at }),
  };
}

/** The address of a place. */
export function hashOf(place: Place): string {
  const { tab, status, search, sort, run, shrunk, toScale, at } = place;
  const words = new URLSearchParams();
  if (tab !== 'scenarios') words.set('tab', tab);
  if (status.length > 0) words.set('status', status.join('.'));
  if (search !== '') words.set('q', search);
  if (sort !== '') words.set('sort', sort);
  if (run !== undefined) words.set('run', run);
  if (shrunk) words.set('shrunk', '1');
  if (toScale) words.set('scale', 'time');
  if (at !== undefined) words.set('at', String(at));
  return `#${words}`;
}

/** Goes somewhere: as a step that the browser's back button takes back, or only as a change of the address. */
export type Go = (place: Place, how?: 'step' | 'change') => void;

/** Milliseconds within which changes of the address are one: browsers refuse hundreds of them at once. */
const calm = 150;

/** Where one is, and how to go elsewhere. */
export function usePlace(): readonly [Place, Go] {
  const [place, setPlace] = useState(() => placeIn(location.hash));
  const [pending] = useState<{ timer?: number }>({});
  useEffect(() => {
    const follow = () => setPlace(placeIn(location.hash));
    addEventListener('popstate', follow);
    return () => removeEventListener('popstate', follow);
  }, []);
  const go: Go = (next, how = 'step') => {
    setPlace(next);
    clearTimeout(pending.timer);
    if (how === 'step') history.pushState(null, '', hashOf(next));
    else
      pending.timer = window.setTimeout(() => history.replaceState(null, '', hashOf(next)), calm);
  };
  return [place, go];
}
