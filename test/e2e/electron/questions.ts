import type { ElectronApplication } from '@playwright/test';

/** What the app's questions are answered with: the number of a button; null: nobody answers, and the system's own box stands. */
export type Answer = number | null;

/** Answers all questions of the app from now on like that. Resolves with what tells the questions that it asked since. */
export async function answerQuestions(app: ElectronApplication, answer: Answer): Promise<() => Promise<string[]>> {
  await app.evaluate(({ dialog }, one) => {
    const own = dialog.showMessageBox.bind(dialog);
    const real = (Reflect.get(globalThis, 'realMessageBox') ?? own) as typeof own;
    Reflect.set(globalThis, 'realMessageBox', real);
    const asked: string[] = [];
    Reflect.set(globalThis, 'asked', asked);
    dialog.showMessageBox = ((...args: Parameters<typeof real>) => {
      asked.push((args.at(-1) as Electron.MessageBoxOptions).message);
      return one === null ? real(...args) : Promise.resolve({ response: one, checkboxChecked: false });
    }) as typeof real;
  }, answer);
  return () => app.evaluate(() => Reflect.get(globalThis, 'asked') as string[]);
}
