/** The AMF0 strings as they stand at the head of a script message. */
const onMetaData = Buffer.from('\x02\x00\x0aonMetaData', 'latin1');
const setDataFrame = Buffer.from('\x02\x00\x0d@setDataFrame', 'latin1');

/**
 * The body of script data as a publisher sends it: metadata of a file or a feed (`onMetaData …`) is put before the service as
 * `@setDataFrame`, so that it keeps it for viewers who come later. Everything else, and what has it already, stays as it is.
 */
export function scriptMessage(data: Buffer): Buffer {
  const isMetadata = data.subarray(0, onMetaData.length).equals(onMetaData);
  return isMetadata ? Buffer.concat([setDataFrame, data]) : data;
}
