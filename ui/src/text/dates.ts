import type { Order, Summary } from '../ipc/shell';

const locale = 'en-GB';
const seasons: Record<string, string> = {
  '21': 'spring',
  '22': 'summer',
  '23': 'autumn',
  '24': 'winter',
};

function formatter(options: Intl.DateTimeFormatOptions) {
  return new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...options });
}
const month = formatter({ month: 'long', year: 'numeric' });
const day = formatter({ day: 'numeric', month: 'long', year: 'numeric' });
const shortDay = formatter({ day: 'numeric', month: 'short' });
const shortMonth = formatter({ month: 'short' });
const dayAndTime = formatter({
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
});
const numbers = new Intl.NumberFormat(locale);

export const number = (value: number) => numbers.format(value);

/** One end of an EDTF date in words; what is not understood is shown as it stands. */
function oneInWords(edtf: string): string {
  const about = /[~%]/.test(edtf) ? 'about ' : '';
  const unsure = /[?%]/.test(edtf) ? ', perhaps' : '';
  const bare = edtf.replace(/[~?%]/g, '');
  const decade = /^(\d{3})X$/.exec(bare);
  if (decade) return `the ${decade[1]}0s`;
  const century = /^(\d{2})XX$/.exec(bare);
  if (century) return `the ${century[1]}00s`;
  const parts = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(bare);
  if (!parts) return edtf;
  const [, year, monthPart, dayPart] = parts;
  if (monthPart === undefined) return `${about}${year}${unsure}`;
  const season = seasons[monthPart];
  if (season !== undefined) return `${about}${season} ${year}${unsure}`;
  const date = new Date(`${year}-${monthPart}-${dayPart ?? '01'}T00:00:00Z`);
  if (Number.isNaN(date.getTime())) return edtf;
  return `${about}${(dayPart === undefined ? month : day).format(date)}${unsure}`;
}

/** An EDTF date as a person would say it: `1998~` is "about 1998". */
export function happenedInWords(edtf: string): string {
  const [from, to] = edtf.split('/');
  if (from === undefined || to === undefined) return oneInWords(edtf);
  if (from === '' || from === '..') return `until ${oneInWords(to)}`;
  if (to === '' || to === '..') return `since ${oneInWords(from)}`;
  return `${oneInWords(from)} to ${oneInWords(to)}`;
}

/** The wall-clock date at the place where it was written: the offset is kept, not converted. */
function local(moment: string): Date {
  return new Date(`${moment.slice(0, 19)}Z`);
}

export const writtenDay = (moment: string) => day.format(local(moment));
export const writtenMoment = (moment: string) => dayAndTime.format(local(moment));

/** The heading an entry stands under: its year, a decade when no year is known. */
export function yearHeading(entry: Summary, order: Order): string {
  const happened = order === 'happened' ? entry.happened : null;
  if (happened === null) return entry.written.slice(0, 4);
  const found = /(\d{4}|\d{3}X|\d{2}XX)/.exec(happened)?.[1];
  if (found === undefined) return happened;
  return found.includes('X') ? `${found.replaceAll('X', '0')}s` : found;
}

/** The short date in a row that stands under its year already: "14 Mar", "Jan to Mar", "about 1998". */
export function rowDate(entry: Summary, order: Order): string {
  const happened = order === 'happened' ? entry.happened : null;
  if (happened === null) return shortDay.format(local(entry.written));
  const months = /^(\d{4})-(0\d|1[0-2])\/\1-(0\d|1[0-2])$/.exec(happened);
  if (months) {
    const [from, to] = [months[2], months[3]].map((one) => new Date(`${months[1]}-${one}-01`));
    return `${shortMonth.format(from)} to ${shortMonth.format(to)}`;
  }
  const parts = /^(\d{4})-(\d{2})(?:-(\d{2}))?$/.exec(happened);
  const season = parts?.[2] === undefined ? undefined : seasons[parts[2]];
  if (!parts || season !== undefined) return season ?? happenedInWords(happened);
  const date = new Date(`${parts[1]}-${parts[2]}-${parts[3] ?? '01'}T00:00:00Z`);
  if (Number.isNaN(date.getTime())) return happened;
  return (parts[3] === undefined ? shortMonth : shortDay).format(date);
}
