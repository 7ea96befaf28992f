import { z } from 'zod';

// The studio's CSP forbids eval, and zod would try `new Function` to speed up its checks: a violation in the console at each
// start. Schemas look at this setting when they are made, so this file is imported before any of them.
z.config({ jitless: true });
