import { memoryShell, type MemoryOptions, type MemoryShell } from '../src/ipc/memory';
import { Program } from '../src/state/program.svelte';

/** A program over memory, begun; with the calls it made so far forgotten. */
export async function begun(
  options: MemoryOptions = { begin: 'open' },
): Promise<{ program: Program; shell: MemoryShell; stop: () => void }> {
  const shell = memoryShell(options);
  const program = new Program(shell);
  const stop = await program.start();
  shell.calls.length = 0;
  return { program, shell, stop };
}

/** The calls that write, in order. */
export const writes = (shell: MemoryShell) =>
  shell.calls.filter((call) =>
    ['keepDraft', 'saveEntry', 'lockVault', 'deleteEntry', 'undeleteEntry'].includes(call),
  );
