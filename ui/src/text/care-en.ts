/** The sentences of backup, check, restore, a second copy and entries with two versions. */

import type { ConflictSide, DifferenceKind, FaultView } from '../ipc/shell';
import type { Answer, Changed, FieldName } from '../state/pieces';
import { number, writtenDay } from './dates';

const plural = (count: number, one: string, many: string) =>
  `${number(count)} ${count === 1 ? one : many}`;
const entries = (count: number) => plural(count, 'entry', 'entries');
const records = (count: number) => plural(count, 'record', 'records');

const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;
/** A size as a person reads it: "48 MB". */
function size(bytes: number): string {
  const step = Math.min(3, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  return new Intl.NumberFormat('en-GB', {
    style: 'unit',
    unit: units[step] ?? 'byte',
    maximumSignificantDigits: 3,
  }).format(bytes / 1000 ** step);
}

/** What is wrong with a record, by the codes of docs/vault-format.md. */
const wrongs: Record<string, string> = {
  truncated: 'The file ends too early.',
  file: 'A part of the file cannot be read.',
  meta: 'The first lines of the file do not fit the rest.',
  'passphrase-slot':
    'The place that the passphrase opens was changed. The recovery key may still open this vault.',
  'recovery-slot':
    'The place that the recovery key opens was changed. The passphrase still opens this vault.',
  head: 'The last line of the vault, which says how far it goes, is missing or does not open.',
  chain: 'The order of what was written does not fit what was kept of it.',
  count: 'There are more or fewer records than there should be.',
  missing: 'What was written here is not in the file any more.',
  unexpected: 'There is something in the file that was not written by this vault.',
  changed: 'Its bytes are not the ones that were written.',
  unopened: 'It does not open with the key of this vault.',
  foreign: 'It was made for another vault.',
  misplaced: 'It stands at the place of another.',
  malformed: 'It opens, but what is in it has no shape that Tellable knows.',
  newer: 'It was written by a newer Tellable, which can read it.',
  vanished: 'Its content is gone, and nobody removed it on purpose.',
  draft: 'A draft does not open. What was saved before it is safe.',
  'not-understood': 'It opens, but what is in it is not what should be there.',
};

const differences: Record<DifferenceKind, { one: string; about: string }> = {
  'only-there': { one: 'Only in the copy', about: 'You do not have these here.' },
  'newer-there': { one: 'Newer in the copy', about: 'You wrote on in them there.' },
  'both-changed': { one: 'Changed in both', about: 'You wrote on in them here and there.' },
  'newer-here': { one: 'Newer here', about: 'You wrote on in them here.' },
  'only-here': { one: 'Only here', about: 'The copy does not have these.' },
};

const fields: Record<FieldName, string> = {
  title: 'Title',
  happened: 'When it happened',
  kind: 'Kind',
  place: 'Place',
  people: 'People',
  tags: 'Tags',
  feeling: 'Feeling',
};

const answers: Record<Answer, string> = {
  here: 'Here',
  there: 'There',
  both: 'Both, in this order',
  anew: 'Write anew',
};

export const careText = {
  size,
  /** How much of long work is done. */
  part: (done: number, total: number) =>
    total === 0 ? '' : `${number(Math.floor((done / total) * 100))} %`,
  live: {
    backedUp: 'Backed up',
    quarters: ['begun', 'a quarter done', 'half done', 'three quarters done'],
  },
  actions: {
    backUp: 'Back up now',
    check: 'Check my vault',
    restore: 'Restore from a backup',
    merge: 'Bring in another copy of this vault',
    conflicts: 'Entries changed on two devices',
  },
  backup: {
    title: 'Backup',
    intro:
      'After you unlock, and when something has changed, Tellable copies this vault into a folder of your choice, opens the copy and checks it. The copy is encrypted as the vault is.',
    folder: 'Folder for backups',
    folderHint: 'Best on another disk, or a stick that does not lie beside this machine.',
    on: 'Back up into this folder',
    into: 'Into',
    change: 'Another folder…',
    keepFolder: 'Keep the folder as it is',
    off: 'Turn off',
    turnedOff: 'No backup is made by itself any more. Those that are there stay.',
    turnedOn: 'Backups go into that folder from now on.',
    kept: 'Kept are one a day for 7 days, one a week for 8 weeks and one a month for 12 months. The newest always stays, and a new backup takes the place of an old one only after it was checked.',
    now: 'Back up now',
    again: 'Try again',
    running: 'Backing up',
    checkingCopy: 'The copy is checked before it counts.',
    waits: 'Something has changed since the last backup.',
    done: 'Everything is backed up.',
    none: 'There is no backup yet.',
    list: 'Backups, newest first',
    at: 'Made',
    bytes: 'Size',
    all: (count: number) => `Show all ${number(count)}`,
    fewer: 'Show fewer',
    failed: 'The last backup was not made.',
    failedFolder: 'If the folder is on a stick or another disk, connect it.',
    failedBehind: (why: string) => `The backup was not made. ${why}`,
    look: 'Look at it',
  },
  acts: {
    title: 'Check and restore',
    check: 'Check my vault…',
    checkHint: 'Opens every record and says what it finds. Nothing is changed by it.',
    restore: 'Restore from a backup…',
    restoreHint: 'Shows first what is different. Nothing happens before you choose.',
    merge: 'Bring in another copy…',
    mergeHint: 'For a vault you wrote in on two machines: brings together what both have.',
    mergeReadOnly: 'This vault cannot be written here, so nothing can be brought into it.',
    conflicts: (count: number) => `${entries(count)} changed on two devices`,
    conflictsHint: 'Two versions wait to be made one. Nothing is lost meanwhile.',
    conflictsGo: 'Look at them…',
  },
  check: {
    title: 'Check my vault',
    running: 'Opening every record',
    close: 'It goes on when you close this.',
    stopped: (whole: number, total: number) =>
      `Stopped. ${number(whole)} of ${records(total)} were opened, and they are what was written. Nothing was changed.`,
    stoppedEarly: 'Stopped before the end. Nothing was changed.',
    sound: (total: number) => `All ${records(total)} opened and are what was written.`,
    soundOne: 'The one record opened and is what was written.',
    faults: (whole: number, total: number) =>
      `${number(whole)} of ${records(total)} opened and are what was written. This is what was found:`,
    lines: {
      entries: 'Entries',
      attachments: 'Photos, sounds and files',
      drafts: 'Drafts',
      purged: 'Removed for good, on purpose',
      index: 'Search',
    },
    index: {
      sound: 'Fits the records',
      'made-anew': 'Did not fit, and was made anew from the records',
    },
    safe: 'Nothing was changed or deleted. What is whole can be read as before.',
    next: 'What you can do',
    nextRestore: 'A backup from before the damage has what is missing here.',
    nextRescue: 'If there is no such backup, save what is whole into a new vault.',
    restore: 'Restore from a backup…',
    rescue: 'Save what can be saved…',
    again: 'Check again',
    done: 'Done',
  },
  copy: {
    restoreTitle: 'Restore from a backup',
    mergeTitle: 'Bring in another copy',
    restoreIntro:
      'First you see what is in the backup and how it differs. Nothing happens before you choose.',
    restoreLockedIntro:
      'The backup is opened for reading and written out as a new vault. The backup itself stays as it is.',
    mergeIntro:
      'A copy of this vault that you wrote in somewhere else: on a laptop, on a stick. First you see what would come.',
    which: 'Which backup',
    file: 'A file…',
    fileAbout: 'A backup or a vault anywhere on this machine.',
    path: 'The file',
    pathMerge: 'The other copy',
    secretIs: 'Open it with',
    passphrase: 'Passphrase',
    key: 'Recovery key',
    ofCopy: 'Passphrase of the copy',
    keyOfCopy: 'Recovery key of the copy',
    older:
      'A copy opens with what opened the vault when it was made. If you changed your passphrase or your recovery key since, it is the older one.',
    look: 'Look at the copy',
    looking: 'Comparing',
    opening: 'Opening it. This takes a moment by design.',
    stopped: 'Stopped. Nothing was changed.',
    another: 'Choose another copy',
    back: 'Back to settings',
    backToStart: 'Back',
  },
  rehearsal: {
    title: 'What is in it',
    last: (moment: string) => `Last changed on ${moment}.`,
    empty: 'Nothing was ever written in it.',
    there: 'In the copy',
    here: 'Here',
    lines: {
      entries: 'Entries',
      records: 'Records',
      people: 'People',
      drafts: 'Drafts',
      peopleOnly: 'People of whom only the copy says something',
      draftsOnly: 'Drafts that only the copy has',
    },
    differs: 'How it differs',
    same: 'Nothing differs: every entry is the same here and there.',
    kinds: differences,
    cut: (shown: number, total: number) =>
      `The first ${number(shown)} of ${number(total)} are shown.`,
    faults: (count: number) =>
      `${plural(count, 'record', 'records')} of the copy ${count === 1 ? 'is' : 'are'} damaged and cannot come along. Everything else can.`,
    otherVault:
      'This is another vault, not a copy of the one that is open. It can be written beside it as a file of its own, and nothing of it can be brought in here.',
    untitled: 'Untitled',
  },
  choices: {
    title: 'What is to happen',
    label: 'What is to happen with this copy',
    replace: {
      name: 'Put it in the place of this vault',
      about: (when: string, lost: number | null) =>
        `This vault goes back to how it was on ${when}. ${
          lost === null
            ? 'What was written since is not in it.'
            : lost === 0
              ? 'Nothing of yours is only here.'
              : `${entries(lost)} that you wrote or changed here since ${lost === 1 ? 'is' : 'are'} not in it.`
        } The file that stands here now is set aside under another name, which is shown to you, and is never deleted. Tellable locks afterwards.`,
    },
    beside: {
      name: 'Write it beside, as a new file',
      about:
        'This vault stays as it is. The other one becomes a vault of its own that you can open.',
    },
    merge: {
      name: 'Bring in what is missing here',
      about: (coming: number | null, both: number | null) =>
        `${coming === null ? 'What is only there comes in.' : coming === 0 ? 'No entry would come in.' : `${entries(coming)} would come in.`} Nothing here is replaced${
          both === null || both === 0
            ? '.'
            : `, and ${entries(both)} changed in both ${both === 1 ? 'keeps' : 'keep'} both versions until you join them.`
        }`,
    },
    target: 'Where the new file is to stand',
    targetHint: 'A new name. A file that is there already is never written over.',
    replaceGo: 'Put it in place',
    besideGo: 'Write the new file',
    mergeGo: 'Bring it in',
    replacing: 'Putting it in place',
    besiding: 'Writing the new file',
    merging: 'Bringing it in',
  },
  merge: {
    nothing: 'There is nothing in that copy that was not here. Nothing was changed.',
    done: (count: number) => `${records(count)} came in.`,
    doneBehind: 'The other copy was brought in.',
    lines: {
      records: 'Records that came in',
      entries: 'New entries',
      both: 'Changed in both',
      purged: 'Removed here, as you did there',
      unreadable: 'Not readable in the copy',
    },
    bothTitle: 'Changed on two devices',
    bothAbout: 'Both versions are here. Make them one when you like.',
    copyStays: 'The copy was not changed.',
    join: 'Look at both',
    done2: 'Done',
  },
  restored: {
    replacedTitle: 'The backup is in place',
    replaced: 'It stands where your vault stood:',
    setAside: 'What stood there before was not deleted. It is now:',
    unlockWith: 'Unlock it with the passphrase or recovery key of the backup.',
    unlock: 'Go to unlock',
    besideTitle: 'The new file is written',
    beside: 'It is a vault of its own:',
    besideOpen:
      'To open it, lock this vault and choose the file. It opens with the passphrase or recovery key of the backup.',
    done: 'Done',
  },
  conflicts: {
    title: 'Changed on two devices',
    intro:
      'These entries were changed in two copies of this vault. Both versions are safe in the history. Make each of them one when you like.',
    none: 'No entry has two versions.',
  },
  banner: {
    text: 'Changed on two devices. You see one of two versions; both are kept. Make them one to write on.',
    draft:
      'Changed on two devices. You see a draft that was not saved; both versions are kept. Make them one to write on.',
    go: 'Look at both',
  },
  joining: {
    name: 'Two versions of one entry',
    untitled: 'Untitled',
    thisDevice: 'this device',
    otherDevice: 'another device',
    cameAlong: 'a draft that came along with a copy',
    here: 'Here',
    there: 'There',
    side: (side: string, device: string, moment: string) => `${side}: ${device}, ${moment}`,
    progress: (done: number, total: number) =>
      total === 0 ? 'Nothing to choose' : `${number(done)} of ${number(total)} chosen`,
    safe: 'Both versions stay in the history, whatever you choose.',
    save: 'Save as one',
    saving: 'Saving…',
    notYet: 'Some places still wait for your choice.',
    undo: 'Undo',
    keys: 'Keys',
    leave: 'Leave for now',
    fields,
    answers,
    both: 'Changed on both',
    text: 'Text',
    bothText: 'Changed here and there',
    changed: (changed: Exclude<Changed, 'both'>, removed: boolean, added: boolean) =>
      `${removed ? 'Taken out' : added ? 'Added' : 'Changed'} ${changed === 'here' ? 'here' : 'there'}`,
    left: ', left as it was',
    leaveAsWas: 'Leave as it was',
    takeChange: 'Take the change',
    before: 'How it was before',
    empty: 'Nothing stands here.',
    goneHere: 'Taken out here',
    goneThere: 'Taken out there',
    written: 'Your words',
    choice: (at: number, of: number, what: string) => `Choice ${at} of ${of}: ${what}`,
    result: 'As it will be',
    versions: 'Both versions',
    waiting: 'Waits for your choice',
    union: 'Both together',
    none: 'None',
    chosen: (what: string, open: number) =>
      open === 0 ? `${what}. Everything is chosen.` : `${what}. ${number(open)} still open.`,
    undone: 'Taken back.',
    saved: 'The two versions are one. Both are in the history.',
    another: 'Saved. One more version of this entry waits.',
    nothing: 'This entry has one version only. There is nothing to join.',
    draft:
      'There is also a draft of this entry that was not saved. It goes to the history when you save, or you take it as the one version.',
    draftRead: 'Read the draft',
    draftTake: 'Take the draft',
    keysTitle: 'Keys for joining',
    keyList: [
      ['J', 'Next choice'],
      ['K', 'Previous choice'],
      ['1', 'Here'],
      ['2', 'There'],
      ['3', 'Both, in this order'],
      ['E', 'Write anew'],
      ['U', 'Undo'],
      ['$mod+Enter', 'Save as one'],
      ['Esc', 'Leave for now'],
    ] as const,
  },
};

/** One fault of the check in a sentence that names what it is about. */
export function faultSentence(fault: FaultView): string {
  const { wrong, record, title, at, entry, otherWhole } = fault;
  const day = at === null ? '' : `, written ${writtenDay(at)}`;
  const about =
    title !== null && title !== ''
      ? `“${title}”${day}.`
      : entry !== null
        ? `An entry without a title${day}.`
        : record !== null
          ? `Record ${number(record)}, and it cannot be told what it belonged to.`
          : 'The file itself.';
  const what = wrongs[wrong] ?? `Something is wrong with it (${wrong}).`;
  const other =
    entry === null
      ? ''
      : otherWhole
        ? ' Another version of this entry is whole and can be read.'
        : ' No other version of this entry is whole.';
  return `${about} ${what}${other}`;
}

/** Who saved a version. A device that the program named itself has no name that a person knows. */
export function writerOf({
  device,
  thisDevice,
}: Pick<ConflictSide, 'device' | 'thisDevice'>): string {
  const t = careText.joining;
  if (thisDevice) return t.thisDevice;
  if (device === '') return t.cameAlong;
  return /^[0-9a-f]{32}$/.test(device) ? t.otherDevice : device;
}
