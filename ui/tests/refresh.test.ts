import { describe, expect, it } from 'vitest';
import { begun } from './program';

describe('a long timeline', () => {
  it('still shows what was seen, after something was saved', async () => {
    const { program } = await begun({ begin: 'open', many: 900 });
    program.timeline.want(450, 470);
    await new Promise((resolve) => setTimeout(resolve, 0));
    await program.openEntry(program.timeline.at(0)!.id);
    program.page.change({ body: 'other words' });
    await program.page.save();
    await program.timeline.refresh();
    expect(program.timeline.at(460)).not.toBeNull();
    expect(program.timeline.at(0)?.excerpt).toBe('other words');
  });
});
