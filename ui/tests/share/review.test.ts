import { screen, within } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { keepAll, leavesOf, plan, progress, row, staysOf, story, tell } from './share';

describe('the plan', () => {
  it('asks for a person and a rule, and for nothing else', async () => {
    const { user, shell } = await tell();
    await user.click(screen.getByTestId('plan-begin'));
    expect(screen.getAllByRole('alert')).toHaveLength(2);
    for (const radio of within(screen.getByRole('radiogroup')).getAllByRole('radio'))
      expect(radio).not.toBeChecked();
    expect(shell.calls).not.toContain('startShare');
  });

  it('adds a new person by name, and names the recipient from then on', async () => {
    const telling = await tell();
    await plan(telling, 'Nora Lind');
    expect(screen.getByTestId('share-recipient')).toHaveTextContent('For Nora Lind');
    expect((await telling.shell.listPeople()).map(({ name }) => name)).toContain('Nora Lind');
  });

  it('means the person that is known by a nickname', async () => {
    const telling = await tell();
    const before = (await telling.shell.listPeople()).length;
    await plan(telling, 'ana');
    expect(screen.getByTestId('share-recipient')).toHaveTextContent('For Ana Ribeiro');
    expect(await telling.shell.listPeople()).toHaveLength(before);
  });
});

describe('the review', () => {
  it('begins with everything undecided, and the first item current', async () => {
    const telling = await tell();
    await plan(telling);
    expect(progress()).toBe('0 of 6 decided');
    for (const item of screen.getAllByTestId('review-item'))
      expect(item.dataset['decision']).toBe('undecided');
    expect(row('title').querySelector('[aria-current]')).not.toBeNull();
    expect(screen.getByTestId('review-preview')).toBeDisabled();
  });

  it('is decided by keys, and leads from a kept item into its findings', async () => {
    const telling = await tell();
    await plan(telling);
    await telling.press('1', '3');
    expect(progress()).toBe('2 of 6 decided');
    expect(leavesOf('place')).toBe('Does not leave.');
    expect(staysOf('place')).toContain('Lisbon');
    await telling.press('1');
    expect(screen.getByTestId('desk-finding')).toHaveTextContent('“Maria Stern” a person');
    expect(document.activeElement).toHaveAccessibleName('Maria Stern: a person, undecided');
    expect(progress()).toBe('2 of 6 decided');
    await telling.press('3');
    expect(leavesOf('block-0')).toContain('[…] gave me');
    expect(staysOf('block-0')).toContain('“Maria Stern”, taken out');
    expect(progress()).toBe('3 of 6 decided');
    expect(screen.getByTestId('review-said')).toHaveTextContent('Redacted. 3 of 6 decided');
  });

  it('carries a decision to every place of the same name, with the count', async () => {
    const telling = await tell();
    await plan(telling);
    await telling.press('1', '3', '1', '2');
    expect(screen.getByTestId('everywhere')).toHaveTextContent(
      '“Maria Stern” everywhere, 3 places',
    );
    await telling.press('a');
    expect(screen.getByTestId('review-said')).toHaveTextContent('Applied in 3 places');
    expect(screen.getByTestId('review-applied')).toHaveTextContent('Applied in 3 places.');
    expect(leavesOf('block-0')).toContain('a manager gave me');
    expect(leavesOf('block-2')).toContain('I told a manager in');
    expect(leavesOf('person-a2')).toBe('a manager');
    expect(screen.queryByTestId('everywhere')).toBeNull();
    await telling.press('j');
    expect(screen.queryByTestId('review-applied')).toBeNull();
  });

  it('offers stand-ins that can be edited', async () => {
    const telling = await tell();
    await plan(telling);
    await telling.press('1', '3', '1', 'e');
    expect(screen.getByTestId('stand-in')).toHaveFocus();
    await telling.user.clear(screen.getByTestId('stand-in'));
    await telling.user.type(screen.getByTestId('stand-in'), 'hand no 1{Enter}');
    expect(leavesOf('block-0')).toContain('hand no 1 gave me');
  });

  it('undoes, and goes to what was undone', async () => {
    const telling = await tell();
    await plan(telling);
    await telling.press('1', '3', 'u');
    expect(row('place').dataset['decision']).toBe('undecided');
    expect(row('place').querySelector('.leaves')).toHaveFocus();
    await telling.press('u');
    expect(progress()).toBe('0 of 6 decided');
  });

  it('rewrites in place, with the original beside it', async () => {
    const telling = await tell();
    await plan(telling);
    await telling.press('j', 'j', 'j', '2');
    const field = screen.getByTestId('rewrite-text');
    expect(field).toHaveFocus();
    expect(staysOf('block-1')).toContain('The sum was €48,300.');
    await telling.user.clear(field);
    await telling.press('{Control>}{Enter}{/Control}');
    expect(screen.getByRole('alert')).toHaveTextContent('There are no words here');
    await telling.user.type(field, '123 was too much, said Maria.');
    await telling.press('{Control>}{Enter}{/Control}');
    expect(row('block-1').dataset['decision']).toBe('rewrite');
    expect(screen.getByTestId('desk-finding')).toHaveTextContent('“Maria”');
    expect(staysOf('block-1')).toContain('The sum was €48,300.');
  });

  it('keeps the remaining findings of an item at once', async () => {
    const telling = await tell({ ...story, body: 'Maria and Tomás paid €12,000 in Lisbon.' });
    await plan(telling);
    await telling.press('3', '3', '1');
    expect(row('block-0')).toHaveTextContent('4 open');
    await telling.press('{Shift>}!{/Shift}');
    expect(row('block-0').dataset['decided']).toBe('true');
  });

  it('says that the detector misses things, and explains its keys', async () => {
    const telling = await tell();
    await plan(telling);
    expect(screen.getByText(/it misses things/)).toBeVisible();
    await telling.press('?');
    expect(screen.getByTestId('review-keys')).toBeInTheDocument();
    await telling.press('1');
    expect(progress()).toBe('0 of 6 decided');
  });

  it('says what failed and keeps the decisions made', async () => {
    const telling = await tell();
    await plan(telling);
    await telling.press('1');
    telling.shell.failWith('decideItem', 'disk-full');
    await telling.press('3');
    expect(screen.getByRole('alert')).toHaveTextContent('The disk is full');
    expect(progress()).toBe('1 of 6 decided');
    telling.shell.failWith('decideItem', null);
    await telling.press('3');
    expect(screen.queryByRole('alert')).toBeNull();
    expect(progress()).toBe('2 of 6 decided');
  });

  it('takes keys faster than the shell answers, none lost', async () => {
    const telling = await tell();
    await plan(telling);
    await telling.user.keyboard('1333');
    await telling.press('k');
    expect(progress()).toBe('4 of 6 decided');
  });

  it('is finished when nothing waits', async () => {
    const telling = await tell();
    await plan(telling);
    await keepAll(telling);
    expect(progress()).toBe('6 of 6 decided');
    await telling.press('{Enter}');
    expect(await screen.findByTestId('preview')).toBeInTheDocument();
  });
});
