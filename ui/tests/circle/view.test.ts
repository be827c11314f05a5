import { render, screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { begun } from '../program';
import App from '../../src/views/App.svelte';
import { circleText as t } from '../../src/text/circle-en';

async function atTheCircle() {
  const { program, shell } = await begun();
  const user = userEvent.setup();
  render(App, { program });
  await screen.findByTestId('new-entry');
  await user.keyboard('{Control>}k{/Control}');
  await user.keyboard(`${t.action}{Enter}`);
  await screen.findByTestId('circle');
  return { shell, user };
}

describe('the circle in the window', () => {
  it('is gone through with the keyboard alone', async () => {
    const { user } = await atTheCircle();
    await user.type(screen.getAllByRole('textbox', { name: t.name1(1) })[0]!, 'Ana');
    await user.selectOptions(screen.getByRole('combobox', { name: t.howMany }), '1');
    screen.getByTestId('circle-open').focus();
    await user.keyboard('{Enter}');
    expect(await screen.findByText(t.rules[0]!, { selector: 'li.big' })).toBeVisible();
    screen.getByTestId('circle-agree').focus();
    await user.keyboard('{Enter}');
    expect(await screen.findByRole('heading', { name: t.tells('Ana') })).toHaveFocus();
    for (let press = 0; press < 9; press += 1) {
      screen.getByTestId('circle-next').focus();
      await user.keyboard('{Enter}');
    }
    expect(await screen.findByRole('heading', { name: t.done })).toBeVisible();
  });

  it('has cards beside the page, for the printer only', async () => {
    const { shell, user } = await atTheCircle();
    const paper = document.querySelector<HTMLElement>('.to-print')!;
    expect(within(paper).getAllByRole('article', { hidden: true })).toHaveLength(4);
    await user.click(screen.getByTestId('circle-print'));
    expect(shell.calls).toContain('printWindow');
  });

  it('leaves no name behind a lock', async () => {
    const { user } = await atTheCircle();
    await user.type(screen.getAllByRole('textbox', { name: t.name1(1) })[0]!, 'Ana');
    await user.keyboard('{Control>}l{/Control}');
    await screen.findByTestId('unlock');
    expect(document.body.innerHTML).not.toContain('Ana');
    expect(document.querySelector('.to-print')).toBeNull();
  });
});
