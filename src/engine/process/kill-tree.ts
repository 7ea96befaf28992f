import { spawn } from 'node:child_process';

/**
 * Signals a child and all it has started: its process group on POSIX (it leads one), the tree below it on Windows, where
 * every signal ends it at once. Says nothing when it is gone already.
 */
export function killTree(pid: number, signal: 'SIGTERM' | 'SIGKILL'): void {
  if (process.platform === 'win32') {
    const killer = spawn('taskkill', ['/PID', String(pid), '/T', '/F'], { stdio: 'ignore', windowsHide: true });
    killer.on('error', () => killSelf(pid, signal));
    return;
  }
  if (!signalProcess(-pid, signal)) killSelf(pid, signal);
}

/** For the moment the engine exits: only what can be done at once. */
export function killNow(pid: number): void {
  if (process.platform === 'win32') killSelf(pid, 'SIGKILL');
  else signalProcess(-pid, 'SIGKILL');
}

function killSelf(pid: number, signal: NodeJS.Signals): void {
  signalProcess(pid, signal);
}

/** False when there is no such process or group (ESRCH), or none that may be signalled (macOS: EPERM for one just dead). */
function signalProcess(pid: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, signal);
  } catch {
    return false;
  }
}
