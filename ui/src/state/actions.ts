import { t } from '../text/en';
import type { Program } from './program.svelte';

/** One thing that can be done; the menu, the palette and the help are made from this table. */
export interface Action {
  name: string;
  title: string;
  keys?: string;
  /** Stands in the menu of the side. */
  menu?: boolean;
  /** Also runs while one types; for plain keys that is never so. */
  possible?: (program: Program) => boolean;
  run: (program: Program) => void;
}

/** The width under which the side is a sheet over the page; as in Main.svelte. */
export const narrow = '(max-width: 719px)';
const isNarrow = () => window.matchMedia(narrow).matches;

const hasEntry = (program: Program) => program.page.entry !== null;
const writable = (program: Program) => !program.readOnly;
/** A share has the whole window, without the side and its list. */
const besideSide = (program: Program) => program.place.view !== 'share';
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
    possible: besideSide,
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
    possible: besideSide,
    run: (program) => void program.step(-1),
  },
  {
    name: 'next',
    title: t.actions.next,
    keys: 'Alt+ArrowDown',
    possible: besideSide,
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
    possible: besideSide,
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
    name: 'lock',
    title: t.actions.lock,
    keys: '$mod+L',
    menu: true,
    run: (program) => void program.lock(),
  },
];

export const isPossible = (action: Action, program: Program) => action.possible?.(program) ?? true;

export function runAction(name: string, program: Program): void {
  const action = actions.find((one) => one.name === name);
  if (action && isPossible(action, program)) action.run(program);
}
