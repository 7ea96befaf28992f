import { z } from 'zod';

/** What systems guard, each by itself. */
export const guardedSchema = z.enum(['camera', 'microphone', 'screen']);
export type Guarded = z.infer<typeof guardedSchema>;

/** What a system asks the creator about; about the screen it asks by itself, with the first look at it. */
export const askableSchema = guardedSchema.extract(['camera', 'microphone']);
export type Askable = z.infer<typeof askableSchema>;

/**
 * What the system lets this program have. `not-determined`: nobody was asked yet, or it does not say. `restricted`: who manages
 * the computer forbids it. `not-needed`: this system guards it not, or with a question of its own each time.
 */
export type MediaPermission = 'granted' | 'denied' | 'not-determined' | 'restricted' | 'not-needed';
export type MediaPermissions = Readonly<Record<Guarded, MediaPermission>>;

/** Whether it is of no use to go on. */
export const isForbidden = (permission: MediaPermission): boolean =>
  permission === 'denied' || permission === 'restricted';
