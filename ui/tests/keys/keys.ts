import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { memoryShell, type MemoryOptions } from '../../src/ipc/memory';
import { MEMORY_ANSWERS } from '../../src/ipc/memory-keys';
import { Program } from '../../src/state/program.svelte';
import App from '../../src/views/App.svelte';

export const PASSPHRASE = 'correct horse battery staple';
export const NEXT = 'walnut harbour ninety lemon';

/** The window over memory, with the vault open unless it is said otherwise. */
export async function shown(options: MemoryOptions = {}) {
  const shell = memoryShell({ begin: 'open', ...options });
  const program = new Program(shell);
  render(App, { program });
  await (options.begin === 'locked'
    ? screen.findByTestId('unlock')
    : screen.findByTestId('new-entry'));
  const user = userEvent.setup();
  const typed = async (id: string, text: string) => {
    await user.clear(await screen.findByTestId(id));
    await user.type(screen.getByTestId(id), text);
  };
  return {
    shell,
    program,
    user,
    typed,
    /** Presses the one act of the dialog. In a browser Enter does, which jsdom does not know. */
    onward: async () => {
      const acts = ['passphrase-act', 'ceremony-begin', 'ceremony-written', 'ceremony-finish'];
      const act = acts.map((id) => screen.queryByTestId(id)).find((button) => button !== null);
      if (act) await user.click(act);
    },
    /** Types the groups that are asked for; rightly unless told. */
    groups: async (answers: readonly string[] = MEMORY_ANSWERS) => {
      await typed('group-2', answers[0] ?? '');
      await typed('group-5', answers[1] ?? '');
    },
    inSettings: async () => {
      await user.keyboard('{Control>},{/Control}');
      await screen.findByTestId('keys');
    },
  };
}

/** Everything the page and the state of the keys hold, as text. */
export const held = (program: Program) =>
  document.documentElement.outerHTML +
  [...document.querySelectorAll('input')].map((input) => input.value).join('\n') +
  JSON.stringify([
    program.keyring.change?.current,
    program.keyring.change?.next.text,
    program.keyring.ceremony?.current,
    program.keyring.ceremony?.next.text,
    program.keyring.ceremony?.shown.shown,
    program.keyring.ceremony?.shown.sheet,
    program.keyring.ceremony?.shown.answers,
  ]);
