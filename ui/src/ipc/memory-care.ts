/** Backups, a second copy, the check and entries with two versions, answered from memory. */

import { piecesOf } from './memory-pieces';
import type {
  BackupFacts,
  BackupFile,
  CheckReport,
  Conflict,
  Content,
  DifferentEntry,
  Failure,
  FaultView,
  Rehearsal,
  Shell,
  ShellEvent,
  Summary,
  Task,
  VaultStatus,
} from './shell';

/** A version that came with another copy and stands beside the entry's own. */
export interface OtherVersion {
  id: string;
  at: string;
  device: string;
  content: Content;
  base: Content | null;
}
interface KeptEntry {
  id: string;
  written: string;
  revisions: { id: string; at: string; content: Content }[];
  draft: Content | null;
  deleted: boolean;
  other: OtherVersion | null;
}

/** What this part may ask of the rest of the memory shell. */
export interface MemoryCare {
  status(): VaultStatus;
  passphrase(): string;
  kept: Map<string, KeptEntry>;
  found(id: string): KeptEntry;
  summary(entry: KeptEntry): Summary;
  people(): number;
  nextId(): string;
  now(): string;
  lock(): void;
  emit(event: ShellEvent): void;
  startWork(): void;
  /** A breath between two steps of long work; false when it was asked to stop. */
  step(): Promise<boolean>;
  writable(): void;
  fail(code: string, detail?: Record<string, string>): never;
}

export interface MemoryCareOptions {
  /** `off`: no folder is set. `problem`: the last one failed. */
  backup?: 'off' | 'on' | 'problem';
  /** What the check finds. */
  check?: 'sound' | 'faults';
  /** Entries that have two versions from the beginning. */
  conflicts?: boolean;
  /** Differences to a copy, for a long list. */
  differences?: number;
}

export type CareCalls = Pick<
  Shell,
  | 'readBackups'
  | 'setBackupFolder'
  | 'backUpNow'
  | 'rehearse'
  | 'restore'
  | 'mergeCopy'
  | 'abandonRehearsal'
  | 'checkVault'
  | 'listConflicts'
  | 'readConflict'
>;

/** The passphrase of backups that were made before it was changed. */
export const OLDER_PASSPHRASE = 'the older passphrase';

/** The dates of a year of backups as the rotation leaves them, newest first, in days before today. */
const AGES = [0, 1, 2, 3, 4, 5, 6, 13, 20, 27, 34, 41, 48, 55, 83, 113, 144, 174, 205, 236, 266];
const TODAY = Date.UTC(2026, 10, 22, 8, 12);

function backupsIn(folder: string): BackupFile[] {
  return AGES.map((age, index) => {
    const at = new Date(TODAY - age * 86_400_000).toISOString();
    const name = `journal ${at.slice(0, 10)} ${at.slice(11, 16).replace(':', '')}.tellable`;
    return {
      path: `${folder}/${name}`,
      name,
      at: `${at.slice(0, 19)}+01:00`,
      bytes: 48_300_000 - index * 1_240_000,
    };
  });
}

const FAULTS: FaultView[] = [
  {
    wrong: 'changed',
    record: 217,
    entry: '5',
    title: 'What I did not say to Maria',
    at: '2024-09-03T23:50:00+02:00',
    otherWhole: true,
  },
  {
    wrong: 'unopened',
    record: 318,
    entry: '7',
    title: 'The summer of the boat',
    at: '2024-08-12T10:31:00+02:00',
    otherWhole: false,
  },
  { wrong: 'missing', record: 402, entry: null, title: null, at: null, otherWhole: false },
];

