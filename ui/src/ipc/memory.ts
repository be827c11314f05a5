import { happenedInWords } from '../text/dates';
import {
  groupsAreRight,
  isMemoryKey,
  memoryKeys,
  MEMORY_KEY,
  shown as recoveryShown,
  type MemoryKeyOptions,
} from './memory-keys';
import { memoryCare, type MemoryCareOptions, type OtherVersion } from './memory-care';
import { memoryFiles } from './memory-files';
import { memoryLetters } from './memory-letters';
import { toldBefore } from './memory-told';
import { memoryShare, type MemoryJournal } from './memory-share';
import { longStory, manyEntries, sampleEntries, sampleFiles, samplePeople } from './sample';
import { looked, matches } from './memory-search';
import { readHappenedWords } from './memory-happened';
import type {
  Content,
  Entry,
  Failure,
  Person,
  Revision,
  RolledBack,
  Settings,
  Shell,
  ShellEvent,
  Strength,
  Summary,
  VaultPlace,
  VaultStatus,
} from './shell';

interface Kept {
  id: string;
  written: string;
  revisions: { id: string; at: string; content: Content }[];
  draft: Content | null;
  deleted: boolean;
  /** A second version, from another copy, until the two are joined. */
  other: OtherVersion | null;
}

export interface MemoryOptions extends MemoryKeyOptions, MemoryCareOptions {
  /** Begin unlocked with the invented entries, locked, or with no vault at all. */
  begin?: 'open' | 'locked' | 'none';
  /** Further entries, for a long list. */
  many?: number;
  /** One more entry of so many paragraphs, three places pointed out in each. */
  long?: number;
  readOnly?: boolean;
  /** Entries at all; false for the first day. */
  filled?: boolean;
  /** Damage is found a moment after the window is there. */
  damaged?: boolean;
  /** The file is older than what was last seen of it. */
  rolledBack?: boolean;
  /** Letters and tellings are there from the beginning. */
  told?: boolean;
  /** Vaults that were open before; `missing` stands at its place no more. */
  recents?: 'one' | 'several' | 'missing';
}

/** A shell that remembers for as long as the page lives, with handles for tests. */
export interface MemoryShell extends Shell {
  /** The names of the calls so far, in order. */
  calls: string[];
  /** Rejects the next calls of this name with that code, until it is called with null. */
  failWith(call: keyof Shell, code: string | null): void;
  emit(event: ShellEvent): void;
  /** Lets files fall on the window. */
  drop(paths: string[]): void;
  /** The passphrase of the vault that is in memory. */
  passphrase: string;
  recoveryKey: string;
}

const FIRST_MOMENT = '2026-11-22T15:00:00+01:00';
const PLACE = '/home/you/Tellable/journal.tellable';
const ROLLED_BACK: RolledBack = {
  seenAt: '2026-11-20T22:41:00+01:00',
  seenRecords: 1204,
  hereRecords: 1187,
};

const blank = (): Content => ({
  title: '',
  body: '',
  kind: null,
  happened: null,
  place: null,
  people: [],
  tags: [],
  feeling: null,
});

function fail(code: string, detail: Record<string, string> = {}): never {
  const failure: Failure = { code, detail };
  throw failure;
}

function strengthOf(passphrase: string): Strength {
  const words = passphrase
    .trim()
    .split(/[\s-]+/)
    .filter((word) => word.length > 2).length;
  const guessesLog10 = Math.min(24, passphrase.length * 0.5 + words * 1.5);
  const score =
    guessesLog10 < 4 ? 0 : guessesLog10 < 7 ? 1 : guessesLog10 < 10 ? 2 : guessesLog10 < 13 ? 3 : 4;
  return {
    score,
    guessesLog10,
    warning: score < 2 ? 'This is close to passphrases that many people use.' : null,
    suggestions: score < 3 ? ['Add another word or two. Uncommon words are better.'] : [],
  };
}

