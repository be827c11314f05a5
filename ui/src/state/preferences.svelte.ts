import type { Machine, Settings, Shell } from '../ipc/shell';

/** Theme, text size and what locks; the theme and the size are set on the root element. */
export class Preferences {
  settings = $state.raw<Settings>({
    theme: 'system',
    idleMinutes: 5,
    textSize: 18,
    lockWithSystem: true,
    protectWindow: true,
  });
  /** What this machine can do; null while that is not known, and then nothing is promised. */
  machine = $state.raw<Machine | null>(null);
  readonly #shell: Shell;

  constructor(shell: Shell) {
    this.#shell = shell;
  }

  async load(): Promise<void> {
    this.settings = await this.#shell.readSettings();
    this.#apply();
    this.machine = await this.#shell.readMachine();
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
