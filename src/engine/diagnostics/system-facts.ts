import os from 'node:os';

/** The system as far as it explains trouble: no names of computer or user, no environment. */
export function systemFacts(): object {
  const [cpu] = os.cpus();
  return {
    system: {
      platform: process.platform,
      release: os.release(),
      version: os.version(),
      architecture: process.arch,
      cpu: cpu?.model ?? null,
      cores: os.availableParallelism(),
      memoryBytes: os.totalmem(),
      freeMemoryBytes: os.freemem(),
      uptimeSeconds: Math.round(os.uptime()),
      timeZoneOffsetMinutes: new Date().getTimezoneOffset(),
    },
    process: {
      versions: process.versions,
      memory: process.memoryUsage(),
      uptimeSeconds: Math.round(process.uptime()),
    },
  };
}
