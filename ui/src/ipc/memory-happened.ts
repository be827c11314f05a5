const months = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];
const seasons: Record<string, string> = {
  spring: '21',
  summer: '22',
  autumn: '23',
  fall: '23',
  winter: '24',
};

const monthNumber = (name: string): string | null => {
  const at = months.findIndex((month) => name.length >= 3 && month.startsWith(name));
  return at < 0 ? null : String(at + 1).padStart(2, '0');
};

/** Enough of the core's understanding for a look in a browser: EDTF, and the commonest words. */
export function readHappenedWords(text: string): string | null {
  const given = text.trim().toLowerCase();
  if (/^\d{4}(-\d{2}(-\d{2})?)?[~?%]?$/.test(given)) return given;
  if (/^\d{3}x$|^\d{2}xx$/.test(given)) return given.toUpperCase();
  if (/^\d{4}\/\d{4}$/.test(given)) return given;
  const about = /^(?:about|around|circa|ca\.?)\s+(.+)$/.exec(given);
  if (about?.[1] !== undefined) {
    const inner = readHappenedWords(about[1]);
    return inner === null ? null : `${inner}~`;
  }
  const decade = /^(?:the )?(\d{3})0s$/.exec(given);
  if (decade) return `${decade[1]}X`;
  const season = /^(spring|summer|autumn|fall|winter)(?: of)? (\d{4})$/.exec(given);
  if (season?.[1] !== undefined) return `${season[2]}-${seasons[season[1]]}`;
  const day = /^(\d{1,2}) ([a-z]+) (\d{4})$/.exec(given);
  if (day?.[2] !== undefined) {
    const month = monthNumber(day[2]);
    return month === null ? null : `${day[3]}-${month}-${day[1]?.padStart(2, '0')}`;
  }
  const month = /^([a-z]+) (\d{4})$/.exec(given);
  if (month?.[1] !== undefined) {
    const at = monthNumber(month[1]);
    return at === null ? null : `${month[2]}-${at}`;
  }
  return null;
}
