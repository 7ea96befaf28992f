import { join } from 'node:path';
import { ESLint, Linter } from 'eslint';
import tseslint from 'typescript-eslint';
import { describe, expect, it } from 'vitest';
import { wordsInCatalogue } from './words-in-catalogue.mjs';

const root = join(import.meta.dirname, '..', '..');

/** Messages of the rule for a component. */
function objectionsTo(code: string): string[] {
  const messages = new Linter({ cwd: root }).verify(
    code,
    [
      {
        files: ['**/*.tsx'],
        languageOptions: { parser: tseslint.parser, parserOptions: { ecmaFeatures: { jsx: true } } },
        plugins: { headwater: { rules: { 'words-in-catalogue': wordsInCatalogue } } },
        rules: { 'headwater/words-in-catalogue': 'error' },
      },
    ],
    { filename: join(root, 'src/renderer/app/a.tsx') },
  );
  return messages.map(({ message }) => message);
}

describe('words in the catalogue', () => {
  it.each([
    'x = <p>Close</p>;',
    'x = <p>{"Close"}</p>;',
    'x = <p>{isOpen ? "Close" : words.open}</p>;',
    'x = <p>{isOpen && " It is open."}</p>;',
    'x = <p>{name ?? "nobody"}</p>;',
    'x = <p>{`${count} pictures`}</p>;',
    'x = <p>{count} pictures</p>;',
    'x = <img alt="The code" />;',
    'x = <a title={"Close"} />;',
    'x = <a aria-label={`Delete “${name}”`} />;',
    'x = <Field label={words.name} hint={isNew ? "Any" : ""} />;',
    'x = <Confirm confirmLabel="Delete" />;',
    'x = <input placeholder="my-broadcasts" />;',
    'const option = { value: "auto", label: "Automatic" };',
    'const lead = "Nothing is lost.";',
    'const lead = `It goes to ${name}.`;',
    'const lead = "A webcam";',
  ])('refuses %s', (code) => {
    expect(objectionsTo(code)).toHaveLength(1);
  });

  it('shows what it found', () => {
    expect(objectionsTo('x = <p>\n  Close\n  it\n</p>;')).toEqual([
      'Expected words from a *-words.ts file, got “Close it”',
    ]);
  });

  it.each([
    'x = <p>{words.close}</p>;',
    'x = <p>{words.closeOf(name)}</p>;',
    'x = <p title={words.close} className="Grid of two">{count} %</p>;',
    'x = <p>{seconds} s · {bitrate} Mb/s × {width} px</p>;',
    'x = <kbd title={`${words.undo} (Ctrl Z)`}>Ctrl K</kbd>;',
    'x = <input placeholder="rtsp://camera.local/stream" name="Name" />;',
    'const look = "grid gap-2 text-sm";',
    'const font = "Times New Roman";',
    'throw new AppError("internal", "Expected a provider around this component");',
    'const key = { code: "studio.busy", kind: "camera" };',
  ])('allows %s', (code) => {
    expect(objectionsTo(code)).toEqual([]);
  });

  it.each([
    ['src/renderer/app/rail.tsx', 1],
    ['src/renderer/features/sources/source-kinds.ts', 1],
    ['src/renderer/features/sources/source-words.ts', 0],
    ['src/engine/engine.ts', 0],
  ])('is asked of %s: %i', async (file, times) => {
    const config: unknown = await new ESLint({ cwd: root }).calculateConfigForFile(join(root, file));
    expect(JSON.stringify(config).split('"headwater/words-in-catalogue":[2]').length - 1).toBe(times);
  });
});
