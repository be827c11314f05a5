/** Days as the person's own calendar has them, `YYYY-MM-DD`. */

const two = (value: number) => String(value).padStart(2, '0');

/** The day so many days from now; 0 is today. */
export function dayFromNow(days: number, now = new Date()): string {
  const day = new Date(now.getFullYear(), now.getMonth(), now.getDate() + days);
  return `${String(day.getFullYear()).padStart(4, '0')}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
}

/** The same day of the month so many months from now, or the month's last. */
export function monthFromNow(months: number, now = new Date()): string {
  const last = new Date(now.getFullYear(), now.getMonth() + months + 1, 0);
  const day = Math.min(now.getDate(), last.getDate());
  return `${String(last.getFullYear()).padStart(4, '0')}-${two(last.getMonth() + 1)}-${two(day)}`;
}

export const isDay = (text: string) =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`));
