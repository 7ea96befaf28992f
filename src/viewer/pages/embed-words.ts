/** What the player in a frame says. */
export const embedWords = {
  whole: 'Open the page of this stream',
} as const;

/** The code that shows the player on another page. `title` and `url` are anybody's. */
export function embedCode(url: string, title: string): string {
  const text = (value: string): string =>
    value.replace(/[&<>"']/g, (character) => `&#${String(character.charCodeAt(0))};`);
  return (
    `<iframe src="${text(url)}" width="640" height="360" title="${text(title)}" style="border:0" ` +
    `allow="fullscreen; picture-in-picture" allowfullscreen></iframe>`
  );
}
