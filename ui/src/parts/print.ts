import { mount, unmount, type Component } from 'svelte';

/**
 * Lays a paper beside the page while something stands: only it is printed. Gives what takes it away.
 * A dialog is printed as a dialog, which is why the paper is not inside one.
 */
export function paperBeside<P extends Record<string, unknown>>(paper: Component<P>, props: P) {
  const target = document.createElement('div');
  target.className = 'to-print';
  document.body.append(target);
  const mounted = mount(paper, { target, props });
  return () => {
    void unmount(mounted);
    target.remove();
  };
}
