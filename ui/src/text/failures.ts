import type { Failure } from '../ipc/shell';

/** The facts a sentence may name. */
type Facts = Record<string, string>;
type Sentence = string | ((facts: Facts) => string);

const named = (facts: Facts, other: string) => (facts['name'] ? `“${facts['name']}”` : other);

/**
 * For each code of the shell one text: what happened, what is safe, what to do. A test holds the
 * key set to docs/failures.md.
 */
const sentences: Record<string, Sentence> = {
  // vault
  'wrong-passphrase':
    'That passphrase does not open this vault. Nothing was changed. Look at Caps Lock and the keyboard layout, and try again, or use the recovery key.',
  'wrong-recovery-key':
    'That recovery key does not open this vault. Nothing was changed. Compare it with your paper group by group.',
  'vault-in-use':
    'This vault is open in another window or program. Nothing was changed. Close it there, then try again.',
  'vault-not-found':
    'There is no vault at that place any more. If it stands on another disk, connect the disk, or choose the file where it is now.',
  'not-a-vault': 'That file is not a Tellable vault. It was not changed. Choose another file.',
  'vault-format-newer': (facts) =>
    `This vault was written by a newer Tellable${facts['found'] ? ` (format ${facts['found']})` : ''}. It is intact and was not changed. Install the newer version to open it.`,
  'vault-damaged':
    'This vault is damaged. Nothing was changed or deleted. Copy the file somewhere safe before anything else; docs/recovery.md shows how to read what is left.',
  'vault-read-only':
    'This vault can be read but not written here. What you see is safe. To write, open it from a folder you may change.',
  'other-vault':
    'That file is another vault, not a copy of this one. Neither was changed. Choose a copy of this vault.',
  'backup-unsound':
    'The copy did not come out whole, so it was not kept. The vault and the earlier backups are as they were. Try again, or choose another disk.',
  'vault-rolled-back':
    'This file is older than what was last seen here, or was changed elsewhere in another way. It can be read, and nothing in it was changed. Say that this copy counts, or open the newer one.',
  'already-exists':
    'There is already a file with that name. It was not touched. Choose another name.',
  'folder-read-only':
    'Tellable may not write in that folder. Nothing was written. Choose another folder.',
  'disk-full':
    'The disk is full, so this could not be kept. What was kept before is safe, and your text is still here. Free some space, then try again.',
  'work-factor-too-high':
    'Opening this vault would take more memory than Tellable allows. It was not changed. It was probably made by another program.',
  'work-factor-invalid': 'That work factor is out of range. Nothing was changed.',
  'record-damaged':
    'One part of this vault cannot be read. Everything else is safe. It is left where it is; nothing was deleted.',
  'draft-damaged':
    'The draft of this entry cannot be read. Its last saved version is safe and is shown.',
  'record-not-found': 'That part of the vault is not there any more. Everything else is safe.',
  'record-purged': 'That was removed from this vault for good. Everything else is safe.',
  'record-kept': 'The vault needs that part and kept it. Nothing was changed.',
  'kind-invalid': 'That cannot be kept under this name. Nothing was changed.',
  'kind-reserved': 'That name belongs to the vault itself. Nothing was changed.',
  'recovery-key-invalid':
    'That is not a whole recovery key. It is one line of 74 letters and digits that begins with AGE-SECRET-KEY-1, or 24 words. Compare it with your paper.',
  'passphrase-invalid': 'A passphrase needs at least one character. Nothing was changed.',
  'seal-unopened': 'That does not open this letter. It was not changed. Try the passphrase again.',
  'seal-damaged': 'This letter is damaged on its way. It was not changed. Ask for it once more.',
  'index-failed':
    'The search index failed. No entry is affected. Lock and unlock, and it is made anew.',
  'record-too-large':
    'That is too much for one entry. What was kept before is safe. Split it in two.',
  'recipient-invalid':
    'That is not a complete age recipient. It begins with “age1” and has 62 letters and digits. Paste it again.',
  cancelled: 'Stopped, as you asked. Nothing was changed.',
  io: 'The disk refused. What was kept before is safe, and your text is still here. Try again in a moment.',
  'index-damaged':
    'The search index could not be read and is being made anew. No entry is affected.',
  // journal
  'entry-not-found': 'That entry is not in this vault any more. Nothing else is affected.',
  'revision-not-found': 'That version is not in the history any more. The entry itself is safe.',
  'entry-too-large':
    'This entry is larger than 16 MB and was not kept in that form. Split it in two.',
  'entry-empty': 'There is nothing in this entry yet, so nothing was kept.',
  'happened-not-understood':
    'That date was not understood and not kept. Try “March 2019”, “spring 1998” or “about 2003”.',
  'folder-not-empty':
    'That folder has something in it already. Nothing was written. Choose an empty folder.',
  'folder-not-found': 'There is no such folder. Nothing was read or written.',
  'person-not-found': 'That person is not in this vault any more. Nothing was changed.',
  'person-in-use':
    'An entry still names this person, so they stay in your list. Take them out of the entry first.',
  'no-conflict':
    'This entry has one version only: its two versions were joined already. Nothing was changed.',
  'attachment-not-found': 'That file is not with the entry any more. The entry itself is safe.',
  'name-empty': 'A person needs a name. Nothing was changed.',
  'not-utf-8': 'The file is not UTF-8 text.',
  'front-matter-not-yaml': 'The lines between the dashes at its top are not YAML.',
  unreadable: 'The file could not be read.',
  // share
  'review-unfinished':
    'Some items still wait for a decision, and nothing leaves before that. Your decisions so far are kept.',
  'review-stale':
    'The entry or the plan changed after it was looked at. Nothing left. Look at what is marked and decide it again.',
  'removed-text-found': (facts) =>
    `Something you took out still stands elsewhere in the text${facts['place'] ? `: ${facts['place']}` : ''}. Nothing left. Decide that place too.`,
  'not-approved': 'The package changed after you looked at it. Nothing left. Look at it once more.',
  'name-mismatch': 'The name you typed is not the name of this person. Nothing left.',
  'cue-card-invalid':
    'A cue card has three to seven lines, none of them empty or long. Nothing was recorded.',
  'format-unfit': 'A cue card makes no file, and only a cue card is told in person. Nothing left.',
  'letters-not-set': (facts) =>
    `This machine has no font for some letters of the story${facts['scripts'] ? ` (${facts['scripts']})` : ''}. Nothing left. Choose another format.`,
  'pdf-not-made': 'The PDF could not be made. Nothing left. Choose another format.',
  'target-exists': (facts) =>
    `There is already ${named(facts, 'a file')} in that place. It was not touched, and nothing left. Choose another name.`,
  'share-not-found': 'That share is not in this vault any more. Nothing left.',
  'item-not-found': 'That item changed in the meantime. Nothing left. Look at it again.',
  'finding-not-found':
    'That place in the text changed in the meantime. Nothing left. Look at it again.',
  'row-not-found': 'The ledger has no such telling any more. Nothing was changed.',
  'nothing-kept': 'Everything is left out, so there is nothing to tell. Keep at least one item.',
  'target-invalid': 'That is not a name a file can have here. Nothing left. Choose another name.',
  // letters
  'not-a-letter':
    'That file is not a letter. It was not changed, and nothing was kept. Choose another file.',
  'letter-newer':
    'This letter was written by a newer Tellable. It is intact. Install the newer version to open it.',
  'letter-damaged':
    'This letter was damaged on its way. It was not changed, and nothing was kept. Ask for it once more.',
  'letter-file-too-large':
    'That file is larger than any letter. It was not changed, and nothing was kept. Choose another file.',
  'letter-needs-passphrase':
    'This letter opens with a passphrase. Ask the person who sent it, by another way than the letter came.',
  'letter-for-another':
    'This letter was not sealed to this vault. It was not changed. If you have another vault, open it there; if not, give your share identity to the sender and ask for the letter once more.',
  'letter-work-too-high':
    'Opening this letter would take more memory than Tellable allows. It was not changed. It was probably made by another program.',
  'letter-known': 'You have kept this letter already. Nothing was changed.',
  'letter-not-found': 'That letter is not here any more.',
  'letter-unreadable':
    'That file could not be read. It was not changed. See that it is still there and that you may open it.',
  'letter-too-large':
    'This is more than one letter can hold. Nothing left. Leave something out, or tell it in two.',
  'photo-format-unknown': (facts) =>
    `Tellable cannot read this sort of picture${facts['format'] && facts['format'] !== 'unknown' ? ` (${facts['format'].toUpperCase()})` : ''}, so it cannot make one without hidden details. Nothing left. Save it as JPEG or PNG and add that.`,
  'photo-damaged':
    'This picture cannot be read whole. It was not changed, and nothing left. Leave it out, or add it once more.',
  'photo-too-large':
    'This picture has more pixels than Tellable reads. It was not changed, and nothing left. Make it smaller and add it once more.',
  'decision-unfit': 'That cannot be decided about this item. Nothing was changed.',
  'strokes-too-many':
    'That is more than one picture can be painted over with. The last strokes were not kept. Use a larger brush.',
  'package-too-large':
    'The photos and files together are more than one package can hold. Nothing left. Leave some of them out.',
  'page-template-invalid':
    'The sealed page in this build of Tellable is broken. Nothing left. Choose another format.',
  'written-differs':
    'What was written is not what you approved, so it was removed again. The ledger says that it failed. Try another disk.',
  interrupted:
    'Tellable was ended while this was being written, and the file is not where it was to be. Unless you moved it yourself, nothing left.',
  'share-newer':
    'This share was begun with a newer Tellable. It is safe and was not changed. Go on with the newer version.',
  'page-template-missing':
    'This build of Tellable cannot make sealed pages. Nothing left. Choose another format.',
  // shell
  locked: 'The vault is locked. Unlock it, then try again.',
  'recovery-groups-wrong':
    'Those are not the groups of the recovery key. Nothing was made or changed yet. Look at your paper and type them again.',
  'not-confirming':
    'No recovery key waits to be confirmed any more. Nothing was changed. Begin again.',
  'already-unlocked': 'A vault is open already. Lock it first.',
  'unlock-cancelled': 'Stopped before the vault was open. Nothing was changed.',
  'id-not-understood':
    'That entry could not be named to the vault. Nothing was changed. Choose it again.',
  'settings-not-kept':
    'The settings could not be kept and hold until Tellable is closed. No entry is affected.',
  'dialog-failed':
    'The dialog of the system did not open. Nothing was changed. Type the place into the field.',
  'clipboard-failed':
    'The clipboard of the system took nothing, so nothing was copied. Write it down by hand.',
  'passphrase-needed':
    'Changing a key takes the passphrase that opens this vault. Nothing was changed. Type it and try again.',
  'no-backup-folder': 'No folder is chosen for backups, so none was made. Choose one first.',
  'nothing-rehearsed':
    'The copy is not open any more, so nothing was done with it. Choose it again and look at what differs.',
  'not-printed':
    'The system did not open its print dialog. Nothing was printed. Copy it by hand, or try again.',
  'nothing-to-print':
    'There is nothing here to be printed any more. Nothing was printed. Open it again and try once more.',
  'file-unreadable':
    'One of these cannot be read, or is not a file, so none of them was added. Choose single files that you may read.',
  'no-letter-open': 'The letter is not open any more, so it was not kept. Open the file once more.',
  stopped: 'Stopped as you asked. What was not finished was not kept.',
};

/** All codes that have a sentence of their own. */
export const knownCodes: readonly string[] = Object.keys(sentences);

/** True of what a `Shell` call rejects with. */
export function isFailure(thrown: unknown): thrown is Failure {
  return typeof thrown === 'object' && thrown !== null && 'code' in thrown;
}

/** The code of anything thrown: a shell's failure, or `unexpected`. */
export function codeOf(thrown: unknown): string {
  return isFailure(thrown) ? thrown.code : 'unexpected';
}

/** What happened, what is safe, what to do: for anything thrown. */
export function sentenceFor(thrown: unknown): string {
  const code = codeOf(thrown);
  const facts = isFailure(thrown) ? thrown.detail : {};
  const sentence = sentences[code];
  if (sentence === undefined) {
    return `Something failed that Tellable has no words for yet (${code}). What was kept before is safe. Try again; if it comes back, report this code.`;
  }
  return typeof sentence === 'string' ? sentence : sentence(facts);
}
