import { defineConfig } from 'vitest/config';

/** The built page in real browsers: `npm run test:browsers`, after `npm run build`. */
export default defineConfig({
  test: { include: ['sealed-page/browsers.ts'], testTimeout: 120_000, hookTimeout: 60_000 },
});
