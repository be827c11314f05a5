import { SvelteMap } from 'svelte/reactivity';
import type { Attachment, Picture, Progress, Shell } from '../ipc/shell';
import { codeOf } from '../text/failures';

/** The longer side of a picture in the row of files, in pixels. */
const THUMB_EDGE = 128;
/** And of one that is looked at. */
const VIEW_EDGE = 1200;

/** The files of the entry that is open: shown, added, looked at, removed. */
export class Files {
  list = $state.raw<Attachment[]>([]);
  /** Small pictures by attachment; null for one that could not be shown. */
  readonly thumbs = new SvelteMap<string, Picture | null>();
  /** What is typed or chosen in the dialog, a path on each line. */
  typed = $state('');
  /** How many files are being added. */
  adding = $state(0);
  progress = $state.raw<Progress | null>(null);
  viewed = $state.raw<Attachment | null>(null);
  picture = $state.raw<Picture | null>(null);
  /** What was thrown when the viewed picture was read. */
  problem = $state.raw<unknown>(null);
  /** The viewed file is about to be removed, if one says yes. */
  removing = $state(false);

  readonly #shell: Shell;
  #entry: string | null = null;

  constructor(shell: Shell) {
    this.#shell = shell;
  }

  readonly paths = $derived(
    this.typed
      .split('\n')
      .map((path) => path.trim())
      .filter((path) => path !== ''),
  );

  /** Shows the files of another entry. */
  async show(entry: string | null): Promise<void> {
    if (entry === this.#entry) return;
    this.#forget();
    this.#entry = entry;
    if (entry === null) return;
    this.#took(entry, await this.#shell.listAttachments(entry));
  }

  ask() {
    this.typed = '';
  }

  /** Asks the system's dialog for files, and puts them below what is typed. */
  async choose(): Promise<void> {
    const chosen = await this.#shell.chooseFiles();
    this.typed = [...this.paths, ...chosen].join('\n');
  }

  /** Adds files to the entry; resolves with how many came in. Stopping keeps those that were whole. */
  async add(entry: string, paths: readonly string[]): Promise<number> {
    if (this.adding > 0 || paths.length === 0) return 0;
    const before = this.list.length;
    this.adding = paths.length;
    this.progress = null;
    try {
      this.#took(entry, await this.#shell.attachFiles(entry, [...paths]));
    } catch (thrown) {
      // Those before the one that failed are in.
      if (entry === this.#entry) this.#took(entry, await this.#shell.listAttachments(entry));
      if (codeOf(thrown) !== 'cancelled' && codeOf(thrown) !== 'stopped') throw thrown;
    } finally {
      this.adding = 0;
      this.progress = null;
    }
    return entry === this.#entry ? this.list.length - before : paths.length;
  }

  stop = () => this.#shell.cancelWork();

  note(progress: Progress) {
    if (progress.task === 'attach' && this.adding > 0) this.progress = progress;
  }

  async view(file: Attachment): Promise<void> {
    this.viewed = file;
    this.picture = null;
    this.problem = null;
    this.removing = false;
    if (!file.picture) return;
    try {
      const picture = await this.#shell.readPicture(file.id, VIEW_EDGE);
      if (this.viewed === file) this.picture = picture;
    } catch (thrown) {
      if (this.viewed === file) this.problem = thrown;
    }
  }

  /** The file before or after the viewed one. */
  async step(by: 1 | -1): Promise<void> {
    const at = this.list.findIndex(({ id }) => id === this.viewed?.id);
    const next = this.list[at + by];
    if (at >= 0 && next) await this.view(next);
  }

  /** Takes the viewed file out of the entry; resolves with its name. */
  async remove(): Promise<string | null> {
    const file = this.viewed;
    if (file === null) return null;
    await this.#shell.detachFile(file.id);
    this.list = this.list.filter(({ id }) => id !== file.id);
    this.thumbs.delete(file.id);
    this.close();
    return file.name;
  }

  close() {
    this.viewed = null;
    this.picture = null;
    this.problem = null;
    this.removing = false;
  }

  clear() {
    this.#forget();
    this.#entry = null;
    this.adding = 0;
    this.progress = null;
  }

  #forget() {
    this.list = [];
    this.thumbs.clear();
    this.typed = '';
    this.close();
  }

  #took(entry: string, list: Attachment[]) {
    if (entry !== this.#entry) return;
    this.list = list;
    void this.#readThumbs(entry);
  }

  async #readThumbs(entry: string): Promise<void> {
    for (const { id, picture } of this.list) {
      if (!picture || this.thumbs.has(id)) continue;
      const thumb = await this.#shell.readPicture(id, THUMB_EDGE).catch(() => null);
      if (entry !== this.#entry) return;
      this.thumbs.set(id, thumb);
    }
  }
}
