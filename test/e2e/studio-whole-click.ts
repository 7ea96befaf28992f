import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** Opcodes and events of the X11 core protocol and of its extension XTEST 2.2. */
const queryExtension = 98;
const fakeInput = 2;
const events = { press: 4, release: 5, move: 6 } as const;

/**
 * Presses the first mouse button at a place of an X server's screen, as a hand does: also on what belongs to the browser itself.
 * `display`: `:7`. Throws when the server does not let it.
 */
export async function clickScreen(display: string, x: number, y: number): Promise<void> {
  const socket = await enterScreen(display);
  const name = Buffer.from('XTEST');
  const asked = Buffer.alloc(16);
  asked.writeUInt8(queryExtension, 0);
  asked.writeUInt16LE(4, 2);
  asked.writeUInt16LE(name.length, 4);
  name.copy(asked, 8);
  socket.write(asked);
  const reply = await take(socket, 32);
  const opcode = reply.readUInt8(9);
  if (reply.readUInt8(8) !== 1) throw new Error('Expected the X server to have XTEST');
  const send = (type: number, detail: number): void => {
    const event = Buffer.alloc(36);
    event.writeUInt8(opcode, 0);
    event.writeUInt8(fakeInput, 1);
    event.writeUInt16LE(9, 2);
    event.writeUInt8(type, 4);
    event.writeUInt8(detail, 5);
    event.writeInt16LE(x, 24);
    event.writeInt16LE(y, 26);
    socket.write(event);
  };
  send(events.move, 0);
  send(events.press, 1);
  send(events.release, 1);
  // an answer to what came last: all before it is done
  socket.write(asked);
  await take(socket, 32);
  socket.destroy();
}

/** Connects to an X server, as a program that draws there. `display`: `:7`. Throws when the server does not let it. */
export async function enterScreen(display: string): Promise<Socket> {
  const socket = connect(`/tmp/.X11-unix/X${display.slice(1)}`);
  await once(socket, 'connect');
  // little-endian, protocol 11.0, no authorization
  socket.write(Buffer.from([0x6c, 0, 11, 0, 0, 0, 0, 0, 0, 0, 0, 0]));
  const [isAccepted] = await take(socket, 8).then(async (head) => {
    await take(socket, head.readUInt16LE(6) * 4);
    return head;
  });
  if (isAccepted !== 1) throw new Error('Expected the X server to let us in');
  return socket;
}

/** So many bytes of what the server answers. */
export async function take(socket: Socket, bytes: number): Promise<Buffer> {
  for (;;) {
    const chunk = bytes === 0 ? Buffer.alloc(0) : (socket.read(bytes) as Buffer | null);
    if (chunk !== null) return chunk;
    await once(socket, 'readable');
  }
}
