/** The share part of `shell.ts`, answered from memory: for component tests and for work on the looks. */

import { findingsOf, itemsOf, topicsOf, type RawFinding, type RawItem } from './memory-findings';
import type { MemoryFiles } from './memory-files';
import { previewOf } from './memory-package';
import type {
  After,
  Answers,
  Content,
  Decision,
  Entry,
  FindingDecision,
  FindingView,
  Format,
  Item,
  LedgerRow,
  Person,
  Plan,
  Review,
  Shell,
  Stroke,
} from './shell';

/** What the share part of the memory shell may ask of the rest of it. */
export interface MemoryJournal {
  entry(id: string): Entry;
  content(id: string): Content;
  person(id: string): Person;
  people(): Person[];
  files: MemoryFiles;
  /** The newest first; what comes after a telling changes it too. */
  ledger: LedgerRow[];
  /** What a telling answered, by the id of its row. */
  answered: Map<string, Answers>;
  /** The memory's clock, RFC 3339; it stands still between calls of `tick`. */
  now(): string;
  fail(code: string, detail?: Record<string, string>): never;
}

export type ShareCalls = Pick<
  Shell,
  | 'startShare'
  | 'openReview'
  | 'changePlan'
  | 'listShares'
  | 'discardShare'
  | 'decideItem'
  | 'decideFinding'
  | 'keepRemaining'
  | 'undoDecision'
  | 'previewPackage'
  | 'checkRecipient'
  | 'sealPackage'
  | 'listLedger'
  | 'brushPhoto'
  | 'readReviewPhoto'
  | 'sleepOn'
  | 'tellInPerson'
>;

interface Decisions {
  items: Map<string, Decision>;
  findings: Map<string, FindingDecision>;
  strokes: Map<string, Stroke[]>;
}

interface Share {
  id: string;
  entry: string;
  plan: Plan;
  items: RawItem[];
  place: string | null;
  decisions: Decisions;
  past: Decisions[];
  voided: number;
  changed: string;
  asleepUntil: string | null;
}

const UNDECIDED = { kind: 'undecided' } as const;
const PASSPHRASE = 'amber-river-stone-quiet-ladder-north-april';
/** Seven words out of 7776. */
const PASSPHRASE_BITS = 90;

export const noAfter = (): After => ({
  received: null,
  words: '',
  trust: null,
  followUp: null,
  followed: false,
});

const copyOf = ({ items, findings, strokes }: Decisions): Decisions => ({
  items: new Map(items),
  findings: new Map(findings),
  strokes: new Map(strokes),
});

