import { defineConfig } from "vite";

export default defineConfig({
  root: import.meta.dirname,
  base: "./",
  publicDir: false,
  css: {
    transformer: "lightningcss",
    // LINE's own browser on an older phone is the lowest common denominator: Safari 15.4, Chrome 105.
    lightningcss: { targets: { safari: (15 << 16) | (4 << 8), chrome: 105 << 16 } },
  },
  build: {
    outDir: "../src/noren/surfaces/web/static/web/build",
    emptyOutDir: true,
    manifest: "manifest.json",
    target: ["safari15.4", "chrome105"],
    // The Content-Security-Policy allows no data: addresses, so nothing may be inlined.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: { storefront: "src/storefront.ts", console: "src/console.ts" },
    },
  },
  test: { environment: "happy-dom", include: ["tests/**/*.test.ts"] },
} as Parameters<typeof defineConfig>[0]);
