import type { After } from '../ipc/shell';

/** Nothing is known yet of what came of a telling. */
export const nothingYet = (): After => ({
  received: null,
  words: '',
  trust: null,
  followUp: null,
  followed: false,
});
