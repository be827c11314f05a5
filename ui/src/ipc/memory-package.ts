/** What would leave, made in memory: a letter, or plain Markdown. */

import type { Counts, Format, Preview, Review, Stay } from './shell';

export function previewOf(review: Review, format: Format, at: string): Preview {
  const counts: Counts = { kept: 0, rewritten: 0, leftOut: 0, generalised: 0, redacted: 0 };
  const stays: Stay[] = [];
  for (const item of review.items) {
    if (item.decision.kind === 'leave-out') {
      counts.leftOut += 1;
      stays.push({ what: item.kind, text: item.text });
      continue;
    }
    if (item.decision.kind === 'rewrite') {
      counts.rewritten += 1;
      stays.push({ what: item.kind, text: item.text });
    } else counts.kept += 1;
    for (const { decision, kind, text } of item.findings) {
      if (decision.kind === 'generalise') counts.generalised += 1;
      else if (decision.kind === 'redact') counts.redacted += 1;
      else continue;
      stays.push({ what: kind, text });
    }
  }
  const text = format.kind === 'markdown' ? markdownOf(review, at) : letterOf(review, at);
  const extension = {
    'age-recipient': 'age',
    'age-passphrase': 'age',
    'sealed-page': 'html',
    markdown: 'md',
  }[format.kind];
  return {
    text,
    digest: digestOf(text),
    stays,
    counts,
    suggestedName: `letter-${at.slice(0, 10)}.${extension}`,
  };
}

function leaving(review: Review, kind: string): string[] {
  return review.items
    .filter((item) => item.kind === kind && item.leaves !== null)
    .map((item) => item.leaves ?? '');
}

function letterOf(review: Review, at: string): string {
  const body = leaving(review, 'block').join('\n\n');
  const [feeling] = leaving(review, 'feeling');
  const head = {
    tellable: 'letter',
    v: 1,
    id: review.id,
    at: at.slice(0, 10),
    rule: review.plan.rule,
    title: leaving(review, 'title')[0] ?? null,
    happened: leaving(review, 'happened')[0] ?? null,
    place: leaving(review, 'place')[0] ?? null,
    people: leaving(review, 'person'),
    tags: leaving(review, 'tag'),
    feeling: feeling ?? null,
    length: new TextEncoder().encode(body).length,
    attachments: [],
  };
  return `${JSON.stringify(head)}\n${body}\n`;
}

function markdownOf(review: Review, at: string): string {
  const title = leaving(review, 'title').map((words) => `# ${words}`);
  return [
    ...title,
    ...leaving(review, 'block'),
    '---',
    `Keep to the rule: ${review.plan.rule}. ${at.slice(0, 10)}`,
    '',
  ].join('\n\n');
}

/** Enough to notice a change; the real digest is made by the share crate. */
function digestOf(text: string): string {
  let sum = 7;
  for (const char of text) sum = (sum * 31 + (char.codePointAt(0) ?? 0)) % 4294967291;
  return sum.toString(16).padStart(8, '0');
}
