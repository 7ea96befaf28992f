import { AppError } from '../../shared/errors.js';
import type { Logger } from '../log/logger.js';
import type { InputStore } from '../settings/stores.js';
import { parseObsAddress } from './obs-address.js';
import { talkWithObs, type ObsConnection } from './obs-connection.js';
import { obsServiceName, type ObsService } from './obs-service.js';

const timeoutMs = 8_000;

interface ObsDeskDependencies {
  readonly inputs: Pick<InputStore, 'list'>;
  /** Where encoders send to: this computer's first, then the network's where that is allowed. */
  readonly serverUrls: () => readonly string[];
  readonly logger: Logger;
}

/**
 * Sets a running OBS Studio up for this computer, over its own WebSocket server, and puts back what it had. Keeps no password;
 * services that it replaced (they have keys of other platforms) are in memory alone, and leave it for their own OBS only.
 */
export class ObsDesk {
  readonly #deps: ObsDeskDependencies;
  readonly #logger: Logger;
  /** By the address of the OBS: what it had before this engine wrote into it. */
  readonly #replaced = new Map<string, { readonly name: string; readonly service: ObsService }>();

  constructor(deps: ObsDeskDependencies) {
    this.#deps = deps;
    this.#logger = deps.logger.child({ component: 'obs' });
  }

  /**
   * Writes server and key of an input into OBS, and reads them back. `address` null: OBS on this computer. Throws `obs.has-service`
   * (details.service) where OBS has a service of somebody else and `replace` is not its name, `obs.streaming`
   * while OBS is live somewhere, `obs.unreachable`, `obs.wrong-password`, `obs.unsupported`, `obs.refused`, `obs.no-way` when an OBS
   * elsewhere could not reach this computer, `input.invalid` (details.field).
   */
  async configure(request: {
    readonly address: string | null;
    readonly password: string;
    readonly inputId: string;
    readonly replace: string | null;
  }): Promise<{ obsVersion: string; server: string; replaced: string | null }> {
    const address = parseObsAddress(request.address);
    const input = this.#deps.inputs.list().find(({ id }) => id === request.inputId);
    if (input === undefined) {
      throw new AppError('input.invalid', `Expected a known input, got ${request.inputId}`, {
        details: { field: 'inputId' },
      });
    }
    const server = this.#serverFor(address.isHere);
    const wanted: ObsService = { type: 'rtmp_custom', settings: { server, key: input.key, use_auth: false } };
    const obsVersion = await talkWithObs({ address, password: request.password, timeoutMs }, async (obs) => {
      const { obsVersion: version } = await obs.call('GetVersion');
      await expectIdle(obs);
      const before = await serviceOf(obs);
      const name = this.#nameOf(before);
      if (name !== null && name !== request.replace) throw hasService(name);
      // first: what was begun and failed half-way can be put back, too
      if (name !== null) this.#replaced.set(address.url, { name, service: before });
      await write(obs, wanted);
      return version;
    });
    this.#logger.info({ obsVersion, server, isHere: address.isHere }, 'OBS was set up');
    return { obsVersion, server, replaced: this.#replaced.get(address.url)?.name ?? null };
  }

  /**
   * Puts back what `configure` replaced in the OBS at this address. Throws `obs.nothing-to-restore`, `obs.has-service` where it has
   * somebody else's again, and what `configure` throws of
   * an OBS that cannot be talked with.
   */
  async restore(request: { readonly address: string | null; readonly password: string }): Promise<{ service: string }> {
    const address = parseObsAddress(request.address);
    const replaced = this.#replaced.get(address.url);
    if (replaced === undefined) throw new AppError('obs.nothing-to-restore', 'Expected an OBS that was written into');
    await talkWithObs({ address, password: request.password, timeoutMs }, async (obs) => {
      await expectIdle(obs);
      const name = this.#nameOf(await serviceOf(obs));
      // somebody has entered another one since
      if (name !== null && name !== replaced.name) throw hasService(name);
      await write(obs, replaced.service);
    });
    this.#replaced.delete(address.url);
    this.#logger.info({ service: replaced.name, isHere: address.isHere }, 'OBS has its service again');
    return { service: replaced.name };
  }

  #nameOf(service: ObsService): string | null {
    const keys = this.#deps.inputs.list().map(({ key }) => key);
    return obsServiceName(service, { servers: this.#deps.serverUrls(), keys });
  }

  #serverFor(isHere: boolean): string {
    const urls = this.#deps.serverUrls();
    const server = isHere ? urls[0] : urls.find((url) => !/\/\/(?:127\.|localhost|\[::1\])/.test(url));
    if (server !== undefined) return server;
    throw new AppError('obs.no-way', 'Expected an address of this computer that OBS can reach', {
      details: { why: isHere ? 'server' : 'network' },
    });
  }
}

function hasService(name: string): AppError {
  return new AppError('obs.has-service', 'Expected an OBS that streams nowhere else', { details: { service: name } });
}

async function expectIdle(obs: ObsConnection): Promise<void> {
  const { outputActive } = await obs.call('GetStreamStatus');
  if (outputActive) throw new AppError('obs.streaming', 'Expected an OBS that is not live', { retryable: true });
}

async function serviceOf(obs: ObsConnection): Promise<ObsService> {
  const { streamServiceType: type, streamServiceSettings: settings } = await obs.call('GetStreamServiceSettings');
  return { type, settings };
}

/** Writes a service and reads it back: OBS may take it and keep another. */
async function write(obs: ObsConnection, { type, settings }: ObsService): Promise<void> {
  await obs.call('SetStreamServiceSettings', { streamServiceType: type, streamServiceSettings: settings });
  const kept = await serviceOf(obs);
  const isKept = ['service', 'server', 'key'].every((name) => kept.settings[name] === settings[name]);
  if (kept.type === type && isKept) return;
  throw new AppError('obs.refused', 'OBS did not keep what was written', {
    details: { reason: 'it did not keep the settings' },
  });
}
