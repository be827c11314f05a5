/** The program inside a sealed page: asks for the passphrase, opens the letter, shows it. */

import { readLetter, type LetterFile, type LetterProblem } from '../src/letter/letter';
import { renderLetter } from '../src/letter/view';
import { pageWords as say } from '../src/text/letter-en';
import { fromBase64, open } from './open';
import { inWorker } from './scrypt';

/** The worker's program, put here by build.mjs. */
declare const WORKER: string;

const PROBLEMS: Record<LetterProblem, string> = {
  'not-a-letter': say.notALetter,
  'letter-newer': say.newer,
  'letter-damaged': say.damaged,
};

function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  fields: Partial<HTMLElementTagNameMap[K]> = {},
  ...inside: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = Object.assign(document.createElement(tag), fields);
  made.append(...inside);
  return made;
}

const page = document.getElementById('page') ?? document.body;
const said = element('div', { className: 'said' });
said.setAttribute('role', 'status');

/** The one policy of this page that may name a script: the worker's, out of this page's own bytes. */
function workerAddress(): string {
  const address = URL.createObjectURL(new Blob([WORKER], { type: 'text/javascript' }));
  const { trustedTypes } = window as Window & { trustedTypes?: TrustedTypes };
  const policy = trustedTypes?.createPolicy('worker', { createScriptURL: () => address });
  return (policy?.createScriptURL('') as string | undefined) ?? address;
}

interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL: () => string },
  ): { createScriptURL(from: string): unknown };
}

/** A picture is what it says; anything else is bytes, so that no browser makes something of them. */
function addressOf({ bytes, type }: LetterFile): string {
  const kind = type.startsWith('image/') ? type : 'application/octet-stream';
  return URL.createObjectURL(new Blob([new Uint8Array(bytes ?? [])], { type: kind }));
}

let address: string | undefined;
const derive = inWorker(() => new Worker((address ??= workerAddress())));

function sealedFile(): Uint8Array | null {
  try {
    const file = fromBase64(document.getElementById('letter')?.textContent ?? '');
    return new TextDecoder().decode(file.subarray(0, 21)) === 'age-encryption.org/v1' ? file : null;
  } catch {
    // The template as built holds a marker that is not base64.
    return null;
  }
}

function showLocked(file: Uint8Array): void {
  const field = element('textarea', {
    id: 'passphrase',
    rows: 2,
    autocomplete: 'off',
    spellcheck: false,
    autocapitalize: 'off',
    enterKeyHint: 'go',
  });
  field.setAttribute('autocorrect', 'off');
  field.setAttribute('aria-describedby', 'answer');
  const answer = element('p', { id: 'answer', className: 'lock-say' });
  answer.setAttribute('role', 'alert');
  const act = element('button', { type: 'submit', className: 'chief', id: 'open' }, say.open);
  const veil = element('button', { type: 'button', className: 'plain' }, say.hide);
  const progress = element('progress', { max: 1, value: 0, hidden: true });
  progress.setAttribute('aria-label', say.progress);
  const form = element(
    'form',
    {},
    element('label', { htmlFor: 'passphrase' }, say.label),
    element('div', { className: 'lock-line' }, field),
    answer,
    element('div', { className: 'lock-acts' }, act, veil),
    progress,
  );
  page.replaceChildren(
    said,
    element(
      'div',
      { className: 'lock' },
      element('h1', {}, say.sealedTitle),
      element('p', { className: 'lock-lead' }, say.sealed),
      element('p', { className: 'lock-where' }, say.where),
      form,
      element('p', { className: 'lock-private' }, say.private),
    ),
  );

  let busy = false;
  const refuse = (words: string): void => {
    answer.textContent = words;
    answer.classList.add('wrong');
    field.setAttribute('aria-invalid', 'true');
    field.focus();
    field.select();
  };
  const settle = (): void => {
    answer.textContent = '';
    answer.classList.remove('wrong');
    field.removeAttribute('aria-invalid');
  };
  const setBusy = (now: boolean): void => {
    busy = now;
    field.readOnly = now;
    act.textContent = now ? say.opening : say.open;
    act.setAttribute('aria-disabled', String(now));
    progress.hidden = !now;
    progress.value = 0;
  };
  const attempt = async (): Promise<void> => {
    if (busy) return;
    settle();
    if (field.value.trim() === '') {
      refuse(say.empty);
      return;
    }
    setBusy(true);
    const opened = await open(file, field.value, (share) => (progress.value = share), derive);
    setBusy(false);
    if ('problem' in opened) {
      refuse(opened.problem === 'damaged' ? say.damaged : say.wrong);
      return;
    }
    const read = readLetter(opened.letter);
    if ('problem' in read) {
      refuse(PROBLEMS[read.problem]);
      return;
    }
    field.value = '';
    const letter = element('article', { className: 'letter', lang: '' });
    letter.setAttribute('aria-labelledby', 'letter-heading');
    letter.append(
      renderLetter(document, read.letter, {
        links: 'open',
        headingId: 'letter-heading',
        addressOf: (file) => addressOf(file),
      }),
    );
    showOpen(file, letter);
  };
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void attempt();
  });
  field.addEventListener('input', settle);
  field.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  });
  veil.addEventListener('click', () => {
    veil.textContent = field.classList.toggle('veiled') ? say.show : say.hide;
    field.focus();
  });
}

function showOpen(file: Uint8Array, letter: HTMLElement): void {
  const print = element('button', { type: 'button' }, say.print);
  const close = element('button', { type: 'button' }, say.close);
  print.addEventListener('click', () => {
    window.print();
  });
  close.addEventListener('click', () => {
    showLocked(file);
    said.textContent = say.closed;
    document.getElementById('passphrase')?.focus();
  });
  page.replaceChildren(said, letter, element('div', { className: 'open-acts' }, print, close));
  window.scrollTo(0, 0);
  said.textContent = say.opened;
  document.getElementById('letter-heading')?.focus();
}

const file = sealedFile();
if (file === null) page.replaceChildren(element('p', { className: 'lock-lead' }, say.nothing));
else showLocked(file);