/** The shell of memory: what the window shows in a browser and in tests. */
export function memoryShell(options: MemoryOptions = fromAddress()): MemoryShell {
  const { begin = 'locked', many = 0, long = 0, readOnly = false, filled = true } = options;
  const kept = new Map<string, Kept>();
  const people = new Map<string, Person>(filled ? samplePeople.map((p) => [p.id, p]) : []);
  const handlers = new Set<(event: ShellEvent) => void>();
  const drops = new Set<(paths: string[]) => void>();
  const failing = new Map<string, string>();
  const calls: string[] = [];
  let settings: Settings = {
    theme: 'system',
    idleMinutes: 5,
    textSize: 18,
    lockWithSystem: true,
    protectWindow: true,
  };
  let ids = 0;
  let seconds = 0;
  const work = { stopped: false };
  const wasStopped = () => work.stopped;
  let making: { path: string; passphrase: string } | null = null;
  let status: VaultStatus = {
    state: begin === 'open' ? 'unlocked' : 'locked',
    path: begin === 'none' ? null : PLACE,
    name: begin === 'none' ? null : 'journal',
    readOnly: readOnly || options.rolledBack === true,
    recent: begin === 'none' ? [] : recentOf(options.recents ?? 'one'),
    defaultPath: PLACE,
    rolledBack: options.rolledBack === true ? ROLLED_BACK : null,
  };

  const nextId = () => (++ids).toString(16).padStart(32, '0');
  const now = () => {
    const base = Date.parse('2026-11-22T15:00:00Z') + seconds++ * 1000;
    return new Date(base).toISOString().slice(0, 19) + FIRST_MOMENT.slice(19);
  };
  const copy = (content: Content): Content => structuredClone(content);
  const found = (id: string): Kept => {
    const entry = kept.get(id);
    if (!entry || entry.deleted) return fail('entry-not-found');
    return entry;
  };
  const head = (entry: Kept) => entry.revisions.at(-1);
  const shown = (entry: Kept): Entry => ({
    id: entry.id,
    revision: head(entry)?.id ?? null,
    written: entry.written,
    changed: head(entry)?.at ?? entry.written,
    content: copy(entry.draft ?? head(entry)?.content ?? blank()),
    draft: entry.draft !== null,
    heads: head(entry) ? (entry.other ? 2 : 1) : 0,
  });
  const wordCount = (text: string) => text.split(/\s+/).filter(Boolean).length;
  const summary = (entry: Kept): Summary => {
    const { body, ...rest } = head(entry)?.content ?? blank();
    const excerpt = body
      .replace(/[#>*_`-]+\s?/g, '')
      .replace(/\s+/g, ' ')
      .slice(0, 160);
    return { ...rest, id: entry.id, written: entry.written, excerpt, words: wordCount(body) };
  };
  const living = () => [...kept.values()].filter((entry) => !entry.deleted && head(entry));
  const writable = () => {
    if (status.rolledBack) fail('vault-rolled-back');
    if (status.readOnly) fail('vault-read-only');
  };

  const files = memoryFiles({
    entry: (id) => found(id),
    writable,
    nextId,
    now,
    emit: (event) => shell.emit(event),
    startWork: () => (work.stopped = false),
    step: async () => {
      await new Promise((resolve) => setTimeout(resolve, pace));
      return !wasStopped();
    },
    fail,
  });

  if (filled) {
    const stories = long > 0 ? [longStory(long)] : [];
    for (const { written, ...content } of [...stories, ...sampleEntries, ...manyEntries(many)]) {
      const id = nextId();
      const full = { ...blank(), ...content };
      kept.set(id, {
        id,
        written,
        revisions: [{ id: nextId(), at: written, content: full }],
        draft: null,
        deleted: false,
        other: null,
      });
      for (const name of sampleFiles[full.title] ?? []) files.add(id, name);
    }
  }

  const journal: MemoryJournal = {
    entry: (id) => shown(found(id)),
    content: (id) => copy(head(found(id))?.content ?? blank()),
    person: (id) => people.get(id) ?? fail('person-not-found'),
    people: () => [...people.values()],
    files,
    ledger: [],
    answered: new Map(),
    now,
    fail,
  };

  const keys = memoryKeys(
    {
      status: () => status,
      change: (patch) => (status = { ...status, ...patch }),
      get passphrase() {
        return shell.passphrase;
      },
      set passphrase(next) {
        shell.passphrase = next;
      },
      made: (where) => {
        const recent = [...status.recent, { path: where, name: nameOf(where), exists: true }];
        status = { ...status, recent };
      },
      emit: (event) => shell.emit(event),
      startWork: () => (work.stopped = false),
      step: async () => {
        await new Promise((resolve) => setTimeout(resolve, pace));
        return !wasStopped();
      },
      now,
      fail,
    },
    options,
  );

  const care = memoryCare(
    {
      status: () => status,
      passphrase: () => shell.passphrase,
      kept,
      found,
      summary,
      people: () => people.size,
      nextId,
      now,
      lock: () => {
        status = { ...status, state: 'locked' };
        shell.emit({ kind: 'locked' });
      },
      emit: (event) => shell.emit(event),
      startWork: () => (work.stopped = false),
      step: async () => {
        await new Promise((resolve) => setTimeout(resolve, pace));
        return !wasStopped();
      },
      writable,
      fail,
    },
    options,
  );

  const makeEntry = (content: Partial<Content>): string => {
    const [id, written] = [nextId(), now()];
    const revision = { id: nextId(), at: written, content: { ...blank(), ...content } };
    kept.set(id, { id, written, revisions: [revision], draft: null, deleted: false, other: null });
    return id;
  };
  if (options.told === true) journal.ledger.push(...toldBefore(living().map(summary), journal));

  const letters = memoryLetters(
    {
      journal,
      entries: () =>
        living()
          .map(summary)
          .sort((a, b) => b.written.localeCompare(a.written)),
      removePerson: (id) => void people.delete(id),
      makeEntry,
      writable,
      nextId,
    },
    options.told === true,
  );

  const answers: Shell = {
    vaultStatus: async () => ({ ...status }),
    measurePassphrase: async (passphrase) => strengthOf(passphrase),
    beginVault: async (where, passphrase) => {
      if (where.includes('taken')) fail('already-exists');
      making = { path: where, passphrase };
      status = { ...status, state: 'confirming' };
      return recoveryShown();
    },
    finishVault: async (given) => {
      if (!making) return fail('not-confirming');
      if (!groupsAreRight(given)) return fail('recovery-groups-wrong');
      kept.clear();
      people.clear();
      shell.passphrase = making.passphrase;
      const name = nameOf(making.path);
      status = {
        ...status,
        state: 'unlocked',
        path: making.path,
        name,
        recent: [{ path: making.path, name, exists: true }],
      };
      making = null;
      return { ...status };
    },
    abandonVault: async () => {
      making = null;
      status = { ...status, state: 'locked' };
    },
    unlockVault: async (where, secret) => {
      const gone = status.recent.some((place) => place.path === where && !place.exists);
      if (gone || where.includes('missing')) fail('vault-not-found');
      if (secret.kind === 'passphrase' && secret.text !== shell.passphrase)
        fail('wrong-passphrase');
      if (secret.kind === 'recovery-key' && !isMemoryKey(secret.text)) fail('wrong-recovery-key');
      keys.openedBy(secret.kind);
      status = { ...status, state: 'unlocked', path: where };
      return { ...status };
    },
    lockVault: async () => {
      status = { ...status, state: 'locked' };
      shell.emit({ kind: 'locked' });
    },
    noteActivity: async () => undefined,
    chooseVaultFile: async () => '/home/you/Documents/other.tellable',
    chooseNewVaultFile: async () => '/home/you/Documents/journal.tellable',
    chooseFolder: async () => '/home/you/Documents/markdown',
    choosePackageFile: async (suggestedName) => `/home/you/Documents/${suggestedName}`,
    newEntry: async () => {
      writable();
      const id = nextId();
      kept.set(id, { id, written: now(), revisions: [], draft: null, deleted: false, other: null });
      return shown(found(id));
    },
    readEntry: async (id) => shown(found(id)),
    keepDraft: async (id, content) => {
      writable();
      found(id).draft = copy(content);
    },
    saveEntry: async (id, content) => {
      writable();
      const entry = found(id);
      if (content.title.trim() === '' && content.body.trim() === '') fail('entry-empty');
      const { other } = entry;
      if (other || JSON.stringify(head(entry)?.content) !== JSON.stringify(content)) {
        if (other) entry.revisions.splice(-1, 0, other);
        entry.other = null;
        entry.revisions.push({ id: nextId(), at: now(), content: copy(content) });
      }
      entry.draft = null;
      return shown(entry);
    },
    deleteEntry: async (id) => {
      writable();
      found(id).deleted = true;
    },
    undeleteEntry: async (id) => {
      writable();
      const entry = kept.get(id);
      if (entry) entry.deleted = false;
    },
    readHappened: async (text) => {
      const edtf = readHappenedWords(text);
      return edtf === null ? null : { edtf, shown: happenedInWords(edtf) };
    },
    listHistory: async (id) => {
      const entry = found(id);
      return entry.revisions.toReversed().map((revision, index): Revision => ({
        id: revision.id,
        at: revision.at,
        words: wordCount(revision.content.body),
        current: index === 0,
        title: revision.content.title,
      }));
    },
    readRevision: async (id) => {
      for (const entry of kept.values()) {
        const revision = entry.revisions.find((one) => one.id === id);
        if (revision) {
          return {
            ...shown(entry),
            revision: id,
            changed: revision.at,
            content: copy(revision.content),
            draft: false,
          };
        }
      }
      return fail('revision-not-found');
    },
    restoreRevision: async (id, revisionId) => {
      writable();
      const entry = found(id);
      const revision = entry.revisions.find((one) => one.id === revisionId);
      if (!revision) return fail('revision-not-found');
      entry.revisions.push({ id: nextId(), at: now(), content: copy(revision.content) });
      entry.draft = null;
      return shown(entry);
    },
    listTimeline: async (order, offset, limit) => {
      const sortKey = (item: Summary) =>
        order === 'happened' ? (item.happened ?? item.written).replace(/X/g, '9') : item.written;
      const items = living()
        .map(summary)
        .sort((a, b) => sortKey(b).localeCompare(sortKey(a)) || b.written.localeCompare(a.written));
      return { total: items.length, items: items.slice(offset, offset + limit) };
    },
    searchEntries: async (query) => {
      const wanted = looked(query.words);
      const hits = living()
        .filter((entry) => {
          const content = head(entry)?.content ?? blank();
          return (
            (query.kind === null || content.kind === query.kind) &&
            (query.person === null || content.people.includes(query.person)) &&
            (query.tag === null || content.tags.includes(query.tag))
          );
        })
        .flatMap((entry) => {
          const content = head(entry)?.content ?? blank();
          const names = content.people.map((id) => people.get(id)?.name ?? '');
          const excerpt = matches(content, entry.written, names, wanted);
          return excerpt ? [{ entry: summary(entry), excerpt }] : [];
        })
        .sort((a, b) => b.entry.written.localeCompare(a.entry.written));
      const page = hits.slice(query.offset, query.offset + query.limit);
      return { total: hits.length, ranked: hits.length, hits: page };
    },
    listPeople: async () => [...people.values()],
    savePerson: async (person) => {
      writable();
      const saved = { ...structuredClone(person), id: person.id || nextId() };
      people.set(saved.id, saved);
      return saved;
    },
    listTags: async () => {
      const counts = new Map<string, number>();
      for (const entry of living()) {
        for (const tag of head(entry)?.content.tags ?? [])
          counts.set(tag, (counts.get(tag) ?? 0) + 1);
      }
      return [...counts].map(([name, count]) => ({ name, count }));
    },
    importFolder: async () => {
      writable();
      work.stopped = false;
      const brought = manyEntries(40);
      for (const [done, { written, ...content }] of brought.entries()) {
        if (done % 4 === 0) {
          shell.emit({ kind: 'progress', progress: { task: 'import', done, total: 43 } });
          await new Promise((resolve) => setTimeout(resolve, pace));
        }
        if (wasStopped())
          return { found: 43, imported: 0, skipped: 0, failed: [], cancelled: true };
        const id = nextId();
        const full = { ...blank(), ...content };
        kept.set(id, {
          id,
          written,
          revisions: [{ id: nextId(), at: written, content: full }],
          draft: null,
          deleted: false,
          other: null,
        });
      }
      return {
        found: 43,
        imported: 40,
        skipped: 1,
        failed: [
          { name: 'old/latin-1.md', code: 'not-utf-8' },
          { name: 'scratch.md', code: 'front-matter-not-yaml' },
        ],
        cancelled: false,
      };
    },
    exportFolder: async (folder) => ({ entries: living().length, files: living().length, folder }),
    cancelWork: async () => {
      work.stopped = true;
    },
    ...memoryShare(journal),
    ...letters,
    ...files.calls,
    ...keys.calls,
    ...care,
    readSettings: async () => ({ ...settings }),
    saveSettings: async (changed) => {
      settings = { ...changed };
    },
    onEvent: async (handler) => {
      handlers.add(handler);
      return () => handlers.delete(handler);
    },
    onDrop: async (handler) => {
      drops.add(handler);
      return () => drops.delete(handler);
    },
  };

  const extras = {
    calls,
    failWith: (call: keyof Shell, code: string | null) => {
      if (code === null) failing.delete(call);
      else failing.set(call, code);
    },
    emit: (event: ShellEvent) => {
      if (event.kind === 'damaged') status = { ...status, readOnly: true };
      if (event.kind === 'rolled-back')
        status = { ...status, readOnly: true, rolledBack: ROLLED_BACK };
      for (const handler of [...handlers]) handler(event);
    },
    drop: (paths: string[]) => {
      for (const handler of [...drops]) handler(paths);
    },
    passphrase: 'correct horse battery staple',
    recoveryKey: MEMORY_KEY,
  };
  const pace = import.meta.env.MODE === 'test' ? 0 : 120;

  const shell: MemoryShell = Object.assign(Object.create(null) as object, counted(answers), extras);
  if (options.damaged === true) setTimeout(() => shell.emit({ kind: 'damaged' }), 500);
  return shell;

  /** Each call noted by name, and failed when a test asked for it. */
  function counted(all: Shell): Shell {
    const wrapped = Object.entries(all).map(([name, answer]) => [
      name,
      async (...args: unknown[]) => {
        calls.push(name);
        const code = failing.get(name);
        if (code !== undefined) fail(code);
        return (answer as (...given: unknown[]) => unknown)(...args);
      },
    ]);
    return Object.fromEntries(wrapped) as Shell;
  }
}

/** `?begin=open&many=5000&told&readonly&rolledback` in the address of the development page. */
function fromAddress(): MemoryOptions {
  const asked = new URLSearchParams(window.location.search);
  const begin = asked.get('begin');
  return {
    begin: begin === 'open' || begin === 'none' ? begin : 'locked',
    many: Number(asked.get('many') ?? 0),
    long: Number(asked.get('long') ?? 0),
    readOnly: asked.has('readonly'),
    filled: !asked.has('empty'),
    told: asked.has('told'),
    damaged: asked.has('damaged'),
    rolledBack: asked.has('rolledback'),
    openedBy: asked.has('bykey') ? 'recovery-key' : 'passphrase',
    workFactor: Number(asked.get('work') ?? 18),
    recents: asked.has('missing') ? 'missing' : asked.has('several') ? 'several' : 'one',
    movedTo: asked.get('moved'),
    hearsSystem: !asked.has('deaf'),
    protectsWindow: !asked.has('bare'),
    backup: asked.get('backup') === 'off' ? 'off' : asked.has('backup') ? 'problem' : 'on',
    check: asked.has('faults') ? 'faults' : 'sound',
    conflicts: asked.has('conflicts'),
    differences: Number(asked.get('differences') ?? 0),
  };
}

const nameOf = (where: string) =>
  where
    .split(/[/\\]/)
    .at(-1)
    ?.replace(/\.\w+$/, '') ?? '';

function recentOf(which: 'one' | 'several' | 'missing'): VaultPlace[] {
  const journal = { path: PLACE, name: 'journal', exists: which !== 'missing' };
  if (which === 'one') return [journal];
  return [
    journal,
    { path: '/media/you/STICK/travel.tellable', name: 'travel', exists: true },
    { path: '/home/you/وثائق/يوميات.tellable', name: 'يوميات', exists: true },
  ];
}
