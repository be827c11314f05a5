import type { Spot } from '../../state/joining.svelte';
import type { Content } from '../../ipc/shell';
import type { FieldName } from '../../state/pieces';
import { happenedInWords } from '../../text/dates';
import { t } from '../../text/en';

/** The id of the element that shows a difference, where the focus goes. */
export const spotElement = (spot: Spot) => `joining-${String(spot)}`;

/** A field as a person reads it; empty when nothing is said. */
export function fieldWords(
  field: FieldName,
  content: Omit<Content, 'body'>,
  personName: (id: string) => string,
): string {
  switch (field) {
    case 'title':
      return content.title;
    case 'place':
      return content.place ?? '';
    case 'happened':
      return content.happened === null ? '' : happenedInWords(content.happened);
    case 'kind':
      return content.kind === null ? '' : t.kinds[content.kind];
    case 'people':
      return content.people.map(personName).join(', ');
    case 'tags':
      return content.tags.join(', ');
    case 'feeling': {
      if (content.feeling === null) return '';
      const { valence, words } = content.feeling;
      return [t.page.feelings[valence + 3] ?? '', words.join(', ')].filter(Boolean).join(': ');
    }
  }
}