/** The calls of telling, answered from memory. */
export function memoryShare(journal: MemoryJournal): ShareCalls {
  const shares = new Map<string, Share>();
  const { ledger, files } = journal;
  const detected = new Map<string, RawFinding[]>();
  let made = 0;

  const answer = <T>(make: () => T): Promise<T> =>
    new Promise((resolve) => {
      resolve(make());
    });
  const nextId = () => (++made).toString(16).padStart(32, '0');
  const shareOf = (id: string): Share => shares.get(id) ?? journal.fail('share-not-found');

  const findingsIn = (share: Share, text: string): RawFinding[] => {
    const { place } = share;
    const key = `${place ?? ''}\n${text}`;
    const known = detected.get(key) ?? findingsOf(text, journal.people(), place);
    detected.set(key, known);
    return known;
  };
  const itemsNow = (entry: string) =>
    itemsOf(journal.content(entry), files.itemsOf(entry), (id) => journal.person(id));
  const textOf = (raw: RawItem, decision: Decision) =>
    decision.kind === 'rewrite' ? decision.text : raw.text;
  const decisionOf = (share: Share, raw: RawItem): Decision =>
    share.decisions.items.get(raw.id) ?? UNDECIDED;
  const foundIn = (share: Share, raw: RawItem): RawFinding[] => {
    const decision = decisionOf(share, raw);
    const unread = decision.kind === 'leave-out' || raw.kind === 'photo' || raw.kind === 'file';
    return unread ? [] : findingsIn(share, textOf(raw, decision));
  };
  /** The name and the words of a file that stays have nothing to say any more. */
  const isMoot = (share: Share, raw: RawItem): boolean => {
    if (raw.kind !== 'file-name' && raw.kind !== 'alt-text') return false;
    const of = (kind: string) => share.decisions.items.get(`${kind}-${raw.attachment ?? ''}`);
    return (of('photo') ?? of('file'))?.kind === 'leave-out';
  };
  const strokesOf = (share: Share, item: string) => share.decisions.strokes.get(item) ?? [];
  const photoOf = (share: Share, item: string) => {
    const raw = share.items.find((one) => one.id === item) ?? journal.fail('item-not-found');
    return raw.kind === 'photo' ? (raw.attachment ?? '') : journal.fail('item-not-found');
  };

  function view(share: Share): Review {
    const counts = new Map<string, number>();
    for (const raw of share.items) {
      for (const { subject } of foundIn(share, raw))
        counts.set(subject, (counts.get(subject) ?? 0) + 1);
    }
    const items = share.items.map((raw): Item => {
      const decision = decisionOf(share, raw);
      const findings = foundIn(share, raw).map(({ subject, ...rest }): FindingView => ({
        ...rest,
        decision: share.decisions.findings.get(`${raw.id}/${rest.id}`) ?? UNDECIDED,
        same: counts.get(subject) ?? 1,
      }));
      const moot = isMoot(share, raw);
      const wordless = raw.kind === 'alt-text' && decision.kind === 'keep';
      const stays = decision.kind === 'undecided' || decision.kind === 'leave-out';
      const open = findings.some((finding) => finding.decision.kind === 'undecided');
      const { attachment, ...shown } = raw;
      const about = attachment ?? '';
      return {
        ...shown,
        photo: raw.kind === 'photo' ? files.photo(about, strokesOf(share, raw.id)) : null,
        file: raw.kind === 'file' ? files.file(about) : null,
        decision,
        findings,
        topics: topicsOf(raw.text),
        leaves: stays || moot || wordless ? null : leavesOf(textOf(raw, decision), findings),
        decided: moot || decision.kind === 'leave-out' || (decision.kind !== 'undecided' && !open),
      };
    });
    const decided = items.filter((item) => item.decided).length;
    return {
      id: share.id,
      entry: share.entry,
      personName: journal.person(share.plan.person).name,
      plan: share.plan,
      items,
      decided,
      total: items.length,
      complete: decided === items.length,
      canUndo: share.past.length > 0,
      voided: share.voided,
      asleepUntil: share.asleepUntil,
    };
  }

  const preview = (review: Review, format: Format) =>
    previewOf(review, format, journal.now(), (item) =>
      files.picture(item.photo?.attachment ?? '', 800, item.photo?.strokes ?? []),
    );

  function told(
    share: Share,
    review: Review,
    more: Pick<LedgerRow, 'counts' | 'format' | 'state' | 'fileName'>,
  ) {
    const row: LedgerRow = {
      id: nextId(),
      entry: share.entry,
      entryTitle: journal.content(share.entry).title,
      person: share.plan.person,
      personName: review.personName,
      at: journal.now(),
      rule: share.plan.rule,
      purpose: share.plan.purpose,
      after: noAfter(),
      ...more,
    };
    ledger.unshift(row);
    if (share.plan.answers !== null) journal.answered.set(row.id, share.plan.answers);
    return row;
  }

  /** The names as typed: everybody who is told, with commas between. */
  function checkName(review: Review, format: Format, typed: string) {
    const others = format.kind === 'age-recipient' ? format.others : [];
    const names = [review.personName, ...others.map(({ person }) => journal.person(person).name)];
    if (typed.trim().toLowerCase() !== names.join(', ').toLowerCase())
      journal.fail('name-mismatch');
  }

  function change(id: string, how: (share: Share) => void): Promise<Review> {
    return answer(() => {
      const share = shareOf(id);
      share.past.push(copyOf(share.decisions));
      how(share);
      share.changed = journal.now();
      return view(share);
    });
  }

  return {
    startShare: (entry, plan) =>
      answer(() => {
        const share: Share = {
          id: nextId(),
          entry,
          plan,
          items: itemsNow(entry),
          place: journal.content(entry).place,
          decisions: { items: new Map(), findings: new Map(), strokes: new Map() },
          past: [],
          voided: 0,
          changed: journal.now(),
          asleepUntil: null,
        };
        shares.set(share.id, share);
        return view(share);
      }),
    openReview: (id) =>
      answer(() => {
        const share = shareOf(id);
        const now = itemsNow(share.entry);
        const before = new Map(share.items.map((raw) => [raw.id, raw.text]));
        const changed = now.filter(
          (raw) => before.get(raw.id) !== raw.text && share.decisions.items.delete(raw.id),
        );
        share.items = now;
        share.voided = changed.length;
        return view(share);
      }),
    changePlan: (id, plan) =>
      answer(() => {
        const share = shareOf(id);
        share.plan = plan;
        return view(share);
      }),
    listShares: () =>
      answer(() =>
        [...shares.values()].map((share) => {
          const { decided, total, personName } = view(share);
          return {
            id: share.id,
            entry: share.entry,
            entryTitle: journal.content(share.entry).title,
            personName,
            decided,
            total,
            changed: share.changed,
            asleepUntil: share.asleepUntil,
          };
        }),
      ),
    discardShare: (id) => answer(() => void shares.delete(id)),
    decideItem: (id, item, decision) =>
      change(id, (share) => {
        if (!share.items.some((raw) => raw.id === item)) journal.fail('item-not-found');
        share.decisions.items.set(item, decision);
      }),
    decideFinding: (id, item, finding, decision, everywhere) =>
      change(id, (share) => {
        const raw = share.items.find((one) => one.id === item) ?? journal.fail('item-not-found');
        const wanted =
          foundIn(share, raw).find((one) => one.id === finding) ??
          journal.fail('finding-not-found');
        share.decisions.findings.set(`${item}/${finding}`, decision);
        if (!everywhere) return;
        for (const other of share.items) {
          for (const { id: same, subject } of foundIn(share, other)) {
            if (subject === wanted.subject)
              share.decisions.findings.set(`${other.id}/${same}`, decision);
          }
        }
      }),
    keepRemaining: (id, item) =>
      change(id, (share) => {
        const raw = share.items.find((one) => one.id === item) ?? journal.fail('item-not-found');
        for (const finding of foundIn(share, raw)) {
          const key = `${item}/${finding.id}`;
          if (!share.decisions.findings.has(key))
            share.decisions.findings.set(key, { kind: 'keep' });
        }
      }),
    undoDecision: (id) =>
      answer(() => {
        const share = shareOf(id);
        share.decisions = share.past.pop() ?? share.decisions;
        return view(share);
      }),
    previewPackage: (id, format) =>
      answer(() => {
        const review = view(shareOf(id));
        if (!review.complete) journal.fail('review-unfinished');
        if (review.items.every((item) => item.leaves === null)) journal.fail('nothing-kept');
        const recipients =
          format.kind === 'age-recipient'
            ? [format.recipient, ...format.others.map(({ recipient }) => recipient)]
            : [];
        if (!recipients.every(isRecipient)) journal.fail('recipient-invalid');
        return preview(review, format);
      }),
    checkRecipient: (recipient) => answer(() => isRecipient(recipient)),
    sealPackage: (id, format, digest, path, typedName) =>
      answer(() => {
        const share = shareOf(id);
        const review = view(share);
        const { digest: made, text, counts } = preview(review, format);
        if (made !== digest) journal.fail('not-approved');
        checkName(review, format, typedName);
        const fileName = path.split(/[/\\]/).at(-1) ?? path;
        if (fileName.startsWith('taken')) journal.fail('target-exists', { name: fileName });
        const row = told(share, review, {
          counts,
          format: format.kind,
          state: 'written',
          fileName,
        });
        for (const { person } of format.kind === 'age-recipient' ? format.others : []) {
          ledger.unshift({
            ...row,
            id: nextId(),
            person,
            personName: journal.person(person).name,
          });
        }
        shares.delete(id);
        const sealed = format.kind === 'age-passphrase' || format.kind === 'sealed-page';
        return {
          ledger: row.id,
          path,
          bytes: text.length + 400,
          passphrase: sealed ? PASSPHRASE : null,
          passphraseBits: sealed ? PASSPHRASE_BITS : null,
        };
      }),
    tellInPerson: (id, lines, digest, typedName) =>
      answer(() => {
        const share = shareOf(id);
        const review = view(share);
        const format: Format = { kind: 'cue-card', lines };
        const { digest: made, counts } = preview(review, format);
        if (made !== digest) journal.fail('not-approved');
        checkName(review, format, typedName);
        shares.delete(id);
        return told(share, review, { counts, format: 'cue-card', state: 'told', fileName: '' });
      }),
    sleepOn: (id, until) =>
      answer(() => {
        const share = shareOf(id);
        share.asleepUntil = until;
        return view(share);
      }),
    brushPhoto: (id, item, strokes) =>
      change(id, (share) => {
        photoOf(share, item);
        share.decisions.strokes.set(item, structuredClone(strokes));
      }),
    readReviewPhoto: (id, item, edge) =>
      answer(() => {
        const share = shareOf(id);
        return files.picture(photoOf(share, item), edge, strokesOf(share, item));
      }),
    listLedger: () => answer(() => [...ledger]),
  };
}

const isRecipient = (text: string) => /^age1[02-9ac-hj-np-z]{58}$/.test(text.trim());

function leavesOf(text: string, findings: FindingView[]): string {
  let out = '';
  let at = 0;
  for (const { start, end, decision } of findings) {
    out += text.slice(at, start);
    if (decision.kind === 'generalise') out += decision.standIn;
    else if (decision.kind === 'redact') out += '[…]';
    else out += text.slice(start, end);
    at = end;
  }
  return out + text.slice(at);
}
