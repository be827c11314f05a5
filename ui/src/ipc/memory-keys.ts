/** Keys, the recovery sheet, an older copy and a moved vault, answered from memory. */

import type {
  FaultView,
  KeyFacts,
  KeyOutcome,
  RecoverySheet,
  RecoveryShown,
  Secret,
  Shell,
  ShellEvent,
  VaultStatus,
} from './shell';

/** An invented key that opens nothing, the same key in words, and in the squares of a QR code. */
const GROUPS = [
  'AGE-SECRET-KEY-1',
  'DHGXZY',
  'WXFR05',
  'J6GGVP',
  'TFXYEE',
  'H6UEWT',
  'AP3X2K',
  'KXN6A3',
  'MUS5EE',
  '7G4SDG',
  'ZAM3',
];
const WORDS =
  'horse loan dutch milk mistake pigeon picnic army final obtain solar latin ' +
  'offer oak mail crawl help stable roast usage lunch ostrich silly innocent';
export const SQUARES = (
  '1fd350c7f 105b3a641 175d1f45d 174001c5d 175dedf5d 10458cf41 1fd55557f 000f47f00 13fdb3d97 ' +
  '021f1232d 13f07c814 138b79a9e 0850fd730 15921b0d2 057a974f2 181e2d4d3 1df78974e 050636541 ' +
  '18efb1e60 1da91fb57 0edaa2f28 11a09e8b7 117d7640d 170b5e542 1bd9e9ff5 001ed3318 1fd546151 ' +
  '105ef2510 17570f5f7 1757088a1 174e1c7af 1049b3b2a 1fdd8b472'
).split(' ');
const ASKED = [2, 5];

export const MEMORY_KEY = GROUPS.join('');
/** The groups that are asked for, as they would be typed. */
export const MEMORY_ANSWERS = ASKED.map((group) => GROUPS[group] ?? '');

/** What the keys of the memory shell may ask of the rest of it. */
export interface MemoryVault {
  status(): VaultStatus;
  change(patch: Partial<VaultStatus>): void;
  passphrase: string;
  /** Files that `beginVault` made, or that a rescue wrote. */
  made(path: string): void;
  emit(event: ShellEvent): void;
  startWork(): void;
  /** A breath between two steps of long work; false when it was asked to stop. */
  step(): Promise<boolean>;
  now(): string;
  fail(code: string, detail?: Record<string, string>): never;
}

export type KeyCalls = Pick<
  Shell,
  | 'findVault'
  | 'acceptCopy'
  | 'readKeys'
  | 'changePassphrase'
  | 'beginRecovery'
  | 'beginReseal'
  | 'beginRescue'
  | 'finishKey'
  | 'abandonKey'
  | 'recoverySheet'
  | 'printWindow'
  | 'copySecret'
  | 'readMachine'
>;

export interface MemoryKeyOptions {
  /** Below what the machine affords, so that raising is offered. */
  workFactor?: number;
  openedBy?: Secret['kind'];
  /** Where a vault that is no longer at its place is found. */
  movedTo?: string | null;
  hearsSystem?: boolean;
  protectsWindow?: boolean;
}

/** What the memory shell could not take along when it saves what can be saved. */
const LOST: FaultView[] = [
  {
    wrong: 'changed',
    record: 41,
    entry: '00000000000000000000000000000007',
    title: 'The demo that did not start',
    at: '2024-03-02T21:10:00+01:00',
    otherWhole: true,
  },
  { wrong: 'missing', record: 57, entry: null, title: null, at: null, otherWhole: false },
];

type Pending =
  | { kind: 'recovery' }
  | { kind: 'reseal'; next: string }
  | { kind: 'rescue'; next: string; path: string };

export function shown(): RecoveryShown {
  return { key: MEMORY_KEY, groups: GROUPS, asked: ASKED };
}

export function groupsAreRight(answers: readonly string[]): boolean {
  const plain = (text: string) => text.replace(/\s/g, '').toUpperCase();
  return MEMORY_ANSWERS.every((group, at) => plain(answers[at] ?? '') === plain(group));
}

/** Whether the text is the recovery key, as its line or as its words. */
export function isMemoryKey(text: string): boolean {
  const words = text.trim().toLowerCase().split(/\s+/).join(' ');
  return text.replace(/\s/g, '').toUpperCase() === MEMORY_KEY || words === WORDS;
}

