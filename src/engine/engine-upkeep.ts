import path from 'node:path';
import type { Clock } from './clock.js';
import { DiskWatch } from './library/disk-watch.js';
import type { Logger } from './log/logger.js';
import type { NoticeBoard } from './notice-board.js';
import type { CpuMeter } from './process/cpu-meter.js';
import type { Ffmpeg } from './process/ffmpeg.js';
import type { ProcessOwner } from './process/owned-process.js';
import type { StateStore } from './serve/studio-api.js';
import type { Service } from './service.js';
import type { EncoderChoice } from './transcode/encoder-choice.js';
import { probeEncoders } from './transcode/probe-encoders.js';

/** What looks after the machine: child processes and their CPU, the encoders it has, and the disk. */
export function createUpkeep(parts: {
  readonly ffmpeg: Ffmpeg;
  readonly owner: ProcessOwner;
  readonly cpu: CpuMeter;
  readonly encoders: EncoderChoice;
  readonly state: StateStore;
  readonly notices: NoticeBoard;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly dataDir: string;
}): { readonly processes: Service; readonly diskWatch: Service } {
  const { ffmpeg, owner, cpu, encoders, state, notices, clock, logger, dataDir } = parts;
  const diskWatch = new DiskWatch({
    folder: path.join(dataDir, 'archive'),
    writtenBytes: () => state.get().broadcast?.figures.archiveBytes ?? null,
    reserveBytes: 0,
    clock,
    logger,
    onDisk: (disk) => state.update((draft) => void (draft.disk = disk)),
    onNotice: (level, reason) => notices.post(level, reason),
  });
  const processes: Service = {
    name: 'processes',
    start: async () => {
      cpu.start();
      void probeEncoders({ ffmpeg, owner, logger, cacheFile: path.join(dataDir, 'encoders.json') })
        .then((ids) => {
          encoders.setUsable(ids);
          state.update((draft) => void (draft.engine.encoders = encoders.usableIds));
        })
        // an engine that stops while it is at it; x264 needs no probe
        .catch((error: unknown) => logger.debug({ err: error }, 'encoders not probed'));
      await Promise.resolve();
    },
    stop: async () => {
      cpu.stop();
      await owner.stopAll();
    },
  };
  return { processes, diskWatch };
}
