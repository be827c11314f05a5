import axe from 'axe-core';
import { expect } from 'vitest';

/** Nothing on the screen is hard to reach for want of a name, a role or a label. Colours jsdom has none of. */
export async function axeFindsNothing(node: Element = document.body): Promise<void> {
  const { violations } = await axe.run(node, {
    rules: { 'color-contrast': { enabled: false }, region: { enabled: false } },
  });
  expect(
    violations.map(({ id, nodes }) => `${id}: ${nodes.map((one) => one.html).join(' | ')}`),
  ).toEqual([]);
}
