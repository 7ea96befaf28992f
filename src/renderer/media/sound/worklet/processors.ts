import { MasterProcessor } from './master-processor.js';
import { MeterProcessor } from './meter-processor.js';
import { processorNames } from './worklet-messages.js';

/**
 * The module that the audio thread loads. It has to be a file of its own, by a URL of our own origin: the CSP allows scripts from
 * 'self' alone, and `addModule` of a blob is refused. `?worker&url` (in sound-desk.ts) makes Vite bundle it with all that it
 * imports and give its URL, in the built studio and in development alike; `new URL('./processors.ts', import.meta.url)` would
 * hand out the TypeScript source as it is.
 */
registerProcessor(processorNames.meter, MeterProcessor);
registerProcessor(processorNames.master, MasterProcessor);
