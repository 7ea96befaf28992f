/** Makes an id that is new in every collection: 96 random bits. Handed to edits, so that tests know what they get. */
export type MakeId = () => string;

export const newSceneId: MakeId = () =>
  Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, '0')).join('');
