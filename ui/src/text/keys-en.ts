import type { RewriteReport, RolledBack } from '../ipc/shell';
import { number, writtenMoment } from './dates';
import {
  BEYOND,
  CARDS,
  dollars,
  memoryOf,
  priceOf,
  roughly,
  span,
  strongDollarsAnHour,
  strongRate,
  USUAL,
  WORD_LOG10,
} from './guessing';

const plural = (count: number, one: string, many: string) =>
  `${number(count)} ${count === 1 ? one : many}`;

/** 840 is "0.8 seconds". */
const seconds = (millis: number) =>
  millis < 100
    ? 'less than a tenth of a second'
    : `${number(Math.round(millis / 100) / 10)} ${millis >= 950 && millis < 1050 ? 'second' : 'seconds'}`;

export const keysText = {
  title: 'Keys',
  unknown: 'The keys of this vault could not be read just now. Your entries are not affected.',
  openedBy: {
    passphrase: 'Your passphrase opened this vault.',
    'recovery-key': 'The recovery key opened this vault.',
  },
  cost: (workFactor: number, guessMillis: number) =>
    `Each guess at the passphrase costs 2^${workFactor} steps and ${number(memoryOf(workFactor))} MB of memory. One guess took ${seconds(guessMillis)} on this machine.`,
  strong: (workFactor: number) =>
    `Somebody who has the file and rents ${number(CARDS)} graphics cards tries at most about ${roughly(strongRate(workFactor))} a second, for about ${number(strongDollarsAnHour)} dollars an hour. Three words drawn with dice then cost them ${priceOf(3 * WORD_LOG10, workFactor)} to find, and four words ${priceOf(4 * WORD_LOG10, workFactor)}. Words that a person thinks up cost less.`,
  costLabel: 'Cost of guessing',
  acts: {
    change: 'Change passphrase…',
    changeHint: 'Takes a moment. Your entries are not touched, and the recovery key stays.',
    raise: 'Raise the cost…',
    raiseHint: (from: number, to: number) =>
      `This machine affords 2^${to}. Each guess, and each unlocking, then costs ${to - from === 1 ? 'twice' : `${number(2 ** (to - from))} times`} as much.`,
    recovery: 'New recovery key…',
    recoveryHint: 'When the paper is lost, or somebody may have seen it.',
    reseal: 'Re-seal everything…',
    resealHint: 'When somebody knew a key of this vault and may have a copy of the file.',
    readOnly: 'This vault can only be read here, so its keys stay as they are.',
    which:
      'A new passphrase or recovery key keeps out whoever has no older copy of the file. Somebody who knew the old one and has an older copy, or a backup, can still open that, and with what is in it also a later copy of this file. Re-sealing ends the second. Nothing ends the first: what such a copy holds stays readable to them.',
  },
  banner: {
    text: 'The recovery key opened this vault. If the passphrase is lost, set a new one now.',
    set: 'Set a new passphrase',
    later: 'Not now',
  },
  // One dialog for the passphrase.
  change: {
    title: 'Change passphrase',
    raiseTitle: 'Raise the cost of guessing',
    newTitle: 'Set a new passphrase',
    intro:
      'The new passphrase opens this vault from the next time on. Backups and copies made before still open with the old one.',
    raiseIntro: (from: number, to: number) =>
      `Your passphrase stays. It is wrapped again at 2^${to} instead of 2^${from}, which this machine is quick enough for. It is never lowered again.`,
    raises: (from: number, to: number) =>
      `This machine is quick enough for a higher cost of guessing, so it is raised from 2^${from} to 2^${to} on the way.`,
    current: 'Passphrase until now',
    same: 'Passphrase',
    next: 'New passphrase',
    again: 'New passphrase again',
    hint: 'Several words that do not belong together are strong and easy to remember.',
    currentMissing: 'Type the passphrase that opens this vault now.',
    nextMissing: 'A vault needs a passphrase.',
    different: 'These two are not the same yet.',
    working: 'Wrapping the keys. This takes a moment by design.',
    act: 'Change passphrase',
    setAct: 'Set passphrase',
    raiseAct: 'Raise the cost',
    changed: 'The new passphrase opens this vault from now on. The old one does not.',
    raised: (workFactor: number) =>
      `Each guess at the passphrase of this vault costs 2^${workFactor} steps from now on.`,
    copies: 'Backups and copies made before still open with the old passphrase.',
    done: 'Done',
  },
  /** What guessing this passphrase costs; `guessMillis` is one guess on this machine. */
  guess: (log10: number, workFactor = USUAL, guessMillis = 1000) => {
    if (dollars(log10, workFactor) >= BEYOND)
      return 'By this estimate it costs more to guess than anybody has.';
    const here = span((10 ** log10 * guessMillis) / 1000);
    return `About ${roughly(10 ** log10)} guesses. To somebody who has the file they cost ${priceOf(log10, workFactor)} on rented graphics cards, or ${here} on one computer.`;
  },
  estimate: 'This is an estimate. What you know of yourself, others may know too.',
  oneMore: (times: number) =>
    `One more word drawn by chance costs ${number(times)} times as much to guess.`,
  // A key that is shown and asked for, when a vault is made and afterwards.
  key: {
    label: 'Recovery key',
    form: 'Shown as',
    forms: { line: 'Key', words: 'Words', code: 'QR code' },
    wordsAbout:
      'The same key as 24 words, in this order. The last one holds a checksum, so a mistake is noticed. Afterwards you are asked for groups of the key, so note that too, or print the sheet.',
    codeAbout:
      'The same key for the camera of a device you trust. A photo that goes to a cloud gives the key away.',
    codeLabel: 'The recovery key as a QR code',
    group: (index: number) => `Group ${index}`,
    copy: 'Copy',
    copied:
      'Copied. It vanishes from the clipboard after 30 seconds. Until then other programs can read it.',
    copyFailed: 'This system did not let it be copied. Write it on paper.',
    print: 'Print the sheet…',
    written: 'I have written it down',
    again: 'Show the key again',
    asked:
      'Type these groups as they stand on your paper. Nothing is changed before they are right.',
    wrong:
      'These are not those groups. Nothing was changed. Look at your paper again, or at the key once more.',
  },
  sheet: {
    title: 'Recovery sheet',
    about: 'This is how it is printed. Whoever holds the paper can open the vault.',
    print: 'Print',
    printers:
      'Use a printer you trust: some keep what they printed, and an office printer is shared.',
    heading: (name: string) => `Recovery key of the vault “${name}”`,
    drawn: (day: string) => `Drawn on ${day}`,
    keep: 'Whoever has this paper can read everything in the vault. Keep it where you keep what matters, away from the computer, and show it to nobody you would not show the vault.',
    line: 'The key',
    words: 'The same key in words',
    wordsAbout:
      'English words of the BIP 39 list, in this order. The last holds a checksum: a word read wrongly is noticed.',
    code: 'The same key for a camera',
    steps: 'What to do when the passphrase is lost',
    todo: [
      'Find the vault, a file that ends in .tellable, on the computer, on a backup or on a stick. This paper alone opens nothing.',
      'Start Tellable, choose that file, and press “Use the recovery key instead”.',
      'Type the key or the 24 words. Large and small letters and spaces do not matter.',
      'Tellable offers to set a new passphrase. Do it, and keep this paper: it still opens the vault.',
      'Without Tellable: put the key in a text file and use the free program age with it (age -d -i). The guide docs/recovery.md, which comes with Tellable, shows each step.',
    ],
    place: 'Where the vault and its backups are, to be filled in by hand',
    void: 'If a newer recovery sheet was made for this vault, this one opens only copies that are older.',
  },
  // The three ceremonies.
  titles: {
    recovery: 'New recovery key',
    reseal: 'Re-seal everything',
    rescue: 'Save what can be saved',
  },
  stepTitles: {
    key: 'Your new recovery key',
    check: 'Now from your paper',
  },
  intro: {
    recovery: [
      'A new recovery key is drawn, and the one on your old paper opens this vault no more. Your passphrase stays.',
      'Backups and copies made before still open with the old key. If somebody may have seen the old paper and have a copy of the file, re-seal everything instead.',
    ],
    reseal: [
      'Every entry is sealed anew under keys that nobody has seen, with a new passphrase and a new recovery key. It may take a while, and you can stop it.',
      'This is needed when somebody knew the passphrase or the recovery key and may have a copy of the file. A new passphrase alone does not help against them: their copy opens with the old one, and what is in it reads this vault too.',
      'The old file stays until the new one has been checked, and goes then. Backups and copies made before still open with the old keys: remove those that others could get at.',
    ],
    rescue: [
      'Everything that is whole goes into a new, sound vault, with a passphrase and a recovery key of its own. What cannot be read is named in a list.',
      'The damaged file stays as it is.',
    ],
  },
  place: 'Where the new vault goes',
  placeMissing: 'Say where the new vault is to stand.',
  placeHint: 'Another disk is best, when the one it stands on is failing.',
  drawing: 'Drawing a key. This takes a moment by design.',
  beginning: 'Beginning. This takes a moment.',
  showKey: 'Show the new key',
  finish: {
    recovery: 'Make it the recovery key',
    reseal: 'Re-seal everything',
    rescue: 'Save what can be saved',
  },
  working: {
    reseal: 'Sealing every record anew',
    rescue: 'Saving what is whole',
  },
  stopping: 'Stopping…',
  percent: (what: string, done: number) => `${what}: ${number(done)} %`,
  count: (done: number, total: number) => `${number(done)} of ${number(total)}`,
  safeMeanwhile: {
    reseal:
      'Until the end the vault is the old one. If this is stopped or breaks off, nothing has changed.',
    rescue: 'The damaged file is only read. If this is stopped, no new vault is left behind.',
  },
  outcome: {
    recovery: 'The new recovery key opens this vault from now on. The old one does not.',
    recoveryNext:
      'Destroy the old paper when the new one is in its place. Copies made before still open with it.',
    reseal: (report: RewriteReport) =>
      `${plural(report.records, 'record is', 'records are')} sealed anew. The new file was checked, and stands where the old one stood.`,
    resealNext:
      'The new passphrase and the new recovery key open it. Backups and copies made before still open with the old keys.',
    rescue: (report: RewriteReport) =>
      `${plural(report.records, 'record', 'records')}${report.drafts > 0 ? ` and ${plural(report.drafts, 'draft', 'drafts')}` : ''} ${report.records + report.drafts === 1 ? 'is' : 'are'} in a new, sound vault:`,
    rescueStays: 'The damaged file stays as it was. Nothing of it was changed or removed.',
    lost: (count: number) => `${plural(count, 'part', 'parts')} could not be read`,
    lostDrafts: (count: number) =>
      `${plural(count, 'draft', 'drafts')} could not be read. The last saved versions are safe.`,
    nothingLost: 'Nothing was lost.',
    openSaved: 'Open the new vault',
    stopped: 'Stopped. Everything is as it was.',
  },
  done: 'Done',
  damaged: {
    text: 'This vault is damaged. Nothing was changed or deleted. Copy the file somewhere safe before anything else. Then everything that is whole can be saved into a new vault.',
    save: 'Save what can be saved…',
  },
  // An older copy, or one that went another way.
  rolled: {
    title: 'This is not the copy you last had here',
    seen: (rolled: RolledBack) =>
      `On ${writtenMoment(rolled.seenAt)} this vault had ${plural(rolled.seenRecords, 'record', 'records')} on this machine. The file that stands here now has ${number(rolled.hereRecords)}.`,
    other:
      'As many or more, and yet it went another way: something is in the one that is not in the other.',
    missing: (count: number) =>
      `At least ${plural(count, 'record is', 'records are')} not in it, perhaps what you wrote last.`,
    why: 'Mostly one of these happened:',
    causes: [
      'A backup or an older copy was put in its place.',
      'A service that syncs folders brought back an older file, and the newer one may lie beside it under another name.',
      'You write in two copies, on this machine and on another or on a stick.',
    ],
    safe: 'Nothing was changed. Until you choose, it can be read here and not written.',
    readOn: 'Keep reading only',
    useThis: 'Use this copy…',
    openNewer: 'Open the newer file…',
    bringIn: 'Bring the newer copy in…',
    about: {
      openNewer: 'If you know where it is. This one stays as it is.',
      bringIn: 'What only the newer copy has is added to this one. Nothing is lost.',
      useThis: 'If the newer one is gone, or this one is the right one.',
      readOn: 'Decide later. You are asked again the next time.',
    },
    confirm:
      'From now on this copy counts, and you can write in it. What only the newer one has is not in it, and Tellable does not remind you of it again.',
    confirmAct: 'Use this copy',
    back: 'Back',
    banner: 'This copy is not the one you last had here. It can be read and not written.',
    explain: 'What to do',
    accepted: 'This copy counts from now on.',
  },
  // The unlock screen.
  unlock: {
    keyHint: 'The line that begins with AGE-SECRET-KEY-1, or the 24 words.',
    searching: 'It is not at its place. Looking for it…',
    found: 'It is not at its old place. It stands in',
    foundNow: 'now.',
    openThere: 'Open it there',
    notFound:
      'It is not at its place, and was not found nearby. If it is on another disk or a stick, connect that. Or choose the file where it is now.',
    choose: 'Choose the file…',
    again: 'Look again',
    restore: 'Restore a backup…',
    none: 'No vault chosen yet.',
  },
  // Settings of locking.
  settings: {
    lockWithSystem: 'Lock when the computer sleeps, locks its screen or changes user',
    deaf: (idle: boolean) =>
      `On this system Tellable does not hear of sleep or of the screen being locked. ${idle ? 'The time above still locks it.' : 'With the time above at never, only you lock it.'}`,
    protect: 'Keep the window out of screenshots and screen sharing',
    protectHint: 'Switch this off if a screen reader or magnifier cannot see the window.',
  },
  actions: {
    passphrase: 'Change passphrase',
    raise: 'Raise the cost of guessing',
    recovery: 'New recovery key',
    reseal: 'Re-seal everything',
    rescue: 'Save what can be saved',
    switch: 'Switch vault',
    standing: 'Which copy of this vault counts',
  },
};
