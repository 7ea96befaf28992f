/**
 * What a page calls itself; empty where it says nothing. For such a page Chromium has its address without the scheme, and those
 * of alert boxes are secrets.
 */
export function pageTitle(title: string, url: string): string {
  const isAddress = URL.canParse(url) && title.startsWith(new URL(url).host);
  return isAddress ? '' : title.slice(0, 200);
}
