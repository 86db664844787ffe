/**
 * Runs before anything is painted, so that nothing flashes: the theme as chosen before, and the page in the language that
 * was chosen before. These two words are all that is kept without being asked for.
 */
const kept = (name: string): string | null => {
  try {
    return localStorage.getItem(`icap-match.${name}`);
  } catch {
    return null; // storage may be forbidden
  }
};
const theme = kept('theme');
if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
const english = location.pathname === '/en' || location.pathname.startsWith('/en/');
const path = english ? location.pathname.slice(3) || '/' : location.pathname;
if (kept('language') === 'en' && !english) location.replace(`/en${path}${location.search}${location.hash}`);
if (kept('language') === 'zh' && english) location.replace(`${path}${location.search}${location.hash}`);

export {};
