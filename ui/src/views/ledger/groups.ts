import type { LedgerRow } from '../../ipc/shell';

export type Grouping = 'day' | 'person' | 'entry';
export interface Group {
  key: string;
  /** Null when there is one group only, of everything. */
  name: string | null;
  rows: LedgerRow[];
}

/** Rows under who was told or what, each group where its newest row is. */
export function groupsOf(
  rows: readonly LedgerRow[],
  grouping: Grouping,
  untitled: string,
): Group[] {
  if (grouping === 'day') return [{ key: 'all', name: null, rows: [...rows] }];
  const groups = new Map<string, Group>();
  for (const row of rows) {
    const [key, name] =
      grouping === 'person'
        ? [row.person, row.personName]
        : [row.entry, row.entryTitle || untitled];
    const group = groups.get(key) ?? { key, name, rows: [] };
    group.rows.push(row);
    groups.set(key, group);
  }
  return [...groups.values()];
}
