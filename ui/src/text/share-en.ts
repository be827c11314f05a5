/** The sentences of telling: plan, review, preview, seal, ledger. Part of the one catalogue. */

import type { BlockKind, Counts, Format, ItemKind, RetellingRule, Setting } from '../ipc/shell';
import { photoText } from './photo-en';

const plural = (count: number, one: string, many: string) =>
  `${String(count)} ${count === 1 ? one : many}`;

const settings: Record<Setting, string> = {
  'one-to-one': 'One to one',
  team: 'In a team',
  'group-of-four': 'In a group of four',
  written: 'In writing',
};

const rules: Record<RetellingRule, { name: string; about: string }> = {
  'keep-between-us': { name: 'Keep it between us', about: 'Nobody else hears it.' },
  'retell-without-name': {
    name: 'May be retold without my name',
    about: 'The story may travel, you do not.',
  },
  'may-retell': { name: 'May be retold', about: 'Assume that others will hear it.' },
};

const formats: Record<Format['kind'], { name: string; about: string }> = {
  'sealed-page': {
    name: 'Sealed page',
    about: 'One file that opens in any browser, without a network, with a passphrase made for it.',
  },
  'age-recipient': {
    name: 'For an age key',
    about:
      'Only the holder of that key can open it. For somebody who has given you an age recipient.',
  },
  'age-passphrase': {
    name: 'With a passphrase',
    about: 'An age file for somebody who has the age tool, with a passphrase made for it.',
  },
  markdown: { name: 'Markdown', about: 'A Markdown file that is not sealed at all.' },
  text: { name: 'Plain text', about: 'A text file that is not sealed at all.' },
  html: { name: 'Web page', about: 'One HTML file that is not sealed at all.' },
  pdf: { name: 'PDF', about: 'Pages to read or print, not sealed at all.' },
  'cue-card': {
    name: 'In person',
    about: 'A card with a few lines to tell it from. Nothing leaves; the ledger knows.',
  },
};

const itemKinds: Record<Exclude<ItemKind, 'block'>, string> = {
  title: 'Title',
  happened: 'When',
  place: 'Where',
  photo: 'Photo',
  file: 'File',
  'file-name': 'File name',
  'alt-text': 'In words',
  person: 'Person',
  tag: 'Tag',
  feeling: 'Feeling',
};

const blockKinds: Record<BlockKind, string> = {
  paragraph: 'Paragraph',
  heading: 'Heading',
  'list-item': 'List item',
  quote: 'Quotation',
  table: 'Table',
  code: 'Code',
  rule: 'Line',
  image: 'Picture',
  html: 'HTML',
};

const findingKinds: Record<string, string> = {
  person: 'a person',
  self: 'your own name',
  relation: 'somebody by their role',
  organisation: 'an organisation',
  place: 'a place',
  address: 'an address',
  date: 'a date',
  age: 'an age',
  email: 'an e-mail address',
  phone: 'a phone number',
  url: 'a link',
  handle: 'an account name',
  account: 'a number of an account or a person',
  ip: 'a network address',
  coordinates: 'a point on the map',
  money: 'a sum of money',
  secret: 'a secret',
};

const topics: Record<string, string> = {
  health: 'health',
  'mental-health': 'how your mind was',
  sexuality: 'love and sexuality',
  faith: 'faith',
  politics: 'politics',
  ethnicity: 'origin',
  legal: 'the law',
  substance: 'alcohol or drugs',
  violence: 'violence',
  'self-harm': 'not wanting to live',
  finances: 'money',
  'family-conflict': 'trouble in the family',
  grief: 'grief',
  'work-conflict': 'trouble at work',
  confidence: 'something told in confidence',
  'work-secret': 'a secret of the workplace',
  harsh: 'hard words about somebody',
};

const states = {
  undecided: 'Undecided',
  keep: 'Kept',
  rewrite: 'Rewritten',
  'leave-out': 'Left out',
} as const;

const findingStates = {
  undecided: 'undecided',
  keep: 'kept',
  generalise: 'generalised',
  redact: 'redacted',
} as const;

