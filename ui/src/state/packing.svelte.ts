import type { Format, Preview, Sealed, Shell } from '../ipc/shell';

/** From a finished review to a file: the format, what exactly leaves, where it goes, and the seal. */
export class Packing {
  kind = $state<Format['kind']>('sealed-page');
  recipient = $state('');
  /** Null while nothing is typed, or it is not checked yet. */
  recipientGood = $state<boolean | null>(null);
  /** The extra yes for a file without a seal. */
  plainAgreed = $state(false);
  preview = $state.raw<Preview | null>(null);
  /** The format that `preview` was made for; only that one can be sealed. */
  approved = $state.raw<Format | null>(null);
  path = $state('');
  typedName = $state('');
  sealing = $state(false);
  sealed = $state.raw<Sealed | null>(null);
  problem = $state.raw<unknown>(null);

  readonly #shell: Shell;
  readonly #share: string;
  readonly person: string;
  #asked = 0;

  /** What is chosen, when it is complete. */
  readonly format = $derived.by((): Format | null => {
    if (this.kind === 'cue-card') return null;
    if (this.kind !== 'age-recipient') return { kind: this.kind };
    return this.recipientGood === true
      ? { kind: 'age-recipient', recipient: this.recipient.trim(), others: [] }
      : null;
  });
  /** True when what stands on the screen is what would be sealed. */
  readonly ready = $derived(
    this.preview !== null &&
      this.approved !== null &&
      this.format !== null &&
      JSON.stringify(this.approved) === JSON.stringify(this.format) &&
      (!isPlain(this.kind) || this.plainAgreed),
  );

  constructor(shell: Shell, share: string, person: string) {
    this.#shell = shell;
    this.#share = share;
    this.person = person;
  }

  /** Whether the name that was typed is the person's. */
  get nameMatches(): boolean {
    return plain(this.typedName) === plain(this.person);
  }

  /** Asks for the bytes of what is chosen. Without a recipient yet, a letter is shown that cannot be sealed. */
  async refresh(): Promise<void> {
    const asked = ++this.#asked;
    const format = this.format;
    this.approved = null;
    try {
      const preview = await this.#shell.previewPackage(
        this.#share,
        format ?? { kind: 'age-passphrase' },
      );
      if (asked !== this.#asked) return;
      this.preview = preview;
      this.approved = format;
      this.problem = null;
    } catch (thrown) {
      if (asked !== this.#asked) return;
      this.preview = null;
      this.problem = thrown;
    }
  }

  async choose(kind: Format['kind']): Promise<void> {
    this.kind = kind;
    this.plainAgreed = false;
    this.path = '';
    await this.refresh();
  }

  async checkRecipient(): Promise<void> {
    const typed = this.recipient.trim();
    this.recipientGood = null;
    if (typed === '') return this.refresh();
    const good = await this.#shell.checkRecipient(typed);
    if (this.recipient.trim() !== typed) return;
    this.recipientGood = good;
    await this.refresh();
  }

  async choosePath(): Promise<void> {
    const chosen = await this.#shell.choosePackageFile(this.preview?.suggestedName ?? '');
    if (chosen !== null) this.path = chosen;
  }

  /** True when it has left. */
  async seal(): Promise<boolean> {
    if (this.sealing || !this.ready || !this.nameMatches || this.path.trim() === '') return false;
    if (this.preview === null || this.approved === null) return false;
    this.sealing = true;
    this.problem = null;
    try {
      const { digest } = this.preview;
      const name = tidy(this.typedName);
      this.sealed = await this.#shell.sealPackage(
        this.#share,
        this.approved,
        digest,
        this.path.trim(),
        name,
      );
      return true;
    } catch (thrown) {
      this.problem = thrown;
      return false;
    } finally {
      this.sealing = false;
    }
  }
}

/** Formats that nothing protects once they have left. */
export const isPlain = (kind: Format['kind']) =>
  kind === 'markdown' || kind === 'text' || kind === 'html' || kind === 'pdf';

/** The shell compares again, as kindly: case, Unicode form and spaces are forgiven. */
const tidy = (name: string) => name.normalize('NFC').replace(/\s+/g, ' ').trim();
const plain = (name: string) => tidy(name).toLowerCase();
