/** Tellings that left before the window was opened, made of the invented ones. */

import { noAfter, type MemoryJournal } from './memory-share';
import type { LedgerRow, Summary } from './shell';
import { sampleTellings } from './sample-letters';

export function toldBefore(entries: readonly Summary[], journal: MemoryJournal): LedgerRow[] {
  return sampleTellings.flatMap(({ title, to, after, ...row }, index): LedgerRow[] => {
    const entry = entries.find((one) => one.title === title);
    const person = journal.people().find(({ name }) => name === to);
    if (entry === undefined || person === undefined) return [];
    return [
      {
        ...row,
        id: `told-${index}`,
        entry: entry.id,
        entryTitle: title,
        person: person.id,
        personName: person.name,
        state: row.format === 'cue-card' ? 'told' : 'written',
        fileName: row.format === 'cue-card' ? '' : `letter-${row.at.slice(0, 10)}.html`,
        counts: {
          kept: 4,
          rewritten: 1,
          leftOut: 2,
          generalised: 1,
          redacted: 0,
          photos: 0,
          files: 0,
          cleaned: 0,
        },
        after: { ...noAfter(), ...after },
      },
    ];
  });
}
