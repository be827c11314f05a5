import type { Shell } from './shell';

/** The real shell inside the window; the one of memory in a browser. */
export async function connect(): Promise<Shell> {
  if ('__TAURI_INTERNALS__' in window) {
    const { tauriShell } = await import('./tauri');
    return tauriShell();
  }
  const { memoryShell } = await import('./memory');
  return memoryShell();
}
