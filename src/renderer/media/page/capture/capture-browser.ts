/** What captures need of the browser; in tests of what no browser can be brought to do, somebody else. */
export interface CaptureBrowser {
  getUserMedia(constraints: MediaStreamConstraints): Promise<MediaStream>;
  getDisplayMedia(constraints: DisplayMediaStreamOptions): Promise<MediaStream>;
  /** How the creator has decided, and from then on each change. `prompt` where it cannot be known. Returns how to listen no more. */
  watchPermission(kind: 'camera' | 'microphone', listener: (state: PermissionState) => void): () => void;
  /** Calls once after so many milliseconds, unless what it returns is called before. */
  after(ms: number, call: () => void): () => void;
}

/** The browser that this page is in. */
export const thisBrowser: CaptureBrowser = {
  getUserMedia: async (constraints) => navigator.mediaDevices.getUserMedia(constraints),
  getDisplayMedia: async (constraints) => navigator.mediaDevices.getDisplayMedia(constraints),
  watchPermission: (name, listener) => {
    let status: PermissionStatus | null = null;
    let isOver = false;
    navigator.permissions.query({ name }).then(
      (found) => {
        if (isOver) return;
        status = found;
        status.onchange = () => listener(found.state);
        listener(found.state);
      },
      () => {
        if (!isOver) listener('prompt');
      },
    );
    return () => {
      isOver = true;
      if (status !== null) status.onchange = null;
    };
  },
  after: (ms, call) => {
    const timer = setTimeout(call, ms);
    return () => clearTimeout(timer);
  },
};
