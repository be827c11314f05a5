import type { Format, LedgerRow, Person, Preview, Sealed, Shell } from '../ipc/shell';
import { CueLines } from './cue-lines.svelte';

/** Somebody else who is told the same, while they are being named. */
export interface Other {
  name: string;
  recipient: string;
  /** Null while nothing is typed, or it is not checked yet. */
  good: boolean | null;
}

/** From a finished review to a file: the format, what exactly leaves, where it goes, and the seal. */
export class Packing {
  readonly #shell: Shell;
  readonly #share: string;
  readonly person: string;
  /** The vault's people, for those who are told the same, and for the keys they gave. */
  readonly people: readonly Person[];

  kind = $state<Format['kind']>('sealed-page');
  recipient = $state('');
  /** Null while nothing is typed, or it is not checked yet. */
  recipientGood = $state<boolean | null>(null);
  others = $state<Other[]>([]);
  /** The lines of a cue card. */
  readonly cue = new CueLines();
  /** The extra yes for a file without a seal. */
  plainAgreed = $state(false);
  preview = $state.raw<Preview | null>(null);
  /** The format that `preview` was made for; only that one can be sealed. */
  approved = $state.raw<Format | null>(null);
  path = $state('');
  typedName = $state('');
  sealing = $state(false);
  sealed = $state.raw<Sealed | null>(null);
  /** The row of a telling in person. */
  told = $state.raw<LedgerRow | null>(null);
  problem = $state.raw<unknown>(null);

  #asked = 0;

  /** What is chosen, when it is complete. */
  readonly format = $derived.by((): Format | null => {
    if (this.kind === 'cue-card')
      return this.cue.good ? { kind: 'cue-card', lines: this.cue.said } : null;
    if (this.kind !== 'age-recipient') return { kind: this.kind };
    const others = this.others.map(({ name, recipient, good }) => {
      const person = this.personOf(name);
      return good === true && person !== null
        ? { person: person.id, recipient: recipient.trim() }
        : null;
    });
    if (this.recipientGood !== true || others.includes(null)) return null;
    return {
      kind: 'age-recipient',
      recipient: this.recipient.trim(),
      others: others.filter((other) => other !== null),
    };
  });
  /** Everybody who is told, by name: what is typed to confirm. */
  readonly names = $derived.by(() =>
    [
      this.person,
      ...(this.kind === 'age-recipient'
        ? this.others.map(({ name }) => this.personOf(name)?.name ?? name)
        : []),
    ].join(', '),
  );
  /** True when what stands on the screen is what would be sealed. */
  readonly ready = $derived(
    this.preview !== null &&
      this.approved !== null &&
      this.format !== null &&
      JSON.stringify(this.approved) === JSON.stringify(this.format) &&
      (!isPlain(this.kind) || this.plainAgreed),
  );

  constructor(shell: Shell, share: string, person: string, people: readonly Person[] = []) {
    this.#shell = shell;
    this.#share = share;
    this.person = person;
    this.people = people;
  }

  /** The one of the vault's people that a typed name means. */
  personOf(name: string): Person | null {
    const typed = plain(name);
    return typed === '' ? null : (this.people.find((one) => plain(one.name) === typed) ?? null);
  }

  /** What the person told and the others have given to seal to. */
  keysOf(name: string): readonly string[] {
    return this.personOf(name)?.keys ?? [];
  }

  /** Whether somebody is named twice. */
  isTwice(other: Other): boolean {
    const id = this.personOf(other.name)?.id;
    const all = [this.personOf(this.person), ...this.others.map(({ name }) => this.personOf(name))];
    return id !== undefined && all.filter((one) => one?.id === id).length > 1;
  }

  /** Whether the names that were typed are those who are told. */
  get nameMatches(): boolean {
    return plain(this.typedName) === plain(this.names);
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

  async checkOther(other: Other): Promise<void> {
    const typed = other.recipient.trim();
    other.good = null;
    if (typed !== '') {
      const good = await this.#shell.checkRecipient(typed);
      if (other.recipient.trim() !== typed) return;
      other.good = good;
    }
    await this.refresh();
  }

  async choosePath(): Promise<void> {
    const chosen = await this.#shell.choosePackageFile(this.preview?.suggestedName ?? '');
    if (chosen !== null) this.path = chosen;
  }

  /** True when it has left. */
  async seal(): Promise<boolean> {
    if (this.sealing || !this.ready || !this.nameMatches) return false;
    if (this.preview === null || this.approved === null) return false;
    const { approved } = this;
    if (approved.kind !== 'cue-card' && this.path.trim() === '') return false;
    this.sealing = true;
    this.problem = null;
    try {
      const { digest } = this.preview;
      const name = tidy(this.typedName);
      if (approved.kind === 'cue-card')
        this.told = await this.#shell.tellInPerson(this.#share, approved.lines, digest, name);
      else
        this.sealed = await this.#shell.sealPackage(
          this.#share,
          approved,
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
