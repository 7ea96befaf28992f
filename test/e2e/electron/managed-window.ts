import { enterScreen, take } from '../studio-whole-click.js';

/** Opcodes of the X11 core protocol. */
const internAtom = 16;
const changeProperty = 18;
const normalState = 1;

/**
 * Does to a window what a window manager does as it takes it over (ICCCM, section 4.1.3.1): from then on the capturer lists it. A
 * test's screen has no window manager. `window`: its number.
 */
export async function manageWindow(display: string, window: number): Promise<void> {
  const socket = await enterScreen(display);
  const name = Buffer.from('WM_STATE');
  const asked = Buffer.alloc(16);
  asked.writeUInt8(internAtom, 0);
  asked.writeUInt16LE(4, 2);
  asked.writeUInt16LE(name.length, 4);
  name.copy(asked, 8);
  socket.write(asked);
  const atom = (await take(socket, 32)).readUInt32LE(8);
  // two numbers: the state, and the window of its icon
  const change = Buffer.alloc(32);
  change.writeUInt8(changeProperty, 0);
  change.writeUInt16LE(8, 2);
  change.writeUInt32LE(window, 4);
  change.writeUInt32LE(atom, 8);
  change.writeUInt32LE(atom, 12);
  change.writeUInt8(32, 16);
  change.writeUInt32LE(2, 20);
  change.writeUInt32LE(normalState, 24);
  socket.write(change);
  // an answer to what came last: it is done
  socket.write(asked);
  await take(socket, 32);
  socket.destroy();
}
