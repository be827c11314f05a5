import { careText } from '../text/care-en';
import { circleText } from '../text/circle-en';
import { t } from '../text/en';
import { filesText } from '../text/files-en';
import type { Program } from './program.svelte';

/** One thing that can be done; the menu, the palette and the help are made from this table. */
export interface Action {
  name: string;
  title: string;
  keys?: string;
  /** Stands in the menu of the side, always or when it has something to say. */
  menu?: boolean | ((program: Program) => boolean);
  /** Also runs while one types; for plain keys that is never so. */
  possible?: (program: Program) => boolean;
  run: (program: Program) => void;
}

/** The width under which the side is a sheet over the page; as in Main.svelte. */
export const narrow = '(max-width: 719px)';
const isNarrow = () => window.matchMedia(narrow).matches;

const hasEntry = (program: Program) => program.page.entry !== null;
const writable = (program: Program) => !program.readOnly;
const keysChange = (program: Program) => writable(program) && program.keyring.facts !== null;
/** These have the whole window, without the side and its list: in a circle others look on. */
const WHOLE: readonly string[] = ['share', 'joining', 'circle'];
export const hasSide = (program: Program) => !WHOLE.includes(program.place.view);
const onPage = (program: Program) => hasEntry(program) && program.place.view === 'page';

