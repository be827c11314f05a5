import type { MemoryShell } from '../../src/ipc/memory';
import type { Progress, Task } from '../../src/ipc/shell';

/** Acts once, at the first progress of this task; gives what was heard of it. */
export async function during(shell: MemoryShell, task: Task, act: () => unknown = () => undefined) {
  const heard: Progress[] = [];
  await shell.onEvent((event) => {
    if (event.kind !== 'progress' || event.progress.task !== task) return;
    heard.push(event.progress);
    if (heard.length === 1) act();
  });
  return heard;
}
