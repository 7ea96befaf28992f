import { app, crashReporter } from 'electron';
import { join } from 'node:path';

/** Keeps a report of each process that crashes in a folder of the profile. They are sent nowhere. Before the app is ready. */
export function keepCrashReports(): void {
  app.setPath('crashDumps', join(app.getPath('userData'), 'crashes'));
  crashReporter.start({ uploadToServer: false });
}