export const shareText = {
  name: 'Tell one story',
  title: (person: string) => (person === '' ? 'Tell this to one person' : `For ${person}`),
  close: 'Leave for now',
  leaving: {
    pause: 'Leave this for now?',
    pauseBegun:
      'Every decision you made is kept, and nothing has left. You find it again under “Told”, and when you tell this entry.',
    pausePlan: 'The review is not begun yet, so what stands on this page is not kept.',
    go: 'Leave for now',
    stay: 'Stay',
    passphrase: 'Is the passphrase noted?',
    passphraseAbout: (person: string) =>
      `It stands on this page and nowhere else. Without it ${person} cannot open the file, and you would have to seal it anew.`,
    noted: 'It is noted',
    back: 'Show it again',
  },
  stepsName: 'Steps',
  steps: { plan: 'Plan', review: 'Review', preview: 'What leaves', seal: 'Seal', done: 'Done' },
  back: 'Back',
  settings,
  rules,
  formats,
  topics,

  plan: {
    lead: 'Telling works best when it is meant for one person, for a reason, under a rule that both of you know.',
    who: 'Who is it for?',
    whoHint: 'A name from your people, or a new one.',
    whoKnown: (name: string, relation: string | null) =>
      relation === null ? `${name} is among your people.` : `${name}, ${relation}`,
    whoNew: (name: string) => `${name} will be added to your people.`,
    whoNone: 'Write the name of the person it is for.',
    suggestions: 'Your people',
    why: 'What do you hope comes of it?',
    whyHint: 'In your own words; it stays here, in the ledger.',
    setting: 'How will it be told?',
    rule: 'What may they do with it?',
    ruleHint:
      'This is printed in the letter. People who are told share a story from then on; the rule is rarely spoken, so say it.',
    ruleNone: 'Choose one of the three. There is no right one.',
    begin: 'Look at every item',
    goOn: 'Go on with the review',
    resume: (name: string, decided: number, total: number) =>
      `You began to tell this to ${name}: ${String(decided)} of ${String(total)} decided.`,
    resumeAct: 'Go on there',
  },

  review: {
    name: 'Review',
    leaves: 'Leaves',
    stays: 'Stays',
    staysLabel: 'Stays:',
    undecidedStays: 'What is undecided does not leave.',
    misses: 'Tellable points out what it notices, and it misses things. Read every line yourself.',
    progress: (decided: number, total: number) => `${String(decided)} of ${String(total)} decided`,
    voided: (count: number) =>
      `${plural(count, 'item has', 'items have')} changed since you decided and ${count === 1 ? 'is' : 'are'} undecided again.`,
    complete: 'Everything is decided.',
    preview: 'See what leaves',
    previewNotYet: 'First decide every item.',
    help: 'Keys',
    undo: 'Undo',
    nothingStays: 'All of it leaves.',
    original: 'The original stays:',
    removed: (from: string) => `“${from}”`,
    becomes: (from: string, to: string) => `“${from}”, told as “${to}”`,
    redacted: (from: string) => `“${from}”, taken out`,
    gone: 'Does not leave.',
    itemKinds,
    blockKinds,
    findingKinds,
    states,
    findingStates,
    open: (count: number) => `${String(count)} open`,
    /** Of the name of a file that stays: nothing is left to decide. */
    moot: 'Stays',
    itemName: (what: string, at: number, of: number, state: string, findings: number) =>
      `${what}, ${String(at)} of ${String(of)}, ${state}${findings > 0 ? `, ${plural(findings, 'place', 'places')} pointed out` : ''}`,
    /** What is shown comes first, as it is what somebody would say to press it. */
    findingName: (shown: string, text: string, kind: string, state: string) =>
      `${shown === text ? text : `${shown}, for ${text}`}: ${kind}, ${state}`,
    ask: 'Does this leave?',
    askFinding: (text: string) => `“${text}”`,
    deskName: 'Decide',
    grave: 'In the wrong hands this can do harm.',
    keep: 'Keep',
    rewrite: 'Rewrite',
    leaveOut: 'Leave out',
    generalise: 'Generalise',
    redact: 'Redact',
    standIn: 'Say instead',
    offered: 'Offered',
    everywhere: (text: string, count: number) => `“${text}” everywhere, ${String(count)} places`,
    remaining: (count: number) => `Keep all ${String(count)} open here`,
    topicsLead: 'This touches on',
    selfHarm:
      'If it is still near: you do not have to carry it alone. A doctor, a crisis line or a friend can be reached today, and this can wait.',
    rewriteLabel: 'Your words for this share',
    rewriteAsk: 'Say it as you would to them.',
    rewriteAbout: 'Only this share has these words; the entry itself is not changed.',
    rewriteSave: 'Use these words',
    rewriteCancel: 'Cancel',
    rewriteEmpty: 'There are no words here. Write some, or leave the item out.',
    said: {
      keep: 'Kept.',
      rewrite: 'Rewritten.',
      'leave-out': 'Left out.',
      generalise: 'Generalised.',
      redact: 'Redacted.',
      everywhere: (count: number) => `Applied in ${plural(count, 'place', 'places')}.`,
      remaining: 'The rest is kept.',
      undone: 'Undone.',
    },
    keysTitle: 'Keys of the review',
    keysClose: 'Close',
    keys: [
      { keys: ['J', 'K'], does: 'Next, previous item or place' },
      { keys: ['1'], does: 'Keep' },
      { keys: ['2'], does: 'Rewrite an item, cover parts of a photo, generalise a place' },
      { keys: ['3'], does: 'Leave out an item, redact a place' },
      { keys: ['A'], does: 'Do the same everywhere for this name' },
      { keys: ['E'], does: 'Change the words that stand in' },
      { keys: ['Shift', '1'], does: 'Keep every open place of the item' },
      { keys: ['U'], does: 'Undo' },
      { keys: ['N'], does: 'Next undecided' },
      { keys: ['Enter'], does: 'See what leaves, when everything is decided' },
      { keys: ['?'], does: 'This list' },
    ],
  },

  preview: {
    format: 'How does it travel?',
    recipient: 'Their age recipient',
    recipientHint: 'It begins with age1. They give it to you; it is no secret.',
    recipientBad:
      'That is not a complete age recipient. It begins with age1 and has 62 letters and digits. Paste it again.',
    plainWarning:
      'A plain file can be read by everybody who gets hold of it: on a shared disk, in a mailbox, in a backup. Nothing protects it, and it cannot be called back.',
    plainConfirm: 'It may leave without a seal',
    leaves: 'This leaves',
    stays: 'This stays',
    view: 'Show as',
    read: 'Read',
    bytes: 'Exact text',
    bytesAbout: 'Every character that leaves, as it is sealed.',
    nothingStays: 'Nothing of this entry stays behind.',
    counts: (counts: Counts): string[] => [
      `${plural(counts.kept, 'item', 'items')} kept`,
      `${plural(counts.rewritten, 'item', 'items')} rewritten`,
      `${plural(counts.leftOut, 'item', 'items')} left out`,
      `${plural(counts.generalised, 'place', 'places')} generalised`,
      `${plural(counts.redacted, 'place', 'places')} redacted`,
      ...photoText.parts.counts(counts.photos, counts.cleaned, counts.files),
    ],
    countsName: 'In numbers',
    /** Only what is not zero, in one line. */
    countsLine: (counts: Counts): string =>
      shareText.preview
        .counts(counts)
        .filter((line) => !line.startsWith('0 '))
        .join(', '),
    goOn: 'Go on to seal',
    making: 'Making the package…',
    what: (what: string): string =>
      (what === 'block' ? 'Text' : undefined) ??
      (itemKinds as Record<string, string>)[what] ??
      (blockKinds as Record<string, string>)[what] ??
      findingKinds[what] ??
      what,
  },

  seal: {
    lead: (title: string, person: string) => `“${title}” is ready to leave for ${person}.`,
    leadUntitled: (person: string) => `It is ready to leave for ${person}.`,
    rule: 'Retelling rule',
    format: 'Format',
    path: 'Where does the file go?',
    choose: 'Choose…',
    pathHint: (name: string) => `Suggested name: ${name}`,
    typed: (person: string) => `Type “${person}” to confirm`,
    typedHint: 'So that it goes to the one you mean.',
    typedBad: (person: string) => `That is not “${person}” yet.`,
    act: (person: string) => `Seal for ${person}`,
    actPlain: (person: string) => `Write for ${person}`,
    working: 'Sealing…',
    last: 'From here on it cannot be unsent.',
  },

  done: {
    title: (person: string) => `Sealed for ${person}`,
    titlePlain: (person: string) => `Written for ${person}`,
    where: 'The file is here:',
    size: (bytes: number) =>
      bytes < 1024 ? `${String(bytes)} bytes` : `${(bytes / 1024).toFixed(0)} kB`,
    passphrase: 'The passphrase',
    once: 'It is shown this once and is not kept.',
    advice: (person: string) =>
      `Tell it to ${person} by another way than the file: if the file goes by mail, say the words on the phone or write them down by hand.`,
    ledger: 'The ledger has it: what was told, to whom, when, and under which rule.',
    unsent: 'What was sent cannot be unsent. You looked at every item, and you chose it.',
    close: 'Back to the journal',
    closeNoted: 'I have noted the passphrase',
  },

  ledger: {
    title: 'Told',
    empty: 'Nothing told yet. Open an entry, and choose “Tell” when you want to.',
    open: 'Begun, not sent',
    rows: 'What was told',
    untitled: 'Without a title',
    forWhom: (person: string) => `For ${person}`,
    resume: 'Go on',
    resumeName: (title: string, person: string) => `Go on with “${title}” for ${person}`,
    discard: 'Discard',
    discardName: (title: string, person: string) => `Discard “${title}” for ${person}`,
    discardTitle: 'Discard this review?',
    discardAbout: (person: string) =>
      `The decisions made for ${person} are lost. The entry itself stays as it is, and nothing has left.`,
    discardAct: 'Discard the review',
    discardKeep: 'Keep it',
    discarded: 'The review was discarded.',
    states: {
      writing: 'Not finished: the program ended while writing. Look whether the file is there.',
      written: 'Written',
      failed: 'Failed: nothing was left behind',
      told: 'Told in person',
    },
  },
};