export function memoryKeys(vault: MemoryVault, options: MemoryKeyOptions) {
  let facts: KeyFacts = {
    workFactor: options.workFactor ?? 18,
    advised: 18,
    guessMillis: 840,
    openedBy: options.openedBy ?? 'passphrase',
  };
  let pending: Pending | null = null;

  const open = () => {
    if (vault.status().state === 'locked') vault.fail('locked');
  };
  const writable = () => {
    open();
    if (vault.status().rolledBack) vault.fail('vault-rolled-back');
    if (vault.status().readOnly) vault.fail('vault-read-only');
  };
  const proven = (current: string | null) => {
    const right =
      current === null ? facts.openedBy === 'recovery-key' : current === vault.passphrase;
    if (!right) vault.fail('wrong-passphrase');
  };
  const begin = (next: Pending): RecoveryShown => {
    pending = next;
    vault.change({ state: 'confirming' });
    return shown();
  };
  const written = async (next: Exclude<Pending, { kind: 'recovery' }>): Promise<KeyOutcome> => {
    const total = 1204;
    vault.startWork();
    for (let done = 0; done < total; done += 43) {
      vault.emit({ kind: 'progress', progress: { task: 'rewrite', done, total } });
      if (!(await vault.step())) vault.fail('cancelled');
    }
    const rescued = next.kind === 'rescue';
    const report = {
      path: rescued ? next.path : (vault.status().path ?? ''),
      records: rescued ? total - LOST.length : total,
      purged: 3,
      drafts: 1,
      lost: rescued ? LOST : [],
      lostDrafts: 0,
    };
    if (next.kind === 'reseal') {
      vault.passphrase = next.next;
      facts = { ...facts, workFactor: facts.advised };
      return { kind: 'reseal', report };
    }
    vault.made(next.path);
    return { kind: 'rescue', report };
  };

  const calls: KeyCalls = {
    findVault: async () => {
      await vault.step();
      return options.movedTo ?? null;
    },
    acceptCopy: async () => {
      open();
      vault.change({ rolledBack: null, readOnly: false });
      return { ...vault.status() };
    },
    readKeys: async () => {
      open();
      return { ...facts };
    },
    changePassphrase: async (current, next) => {
      writable();
      proven(current);
      if (next === '') vault.fail('passphrase-invalid');
      vault.passphrase = next;
      facts = { ...facts, workFactor: Math.max(facts.workFactor, facts.advised) };
      return { ...facts };
    },
    beginRecovery: async (current) => {
      writable();
      proven(current);
      return begin({ kind: 'recovery' });
    },
    beginReseal: async (current, next) => {
      writable();
      proven(current);
      return begin({ kind: 'reseal', next });
    },
    beginRescue: async (path, next) => {
      open();
      if (path.includes('taken')) vault.fail('already-exists');
      return begin({ kind: 'rescue', next, path });
    },
    finishKey: async (answers) => {
      if (pending === null) return vault.fail('not-confirming');
      if (!groupsAreRight(answers)) return vault.fail('recovery-groups-wrong');
      const next = pending;
      pending = null;
      vault.change({ state: 'unlocked' });
      return next.kind === 'recovery' ? { kind: 'recovery' } : written(next);
    },
    abandonKey: async () => {
      if (pending) vault.change({ state: 'unlocked' });
      pending = null;
    },
    recoverySheet: async (): Promise<RecoverySheet> => {
      if (vault.status().state !== 'confirming') vault.fail('not-confirming');
      return {
        vaultName: vault.status().name ?? 'journal',
        date: vault.now().slice(0, 10),
        key: MEMORY_KEY,
        words: WORDS.split(' '),
        qr: pathOf(SQUARES),
        qrSize: SQUARES.length,
      };
    },
    printWindow: async () => {
      window.print();
    },
    copySecret: async () => undefined,
    readMachine: async () => ({
      protectsWindow: options.protectsWindow ?? true,
      hearsSystem: options.hearsSystem ?? true,
    }),
  };
  return { calls, openedBy: (kind: Secret['kind']) => void (facts = { ...facts, openedBy: kind }) };
}

/** Rows of squares, written in hexadecimal, as one SVG path. */
export function pathOf(rows: readonly string[]): string {
  return rows
    .flatMap((row, y) => {
      const squares = BigInt(`0x${row}`).toString(2).padStart(rows.length, '0');
      return [...squares.matchAll(/1+/g)].map(
        ({ 0: run, index }) => `M${index} ${y}h${run.length}v1h-${run.length}z`,
      );
    })
    .join('');
}