export const actions: readonly Action[] = [
  {
    name: 'new',
    title: t.actions.new,
    keys: '$mod+N',
    menu: true,
    possible: writable,
    run: (program) => void program.newEntry(),
  },
  {
    name: 'find-here',
    title: t.actions.findHere,
    keys: '$mod+F',
    possible: onPage,
    run: (program) => (program.findHere += 1),
  },
  {
    name: 'search',
    title: t.actions.search,
    keys: '$mod+Shift+F',
    menu: true,
    possible: hasSide,
    run: (program) => {
      if (isNarrow()) program.sheetOpen = true;
      else program.sideOpen = true;
      program.focusSearch += 1;
    },
  },
  {
    name: 'share',
    title: t.actions.share,
    keys: '$mod+E',
    possible: (program) => onPage(program) && writable(program),
    run: (program) => void program.share(),
  },
  {
    name: 'add-files',
    title: filesText.action,
    keys: '$mod+Shift+A',
    possible: (program) => onPage(program) && !program.pageReadOnly && program.files.adding === 0,
    run: (program) => program.askFiles(),
  },
  {
    name: 'circle',
    title: circleText.action,
    menu: true,
    run: (program) => void program.go({ view: 'circle' }),
  },
  {
    name: 'history',
    title: t.actions.history,
    keys: '$mod+Shift+H',
    possible: onPage,
    run: (program) => (program.historyOpen = !program.historyOpen),
  },
  {
    name: 'previous',
    title: t.actions.previous,
    keys: 'Alt+ArrowUp',
    possible: hasSide,
    run: (program) => void program.step(-1),
  },
  {
    name: 'next',
    title: t.actions.next,
    keys: 'Alt+ArrowDown',
    possible: hasSide,
    run: (program) => void program.step(1),
  },
  {
    name: 'timeline',
    title: t.actions.timeline,
    run: (program) => void program.go({ view: 'page' }),
  },
  {
    name: 'people',
    title: t.actions.people,
    run: (program) => void program.go({ view: 'people' }),
  },
  {
    name: 'letters',
    title: t.actions.letters,
    run: (program) => void program.go({ view: 'letters' }),
  },
  {
    name: 'open-letter',
    title: t.actions.openLetter,
    run: (program) => void program.go({ view: 'letters' }).then(() => program.letters.ask()),
  },
  { name: 'told', title: t.actions.told, run: (program) => void program.go({ view: 'told' }) },
  {
    name: 'settings',
    title: t.actions.settings,
    keys: '$mod+,',
    menu: true,
    run: (program) => void program.go({ view: 'settings' }),
  },
  {
    name: 'side',
    title: t.actions.side,
    keys: '$mod+\\',
    possible: hasSide,
    run: (program) => {
      if (!isNarrow()) program.sideOpen = !program.sideOpen;
      else if (program.sheetOpen) program.sheetOpen = false;
      else runAction('search', program);
    },
  },
  {
    name: 'import',
    title: t.actions.import,
    menu: true,
    possible: writable,
    run: (program) => void program.askWork('import'),
  },
  {
    name: 'export',
    title: t.actions.export,
    menu: true,
    run: (program) => void program.askWork('export'),
  },
  {
    name: 'back-up',
    title: careText.actions.backUp,
    possible: (program) => program.care.backups?.folder != null && program.care.running === null,
    run: (program) => void program.backUp(),
  },
  {
    name: 'check',
    title: careText.actions.check,
    possible: (program) => program.care.running !== 'backup',
    run: (program) => void program.check(),
  },
  {
    name: 'restore',
    title: careText.actions.restore,
    run: (program) => void program.go({ view: 'restore' }),
  },
  {
    name: 'merge',
    title: careText.actions.merge,
    possible: writable,
    run: (program) => void program.go({ view: 'merge' }),
  },
  {
    name: 'conflicts',
    title: careText.actions.conflicts,
    menu: (program) => program.care.conflicts.length > 0,
    run: (program) => void program.go({ view: 'conflicts' }),
  },
  {
    name: 'delete',
    title: t.actions.delete,
    possible: (program) => onPage(program) && writable(program),
    run: (program) => void program.deleteEntry(),
  },
  {
    name: 'palette',
    title: t.actions.palette,
    keys: '$mod+K',
    menu: true,
    run: (program) => (program.overlay = program.overlay === 'palette' ? null : 'palette'),
  },
  {
    name: 'help',
    title: t.actions.help,
    keys: '?',
    menu: true,
    run: (program) => (program.overlay = 'help'),
  },
  {
    name: 'theme-light',
    title: t.actions.light,
    run: (program) => void program.preferences.change({ theme: 'light' }).catch(program.failed),
  },
  {
    name: 'theme-dark',
    title: t.actions.dark,
    run: (program) => void program.preferences.change({ theme: 'dark' }).catch(program.failed),
  },
  {
    name: 'theme-system',
    title: t.actions.system,
    run: (program) => void program.preferences.change({ theme: 'system' }).catch(program.failed),
  },
  {
    name: 'passphrase',
    title: t.keys.actions.passphrase,
    possible: keysChange,
    run: (program) => program.keyring.askPassphrase(),
  },
  {
    name: 'raise',
    title: t.keys.actions.raise,
    possible: (program) => keysChange(program) && program.keyring.canRaise,
    run: (program) => program.keyring.askRaise(),
  },
  {
    name: 'recovery',
    title: t.keys.actions.recovery,
    possible: keysChange,
    run: (program) => program.keyring.begin('recovery'),
  },
  {
    name: 'reseal',
    title: t.keys.actions.reseal,
    possible: keysChange,
    run: (program) => void program.reseal(),
  },
  {
    name: 'rescue',
    title: t.keys.actions.rescue,
    possible: (program) => program.keyring.damaged || (program.care.report?.faults.length ?? 0) > 0,
    run: (program) => program.keyring.begin('rescue'),
  },
  {
    name: 'standing',
    title: t.keys.actions.standing,
    possible: (program) => program.standing.rolledBack !== null,
    run: (program) => program.standing.ask(),
  },
  {
    name: 'switch',
    title: t.keys.actions.switch,
    run: (program) => void program.switchVault(),
  },
  {
    name: 'lock',
    title: t.actions.lock,
    keys: '$mod+L',
    menu: true,
    run: (program) => void program.lock(),
  },
];

export const isPossible = (action: Action, program: Program) => action.possible?.(program) ?? true;

export const isInMenu = (action: Action, program: Program) =>
  (typeof action.menu === 'function' ? action.menu(program) : action.menu === true) &&
  isPossible(action, program);

/** Whether there is such an action, and it can be done now. */
export function isPossibleNamed(name: string, program: Program): boolean {
  const action = actions.find((one) => one.name === name);
  return action !== undefined && isPossible(action, program);
}

export function runAction(name: string, program: Program): void {
  const action = actions.find((one) => one.name === name);
  if (action && isPossible(action, program)) action.run(program);
}
