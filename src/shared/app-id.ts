/** Who the app is to the system: electron-builder's appId, and on Windows the name under which shortcuts and messages are one program. */
export const appId = 'app.headwater.studio';
