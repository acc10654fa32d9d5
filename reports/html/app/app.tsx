import type { ReportIndex } from '../data.ts';
import type { Payloads } from './blocks.ts';
import { Coverage } from './coverage.tsx';
import { Header } from './header.tsx';
import { List } from './list.tsx';
import { Overview } from './overview.tsx';
import { type Go, type Place, usePlace } from './place.ts';
import { RunPage } from './run-page.tsx';
import { Seeds } from './seeds.tsx';
import { Times } from './times.tsx';

/** What every part of a report is given. */
export type Part = { readonly index: ReportIndex; readonly place: Place; readonly go: Go };

/** The whole report. */
export function App({ index, payloads }: { index: ReportIndex; payloads: Payloads }) {
  const [place, go] = usePlace();
  const part = { index, place, go };
  return (
    <>
      <Header {...part} />
      <main>
        {place.run === undefined ? (
          <TabPage {...part} />
        ) : (
          <RunPage {...part} payloads={payloads} run={place.run} />
        )}
      </main>
    </>
  );
}

function TabPage(part: Part) {
  switch (part.place.tab) {
    case 'scenarios':
      return <List {...part} />;
    case 'overview':
      return <Overview {...part} />;
    case 'coverage':
      return <Coverage {...part} />;
    case 'times':
      return <Times {...part} />;
    case 'seeds':
      return <Seeds {...part} />;
  }
}
