import { getContext, setContext } from 'svelte';
import type { Program } from './program.svelte';

const key = Symbol('program');

export function provideProgram(program: Program): Program {
  return setContext(key, program);
}

/** The program of this window; every view below `App` has it. `useProgram().shell` asks the shell. */
export function useProgram(): Program {
  return getContext<Program>(key);
}
