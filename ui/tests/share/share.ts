import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { memoryShell, type MemoryShell } from '../../src/ipc/memory';
import type { Content } from '../../src/ipc/shell';
import { Program } from '../../src/state/program.svelte';
import Stage from './Stage.svelte';

export const story: Content = {
  title: 'The wrong file',
  body: `Maria Stern gave me the account, and I sent the wrong file.

The sum was €48,300.

I told Maria in a stairwell. She had known.`,
  kind: 'failure',
  happened: null,
  place: 'Lisbon',
  people: ['a2'],
  tags: [],
  feeling: null,
};

/** A vault in memory with one story, and the share of it on the screen. */
export async function tell(content: Content = story) {
  const shell: MemoryShell = memoryShell({ begin: 'open' });
  const entry = await shell.newEntry();
  await shell.saveEntry(entry.id, content);
  const user = userEvent.setup();
  const closed: string[] = [];
  const view = render(Stage, {
    program: new Program(shell),
    view: 'share',
    entryId: entry.id,
    onclose: () => closed.push('share'),
  });
  await screen.findByTestId('plan');
  const press = async (...keys: string[]) => {
    for (const key of keys) {
      await user.keyboard(key);
      // The shell answers in its own time, as the real one does.
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  };
  return { shell, user, view, entry: entry.id, closed, press };
}

type Telling = Awaited<ReturnType<typeof tell>>;

export async function plan({ user }: Telling, person = 'Ana Ribeiro') {
  await user.type(screen.getByTestId('plan-person'), person);
  await user.click(screen.getByTestId('rule-keep-between-us'));
  await user.click(screen.getByTestId('plan-begin'));
  await screen.findByTestId('review');
}

/** Keeps everything, with every name left as it stands. */
export async function keepAll(telling: Telling) {
  for (
    let turn = 0;
    turn < 40 && screen.getByTestId<HTMLButtonElement>('review-preview').disabled;
    turn += 1
  ) {
    await telling.press('1');
  }
}

export const progress = () => screen.getByTestId('review-progress').textContent;
export const row = (id: string) => {
  const found = screen.getAllByTestId('review-item').find((item) => item.dataset['item'] === id);
  if (!found) throw new Error(`no item ${id}`);
  return found;
};
export const leavesOf = (id: string) => row(id).querySelector('.leaves')?.textContent.trim();
export const staysOf = (id: string) => row(id).querySelector('.stays')?.textContent.trim();
