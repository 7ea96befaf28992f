import { mkdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { say } from './say.mjs';

const HEARTBEAT_MS = 2_000;
/** A holder touches its lock every 2 s; one silent for this long is gone, whatever its pid says. */
const STALE_MS = 60_000;
const POLL_MS = 150;

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}

/** @param {string} file */
function readHolder(file) {
  try {
    return { text: readFileSync(file, 'utf8'), ageMs: Date.now() - statSync(file).mtimeMs };
  } catch {
    return null; // gone meanwhile: the next round tries again
  }
}

/**
 * Takes a dead holder's lock away. Renames first and looks at what it got: two waiters never both win.
 * @param {string} file
 */
function stealWhenStale(file) {
  const holder = readHolder(file);
  if (holder === null) return;
  const pid = Number.parseInt(holder.text, 10);
  // An empty lock is one being written: only its age tells.
  const dead = (Number.isInteger(pid) && !isAlive(pid)) || holder.ageMs > STALE_MS;
  if (!dead) return;
  const aside = `${file}.${process.pid}`;
  try {
    renameSync(file, aside);
    if (readFileSync(aside, 'utf8') !== holder.text) renameSync(aside, file);
    else rmSync(aside);
  } catch {
    // another waiter was quicker
  }
}

/**
 * Runs `action` while no other process holds the lock file. Waits for as long as the other lives.
 * @template T
 * @param {string} file
 * @param {string} what shown when somebody has to wait
 * @param {() => Promise<T>} action
 * @returns {Promise<T>}
 */
export async function withLock(file, what, action) {
  mkdirSync(dirname(file), { recursive: true });
  const mark = `${process.pid} ${Date.now()} ${Math.random().toString(36).slice(2)}`;
  let told = false;
  for (;;) {
    try {
      writeFileSync(file, mark, { flag: 'wx' });
      break;
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error;
    }
    stealWhenStale(file);
    if (!told) say(`waiting for another command to finish ${what} …`);
    told = true;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  const beat = setInterval(() => {
    const now = new Date();
    try {
      utimesSync(file, now, now);
    } catch {
      // taken away or cleaned: the release below notices
    }
  }, HEARTBEAT_MS);
  try {
    return await action();
  } finally {
    clearInterval(beat);
    if (readHolder(file)?.text === mark) rmSync(file, { force: true });
  }
}
