import type { FC } from 'hono/jsx';
import type { Place } from '../places.ts';
import { CompareView } from './compare.tsx';
import { Footer, Header, NotFound, Notice } from './frame.tsx';
import { MatchPage } from './match.tsx';
import { type Page, PageProvider } from './page.ts';
import { PassageDialog, StandardPage } from './standard.tsx';
import { StandardsPage } from './standards.tsx';
import { WrongDialog } from './wrong.tsx';

/** The whole page, on the server (to be read at once) and in the browser (to work). */
export const App: FC<{ page: Page }> = ({ page }) => (
  <PageProvider value={page}>
    <a class="skip" href="#main">
      {page.words.skip}
    </a>
    <Header />
    <main id="main" tabindex={-1} data-page={page.state.place?.page ?? 'unknown'}>
      <Content place={page.state.place} />
    </main>
    <Footer />
    <PassageDialog />
    <WrongDialog />
    <Notice />
  </PageProvider>
);

const Content: FC<{ place: Place | null }> = ({ place }) => {
  if (place === null) return <NotFound key="unknown" />;
  if (place.page === 'match') return <MatchPage key="match" />;
  if (place.page === 'compare') return <CompareView key="compare" />;
  if (place.page === 'standards') return <StandardsPage key="standards" />;
  return <StandardPage key={`standard-${place.id}`} id={place.id} />;
};
