import type { ServeCommand } from './command.js';
import { News } from './news.js';
import { openBrowser } from './open-browser.js';
import { INTERRUPTED, openSession, type CliContext } from './session.js';

/** `headwater serve`: the studio at a loopback address, until a signal. Answers the exit status. */
export async function serve(command: ServeCommand, context: CliContext): Promise<number> {
  const session = await openSession(command, context);
  if (session === null) return INTERRUPTED;
  const { engine, stop, sinceMs, close } = session;
  const { rtmp, inputs, settings } = engine.state.get();
  const [address] = rtmp.urls;
  const [input] = inputs;
  if (address !== undefined && input !== undefined) {
    const { key } = await engine.queries.revealKey(input.id);
    context.tell(`Encoder server: ${address}`);
    context.tell(`Stream key: ${key}`);
  }
  context.tell(`This studio: ${settings.channel.studioName}`);
  context.print(`Studio: ${engine.studioUrl()}`);
  // The token in a URL works once: the browser gets one of its own, the printed one stays good.
  if (command.open) openBrowser(engine.studioUrl());
  const news = new News(context.tell);
  const look = () => {
    const state = engine.state.get();
    news.look(state, state.broadcast?.publication ?? null, sinceMs);
  };
  const unsubscribe = engine.state.subscribe(look);
  look();
  const signal = await stop.received;
  unsubscribe();
  context.tell('Stopping …');
  await close(signal);
  return 0;
}
