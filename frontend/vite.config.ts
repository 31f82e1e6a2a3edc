import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";

/** Puts a .gz and a .br beside each file: the server sends what the browser takes. */
function compressed(): Plugin {
  let folder = "";
  return {
    name: "compressed",
    apply: "build",
    configResolved: ({ root, build }) => void (folder = join(root, build.outDir)),
    closeBundle: () => {
      for (const name of readdirSync(folder)) {
        const content = readFileSync(join(folder, name));
        writeFileSync(join(folder, `${name}.gz`), gzipSync(content, { level: 9 }));
        writeFileSync(join(folder, `${name}.br`), brotliCompressSync(content));
      }
    },
  };
}

// The first module and the style sheet have fixed names, which pages know; what is loaded later
// carries its hash, so that a browser may keep it for ever.
export default defineConfig({
  base: "./",
  publicDir: false,
  build: {
    outDir: "../src/psoascope/web/static/build",
    emptyOutDir: true,
    target: "es2022",
    cssCodeSplit: false,
    modulePreload: false,
    chunkSizeWarningLimit: 700, // three.js, loaded when the moving picture is shown
    assetsInlineLimit: 16384,
    rolldownOptions: {
      input: "src/main.ts",
      // htmx holds one eval, for attributes we do not use; main.ts switches it off.
      checks: { eval: false },
      output: {
        entryFileNames: "psoascope.js",
        chunkFileNames: "[name]-[hash].js",
        comments: { legal: true },
        assetFileNames: ({ names }) =>
          names.some((name) => name.endsWith(".css")) ? "psoascope.css" : "[name]-[hash][extname]",
      },
    },
  },
  plugins: [compressed()],
  test: { environment: "happy-dom", include: ["src/**/*.test.ts"] },
});
