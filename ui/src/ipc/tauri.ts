import { invoke } from '@tauri-apps/api/core';
import { listen } from '@tauri-apps/api/event';
import { getCurrentWebview } from '@tauri-apps/api/webview';
import type { Shell, ShellEvent } from './shell';

/** The one event name the shell speaks on; `bindings.ts` is checked against it. */
const EVENT = 'shell-event';

type Command = Exclude<keyof Shell, 'onEvent' | 'onDrop'>;
type Arguments = Record<string, unknown>;

/** `saveEntry` is the command `save_entry`. */
const commandName = (name: Command) =>
  name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

function call<C extends Command>(name: C, args?: Arguments): ReturnType<Shell[C]> {
  return invoke(commandName(name), args) as ReturnType<Shell[C]>;
}

/** The shell behind the window. Arguments go by name; a failure arrives as `{ code, detail }`. */
export function tauriShell(): Shell {
  return {
    vaultStatus: () => call('vaultStatus'),
    measurePassphrase: (passphrase) => call('measurePassphrase', { passphrase }),
    beginVault: (path, passphrase) => call('beginVault', { path, passphrase }),
    finishVault: (answers) => call('finishVault', { answers }),
    abandonVault: () => call('abandonVault'),
    unlockVault: (path, secret) => call('unlockVault', { path, secret }),
    lockVault: () => call('lockVault'),
    noteActivity: () => call('noteActivity'),
    findVault: (path) => call('findVault', { path }),
    acceptCopy: () => call('acceptCopy'),
    readKeys: () => call('readKeys'),
    changePassphrase: (current, next) => call('changePassphrase', { current, next }),
    beginRecovery: (current) => call('beginRecovery', { current }),
    beginReseal: (current, next) => call('beginReseal', { current, next }),
    beginRescue: (path, next) => call('beginRescue', { path, next }),
    finishKey: (answers) => call('finishKey', { answers }),
    abandonKey: () => call('abandonKey'),
    recoverySheet: () => call('recoverySheet'),
    printWindow: (paper) => call('printWindow', { paper }),
    copySecret: (text) => call('copySecret', { text }),
    readBackups: () => call('readBackups'),
    setBackupFolder: (folder) => call('setBackupFolder', { folder }),
    backUpNow: () => call('backUpNow'),
    rehearse: (path, secret) => call('rehearse', { path, secret }),
    restore: (how, path) => call('restore', { how, path }),
    mergeCopy: () => call('mergeCopy'),
    abandonRehearsal: () => call('abandonRehearsal'),
    checkVault: () => call('checkVault'),
    listConflicts: () => call('listConflicts'),
    readConflict: (entry) => call('readConflict', { entry }),
    chooseVaultFile: () => call('chooseVaultFile'),
    chooseNewVaultFile: () => call('chooseNewVaultFile'),
    chooseFolder: () => call('chooseFolder'),
    choosePackageFile: (suggestedName) => call('choosePackageFile', { suggestedName }),
    newEntry: () => call('newEntry'),
    readEntry: (id) => call('readEntry', { id }),
    keepDraft: (id, content) => call('keepDraft', { id, content }),
    saveEntry: (id, content) => call('saveEntry', { id, content }),
    deleteEntry: (id) => call('deleteEntry', { id }),
    undeleteEntry: (id) => call('undeleteEntry', { id }),
    readHappened: (text) => call('readHappened', { text }),
    listHistory: (id) => call('listHistory', { id }),
    readRevision: (id) => call('readRevision', { id }),
    restoreRevision: (entry, revision) => call('restoreRevision', { entry, revision }),
    listTimeline: (order, offset, limit) => call('listTimeline', { order, offset, limit }),
    searchEntries: (query) => call('searchEntries', { query }),
    listPeople: () => call('listPeople'),
    savePerson: (person) => call('savePerson', { person }),
    listTags: () => call('listTags'),
    importFolder: (folder) => call('importFolder', { folder }),
    exportFolder: (folder) => call('exportFolder', { folder }),
    cancelWork: () => call('cancelWork'),
    startShare: (entry, plan) => call('startShare', { entry, plan }),
    openReview: (share) => call('openReview', { share }),
    changePlan: (share, plan) => call('changePlan', { share, plan }),
    listShares: () => call('listShares'),
    discardShare: (share) => call('discardShare', { share }),
    decideItem: (share, item, decision) => call('decideItem', { share, item, decision }),
    decideFinding: (share, item, finding, decision, everywhere) =>
      call('decideFinding', { share, item, finding, decision, everywhere }),
    keepRemaining: (share, item) => call('keepRemaining', { share, item }),
    undoDecision: (share) => call('undoDecision', { share }),
    previewPackage: (share, format) => call('previewPackage', { share, format }),
    checkRecipient: (recipient) => call('checkRecipient', { recipient }),
    sealPackage: (share, format, digest, path, typedName) =>
      call('sealPackage', { share, format, digest, path, typedName }),
    listLedger: () => call('listLedger'),
    readSettings: () => call('readSettings'),
    saveSettings: (settings) => call('saveSettings', { settings }),
    readMachine: () => call('readMachine'),
    listAttachments: (entry) => call('listAttachments', { entry }),
    attachFiles: (entry, paths) => call('attachFiles', { entry, paths }),
    detachFile: (attachment) => call('detachFile', { attachment }),
    readPicture: (attachment, edge) => call('readPicture', { attachment, edge }),
    chooseFiles: () => call('chooseFiles'),
    chooseLetterFile: () => call('chooseLetterFile'),
    brushPhoto: (share, item, strokes) => call('brushPhoto', { share, item, strokes }),
    readReviewPhoto: (share, item, edge) => call('readReviewPhoto', { share, item, edge }),
    readBefore: (entry, person) => call('readBefore', { entry, person }),
    sleepOn: (share, until) => call('sleepOn', { share, until }),
    tellInPerson: (share, lines, digest, typedName) =>
      call('tellInPerson', { share, lines, digest, typedName }),
    noteAfter: (row, after) => call('noteAfter', { row, after }),
    listFollowUps: () => call('listFollowUps'),
    readIdentity: () => call('readIdentity'),
    makeIdentity: () => call('makeIdentity'),
    lookAtLetter: (path) => call('lookAtLetter', { path }),
    openLetter: (path, passphrase) => call('openLetter', { path, passphrase }),
    keepLetter: (from) => call('keepLetter', { from }),
    abandonLetter: () => call('abandonLetter'),
    listLetters: () => call('listLetters'),
    readLetter: (id) => call('readLetter', { id }),
    removeLetter: (id) => call('removeLetter', { id }),
    writeAnswer: (letter, kind, words) => call('writeAnswer', { letter, kind, words }),
    readPersonPage: (person) => call('readPersonPage', { person }),
    removePerson: (person) => call('removePerson', { person }),
    readAuthor: () => call('readAuthor'),
    saveAuthor: (names) => call('saveAuthor', { names }),
    onDrop: async (handler) =>
      getCurrentWebview().onDragDropEvent((event) => {
        if (event.payload.type === 'drop') handler(event.payload.paths);
      }),
    onEvent: async (handler) => listen<ShellEvent>(EVENT, (event) => handler(event.payload)),
  };
}
