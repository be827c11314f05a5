import type { Settings, Shell } from '../ipc/shell';

/** Theme, text size and idle lock; the theme and the size are set on the root element. */
export class Preferences {
  settings = $state.raw<Settings>({ theme: 'system', idleMinutes: 5, textSize: 18 });
  readonly #shell: Shell;

  constructor(shell: Shell) {
    this.#shell = shell;
  }

  async load(): Promise<void> {
    this.settings = await this.#shell.readSettings();
    this.#apply();
  }

  async change(patch: Partial<Settings>): Promise<void> {
    this.settings = { ...this.settings, ...patch };
    this.#apply();
    await this.#shell.saveSettings(this.settings);
  }

  #apply() {
    const root = document.documentElement;
    const { theme, textSize } = this.settings;
    if (theme === 'system') delete root.dataset['theme'];
    else root.dataset['theme'] = theme;
    root.style.setProperty('--prose-size', `${textSize}px`);
  }
}
