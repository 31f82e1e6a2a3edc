import { defineConfig } from "vitest/config";

// One module and one style sheet under fixed names: the server adds the content hash.
export default defineConfig({
  base: "./",
  publicDir: false,
  build: {
    outDir: "../src/psoascope/web/static/build",
    emptyOutDir: true,
    target: "es2022",
    cssCodeSplit: false,
    modulePreload: false,
    assetsInlineLimit: 16384,
    rolldownOptions: {
      input: "src/main.ts",
      // htmx holds one eval, for attributes we do not use; main.ts switches it off.
      checks: { eval: false },
      output: {
        entryFileNames: "psoascope.js",
        assetFileNames: "psoascope[extname]",
        codeSplitting: false,
      },
    },
  },
  test: { environment: "happy-dom", include: ["src/**/*.test.ts"] },
});
