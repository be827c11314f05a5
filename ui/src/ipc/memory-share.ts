/** The share part of `shell.ts`, answered from memory: for component tests and for work on the looks. */

import { findingsOf, itemsOf, topicsOf, type RawFinding, type RawItem } from './memory-findings';
import { previewOf } from './memory-package';
import type {
  Content,
  Decision,
  Entry,
  FindingDecision,
  FindingView,
  Item,
  LedgerRow,
  Person,
  Plan,
  Review,
  Shell,
} from './shell';

/** What the share part of the memory shell may ask of the rest of it. */
export interface MemoryJournal {
  entry(id: string): Entry;
  content(id: string): Content;
  person(id: string): Person;
  people(): Person[];
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
>;

interface Decisions {
  items: Map<string, Decision>;
  findings: Map<string, FindingDecision>;
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
}

const UNDECIDED = { kind: 'undecided' } as const;
const PASSPHRASE = 'amber-river-stone-quiet-ladder-north-april';

const copyOf = ({ items, findings }: Decisions): Decisions => ({
  items: new Map(items),
  findings: new Map(findings),
});

/** The calls of telling, answered from memory. */
export function memoryShare(journal: MemoryJournal): ShareCalls {
  const shares = new Map<string, Share>();
  const ledger: LedgerRow[] = [];
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
  const itemsNow = (entry: string) => itemsOf(journal.content(entry), (id) => journal.person(id));
  const textOf = (raw: RawItem, decision: Decision) =>
    decision.kind === 'rewrite' ? decision.text : raw.text;
  const decisionOf = (share: Share, raw: RawItem): Decision =>
    share.decisions.items.get(raw.id) ?? UNDECIDED;
  const foundIn = (share: Share, raw: RawItem): RawFinding[] => {
    const decision = decisionOf(share, raw);
    return decision.kind === 'leave-out' ? [] : findingsIn(share, textOf(raw, decision));
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
      const stays = decision.kind === 'undecided' || decision.kind === 'leave-out';
      const open = findings.some((finding) => finding.decision.kind === 'undecided');
      return {
        ...raw,
        decision,
        findings,
        topics: topicsOf(raw.text),
        leaves: stays ? null : leavesOf(textOf(raw, decision), findings),
        decided: decision.kind === 'leave-out' || (decision.kind !== 'undecided' && !open),
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
    };
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
          decisions: { items: new Map(), findings: new Map() },
          past: [],
          voided: 0,
          changed: journal.now(),
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
        if (format.kind === 'age-recipient' && !isRecipient(format.recipient))
          journal.fail('recipient-invalid');
        return previewOf(review, format, journal.now());
      }),
    checkRecipient: (recipient) => answer(() => isRecipient(recipient)),
    sealPackage: (id, format, digest, path, typedName) =>
      answer(() => {
        const share = shareOf(id);
        const review = view(share);
        const preview = previewOf(review, format, journal.now());
        if (preview.digest !== digest) journal.fail('not-approved');
        if (typedName.trim().toLowerCase() !== review.personName.toLowerCase())
          journal.fail('name-mismatch');
        const fileName = path.split(/[/\\]/).at(-1) ?? path;
        if (fileName.startsWith('taken')) journal.fail('target-exists', { name: fileName });
        const row: LedgerRow = {
          id: nextId(),
          entry: share.entry,
          entryTitle: journal.content(share.entry).title,
          person: share.plan.person,
          personName: review.personName,
          at: journal.now(),
          format: format.kind,
          rule: share.plan.rule,
          purpose: share.plan.purpose,
          counts: preview.counts,
          state: 'written',
          fileName,
        };
        ledger.unshift(row);
        shares.delete(id);
        const passphrase =
          format.kind === 'age-passphrase' || format.kind === 'sealed-page' ? PASSPHRASE : null;
        return { ledger: row.id, path, bytes: preview.text.length + 400, passphrase };
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