export function memoryCare(vault: MemoryCare, options: MemoryCareOptions) {
  let folder = options.backup === 'off' ? null : '/media/you/STICK/Backups';
  let files = folder === null ? [] : backupsIn(folder);
  let changedSince = true;
  let problem: Failure | null =
    options.backup === 'problem' ? { code: 'folder-not-found', detail: {} } : null;
  let rehearsed: { path: string; rehearsal: Rehearsal; differences: Difference[] } | null = null;
  const merged = new Set<string>();

  const facts = (): BackupFacts => ({ folder, files: [...files], problem, changedSince });
  const living = () =>
    [...vault.kept.values()].filter((entry) => !entry.deleted && entry.revisions.length > 0);
  const head = (entry: KeptEntry) => entry.revisions.at(-1);

  /** So many steps with progress; fails as stopped when it was asked to. */
  async function steps(task: Task, total: number, unit = 1) {
    vault.startWork();
    for (let done = 0; done <= total; done += Math.max(1, Math.round(total / 24))) {
      vault.emit({ kind: 'progress', progress: { task, done: done * unit, total: total * unit } });
      if (!(await vault.step())) return false;
    }
    return true;
  }

  interface Difference {
    entry: DifferentEntry;
    /** Brings it in. */
    bring?: () => Summary | null;
  }

  function differencesTo(path: string): Difference[] {
    if (merged.has(path)) return [];
    const here = living();
    const [second, third, , , fifth, sixth] = here;
    const about = (entry: KeptEntry, kind: DifferentEntry['kind'], changed: string) => ({
      kind,
      title: head(entry)?.content.title ?? '',
      happened: head(entry)?.content.happened ?? null,
      changed,
    });
    const found: Difference[] = [];
    const title = 'Written on the train, on the laptop';
    found.push({
      entry: {
        kind: 'only-there',
        title,
        happened: '2026-11-21',
        changed: '2026-11-21T18:20:00+01:00',
      },
      bring: () => {
        const id = vault.nextId();
        const content = contentOf({
          title,
          happened: '2026-11-21',
          body: 'Two hours, no window seat.',
        });
        const at = '2026-11-21T18:20:00+01:00';
        vault.kept.set(id, {
          id,
          written: at,
          revisions: [{ id: vault.nextId(), at, content }],
          draft: null,
          deleted: false,
          other: null,
        });
        return null;
      },
    });
    if (second)
      found.push({
        entry: about(second, 'both-changed', '2026-11-21T19:02:00+01:00'),
        bring: () => part(second),
      });
    if (third) found.push({ entry: about(third, 'newer-here', '2026-11-20T09:00:00+01:00') });
    if (fifth)
      found.push({
        entry: about(fifth, 'newer-there', '2026-11-21T19:30:00+01:00'),
        bring: () => {
          const content = structuredClone(head(fifth)?.content ?? contentOf({}));
          content.body += '\n\nRead it again tonight. It still holds.';
          fifth.revisions.push({ id: vault.nextId(), at: '2026-11-21T19:30:00+01:00', content });
          return null;
        },
      });
    if (sixth) found.push({ entry: about(sixth, 'only-here', '2026-11-22T07:15:00+01:00') });
    for (let index = found.length; index < (options.differences ?? 0); index += 1) {
      found.push({
        entry: {
          kind: 'only-here',
          title: `A walk by the river, the ${index}th`,
          happened: '2026-11',
          changed: '2026-11-22T07:15:00+01:00',
        },
      });
    }
    return found;
  }

  /** Gives the entry a second version, with a paragraph changed on both sides and one on each. */
  function part(entry: KeptEntry): Summary | null {
    const now = head(entry);
    if (now === undefined || entry.other !== null) return null;
    const base = structuredClone(now.content);
    const lines = base.body.split('\n\n');
    const here = [...lines];
    const there = [...lines];
    here[0] = `${lines[0] ?? ''} I have told this twice now, and the cable gets shorter each time.`;
    there[0] = `${lines[0] ?? ''} Nobody looked at the clock but me.`;
    if (lines.length > 2) {
      there[2] = `${lines[2] ?? ''}, and how long that took`;
      here[lines.length - 1] = `${lines.at(-1) ?? ''}\n> Ana said that, on the stairs.`;
    }
    there.push('Written on the way home, on the laptop.');
    const at = '2026-11-21T21:40:00+01:00';
    entry.revisions.push({
      id: vault.nextId(),
      at,
      content: {
        ...base,
        body: here.join('\n\n'),
        title: `${base.title}, told again`,
        tags: [...base.tags, 'belonging'],
        place: 'Porto, the small room',
      },
    });
    entry.other = {
      id: vault.nextId(),
      at: '2026-11-21T19:02:00+01:00',
      device: 'anas-laptop',
      content: {
        ...base,
        body: there.join('\n\n'),
        title: 'The demo, and the cable',
        tags: [...base.tags, 'cables'],
        feeling: { valence: -1, words: ['ashamed', 'then amused'] },
      },
      base,
    };
    return vault.summary(entry);
  }

  if (options.conflicts === true) living().slice(0, 2).forEach(part);

  const calls: CareCalls = {
    readBackups: async () => facts(),
    setBackupFolder: async (next) => {
      if (next?.includes('missing')) vault.fail('folder-not-found');
      if (next?.includes('readonly')) vault.fail('folder-read-only');
      folder = next;
      files = next === null ? [] : next.endsWith('Backups') ? backupsIn(next) : [];
      problem = null;
      return facts();
    },
    backUpNow: async () => {
      if (folder === null) return vault.fail('folder-not-found');
      if (!(await steps('backup', 48, 1_000_000))) return vault.fail('stopped');
      const at = vault.now();
      const name = `journal ${at.slice(0, 10)} ${at.slice(11, 16).replace(':', '')}.tellable`;
      files = [{ path: `${folder}/${name}`, name, at, bytes: 48_412_000 }, ...files.slice(0, 26)];
      problem = null;
      changedSince = false;
      return facts();
    },
    rehearse: async (path, secret) => {
      if (path.includes('missing')) vault.fail('vault-not-found');
      if (path.endsWith('.txt')) vault.fail('not-a-vault');
      const older = files.slice(7).some((file) => file.path === path);
      const right = older ? OLDER_PASSPHRASE : vault.passphrase();
      if (secret.kind === 'passphrase' && secret.text !== right) vault.fail('wrong-passphrase');
      const open = vault.status().state === 'unlocked';
      if (open && !(await steps('compare', 1204))) return vault.fail('stopped');
      const differences = open ? differencesTo(path) : [];
      const file = files.find((one) => one.path === path);
      const sameVault = !path.includes('another');
      const rehearsal: Rehearsal = {
        name: path.split('/').at(-1) ?? path,
        at: file?.at ?? '2026-11-21T21:44:00+01:00',
        entriesThere: 408,
        entriesHere: open ? 412 : null,
        recordsThere: 1187,
        recordsHere: open ? 1204 : null,
        people: vault.people(),
        drafts: 1,
        different: sameVault ? differences.slice(0, 200).map(({ entry }) => entry) : [],
        differentTotal: sameVault ? differences.length : 0,
        faults: path.includes('damaged') ? 2 : 0,
        sameVault,
      };
      rehearsed = { path, rehearsal, differences };
      return rehearsal;
    },
    restore: async (how, path) => {
      if (rehearsed === null) return vault.fail('vault-not-found');
      rehearsed = null;
      if (how === 'beside') {
        if (path?.includes('taken') !== false) return vault.fail('already-exists');
        return { path, setAside: null };
      }
      const place = vault.status().path ?? '';
      vault.lock();
      return {
        path: place,
        setAside: place.replace(/\.tellable$/, ' set aside 2026-11-22.tellable'),
      };
    },
    mergeCopy: async () => {
      vault.writable();
      if (rehearsed === null) return vault.fail('vault-not-found');
      if (!rehearsed.rehearsal.sameVault) return vault.fail('other-vault');
      if (!(await steps('merge', 1187))) return vault.fail('stopped');
      const { path, differences } = rehearsed;
      rehearsed = null;
      merged.add(path);
      const both = differences.flatMap(({ bring }) => bring?.() ?? []);
      const brought = differences.filter(({ bring }) => bring !== undefined).length;
      return {
        records: brought,
        entriesNew: differences.filter(({ entry }) => entry.kind === 'only-there').length,
        bothChanged: both,
        purged: 0,
        unreadable: 0,
      };
    },
    abandonRehearsal: async () => {
      rehearsed = null;
    },
    checkVault: async () => {
      const records = 1204;
      const whole = await steps('check', records);
      const faults = options.check === 'faults' && whole ? FAULTS : [];
      const report: CheckReport = {
        records,
        whole: whole ? records - faults.length : 602,
        purged: 2,
        drafts: 1,
        entries: 412,
        attachments: 36,
        index: faults.length > 0 ? 'made-anew' : 'sound',
        faults,
        sound: whole && faults.length === 0,
        cancelled: !whole,
      };
      return report;
    },
    listConflicts: async () =>
      living()
        .filter((entry) => entry.other !== null)
        .map((entry) => vault.summary(entry)),
    readConflict: async (id) => {
      const entry = vault.found(id);
      const now = head(entry);
      const { other } = entry;
      if (now === undefined || other === null) return vault.fail('no-conflict');
      const conflict: Conflict = {
        entry: id,
        base: structuredClone(other.base),
        here: {
          revision: now.id,
          at: now.at,
          device: 'this machine',
          thisDevice: true,
          content: structuredClone(now.content),
        },
        there: {
          revision: other.id,
          at: other.at,
          device: other.device,
          thisDevice: false,
          content: structuredClone(other.content),
        },
        pieces: piecesOf(other.base?.body ?? '', now.content.body, other.content.body),
        heads: 2,
      };
      return conflict;
    },
  };
  return calls;
}

function contentOf(some: Partial<Content>): Content {
  return {
    title: '',
    body: '',
    kind: null,
    happened: null,
    place: null,
    people: [],
    tags: [],
    feeling: null,
    ...some,
  };
}
