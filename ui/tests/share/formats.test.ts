import { screen, within } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { CueLines, sentencesOf } from '../../src/state/cue-lines.svelte';
import type { Item } from '../../src/ipc/shell';
import { packingText as t } from '../../src/text/packing-en';
import { keepAll, plan, tell } from './share';

const KEY = `age1${'q'.repeat(58)}`;

async function previewed() {
  const telling = await tell();
  await plan(telling);
  await telling.press('1', '3');
  await keepAll(telling);
  await telling.press('{Enter}');
  await screen.findByTestId('preview-letter');
  return telling;
}

const leaving = (...texts: string[]) =>
  texts.map((leaves) => ({ kind: 'block', leaves }) as unknown as Item);

describe('what a cue card can be made of', () => {
  it('is what leaves, sentence by sentence, without marks', () => {
    const items = leaving('I **failed**. She saw [it](https://x.example).', '- one\n- two', '---');
    expect(sentencesOf(items)).toEqual(['I failed.', 'She saw it.', 'onetwo']);
  });

  it('is never what stays', () => {
    const stays = [{ kind: 'block', leaves: null, text: 'secret' }] as unknown as Item[];
    expect(sentencesOf(stays)).toEqual([]);
  });

  it('is three to seven lines that fit', () => {
    const cue = new CueLines();
    for (const line of ['one', 'two', ' ']) cue.add(line);
    expect(cue.good).toBe(false);
    cue.lines[2] = 'three';
    expect(cue.good).toBe(true);
    cue.lines[2] = 'x'.repeat(121);
    expect(cue.good).toBe(false);
    for (let more = 0; more < 9; more += 1) cue.add(`more ${String(more)}`);
    expect(cue.lines).toHaveLength(7);
    cue.move(0, 1);
    expect(cue.lines.slice(0, 2)).toEqual(['two', 'one']);
  });
});

describe('telling in person', () => {
  it('makes a card of picked lines, writes nothing, and the ledger has it', async () => {
    const { shell, user } = await previewed();
    await user.click(screen.getByTestId('format-cue-card'));
    expect(screen.getByTestId('preview-go')).toBeDisabled();
    for (const sentence of screen.getAllByTestId('cue-sentence').slice(0, 3))
      await user.click(sentence);
    const lines = screen.getAllByTestId<HTMLInputElement>('cue-line');
    await user.clear(lines[0]!);
    await user.type(lines[0]!, 'The file');
    await expect.poll(() => screen.getByTestId('preview-go')).toBeEnabled();
    await user.click(screen.getByTestId('preview-go'));
    expect(screen.queryByTestId('seal-path')).toBeNull();
    await user.type(await screen.findByTestId('seal-name'), 'Ana Ribeiro');
    await user.click(screen.getByTestId('seal-act'));
    const card = await screen.findByTestId('card-lines');
    expect(within(card).getAllByRole('listitem')[0]).toHaveTextContent('The file');
    expect(shell.calls).not.toContain('sealPackage');
    expect((await shell.listLedger())[0]).toMatchObject({ state: 'told', format: 'cue-card' });
    expect(document.querySelector('.to-print')).toHaveTextContent('The file');
    await user.click(screen.getByTestId('card-print'));
    expect(shell.calls).toContain('printWindow');
  });
});

describe('telling several people', () => {
  it('asks for each of their keys and for all of their names', async () => {
    const { shell, user } = await previewed();
    const [, other] = await shell.listPeople();
    await user.click(screen.getByTestId('format-age-recipient'));
    await user.click(screen.getByTestId('preview-recipient'));
    await user.paste(KEY);
    await expect.poll(() => screen.getByTestId('preview-go')).toBeEnabled();
    await user.click(screen.getByTestId('other-add'));
    expect(screen.getByTestId('preview-go')).toBeDisabled();
    await user.type(screen.getByTestId('other-name'), other!.name);
    await user.clear(screen.getByTestId('other-key'));
    await user.click(screen.getByTestId('other-key'));
    await user.paste(`age1${'p'.repeat(58)}`);
    await expect.poll(() => screen.getByTestId('preview-go')).toBeEnabled();
    await user.click(screen.getByTestId('preview-go'));
    await user.click(await screen.findByTestId('seal-choose'));
    await user.type(screen.getByTestId('seal-name'), 'Ana Ribeiro');
    expect(screen.getByTestId('seal-act')).toBeDisabled();
    await user.type(screen.getByTestId('seal-name'), `, ${other!.name}`);
    await user.click(screen.getByTestId('seal-act'));
    await screen.findByTestId('done');
    const told = (await shell.listLedger()).slice(0, 2).map(({ personName }) => personName);
    expect(told.sort()).toEqual(['Ana Ribeiro', other!.name].sort());
  });

  it('does not take a stranger or the same person twice', async () => {
    const { user } = await previewed();
    await user.click(screen.getByTestId('format-age-recipient'));
    await user.click(screen.getByTestId('other-add'));
    await user.type(screen.getByTestId('other-name'), 'Nobody Here');
    expect(await screen.findByText(t.otherUnknown('Nobody Here'))).toBeVisible();
    await user.clear(screen.getByTestId('other-name'));
    await user.type(screen.getByTestId('other-name'), 'Ana Ribeiro');
    expect(await screen.findByText(t.otherTwice)).toBeVisible();
  });
});
