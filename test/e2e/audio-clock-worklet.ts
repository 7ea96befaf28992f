/** Frames of the context that have been rendered, in an AudioWorkletGlobalScope. */
declare const currentFrame: number;
declare const sampleRate: number;

/**
 * Loaded into the mixer's audio thread: its calendar becomes the audio clock, so that blocks (`renderedMs`) say where on that clock
 * they were rendered. The clock of a machine that has no time stands still with its sound; the calendar's does not.
 */
Date.now = () => (currentFrame / sampleRate) * 1000;
