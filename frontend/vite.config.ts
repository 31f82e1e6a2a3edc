import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";

/** Kept by the service worker from the first visit on; the rest when it is used. */
const FIRST = ["build/psoascope.js", "build/psoascope.css", "app/icon.svg"];

/** Files in a folder and below it, by their way from it. */
function filesIn(folder: string): string[] {
  const found = readdirSync(folder, { recursive: true, withFileTypes: true });
  return found.filter((one) => one.isFile()).map((one) => relative(folder, join(one.parentPath, one.name)));
}

/** Tells the service worker which files this release has: a new release is another worker. */
function release(): Plugin {
  let folder = "";
  return {
    name: "release",
    apply: "build",
    configResolved: ({ root, build }) => void (folder = join(root, build.outDir)),
    writeBundle: () => {
      const names = filesIn(folder).filter((name) => name !== "sw.js");
      const content = createHash("sha256");
      for (const name of names.sort()) content.update(name).update(readFileSync(join(folder, name)));
      const worker = join(folder, "sw.js");
      const code = readFileSync(worker, "utf-8");
      if (/^\s*(import|export)\b/m.test(code)) throw new Error("sw.js must stand alone; it shares code with a page");
      content.update(code);
      const paths = (files: string[]): string => JSON.stringify(files.map((name) => `/static/${name}`));
      const built = paths(names.map((name) => `build/${name}`));
      const told = `RELEASE="${content.digest("hex").slice(0, 16)}",FIRST=${paths(FIRST)},FILES=${built}`;
      writeFileSync(worker, `const ${told};\n${code}`);
    },
  };
}

/** Puts a .gz and a .br beside each file: the server sends what the browser takes. */
function compressed(): Plugin {
  let folder = "";
  return {
    name: "compressed",
    apply: "build",
    configResolved: ({ root, build }) => void (folder = join(root, build.outDir)),
    closeBundle: () => {
      for (const name of filesIn(folder)) {
        const content = readFileSync(join(folder, name));
        writeFileSync(join(folder, `${name}.gz`), gzipSync(content, { level: 9 }));
        // The pose engine's 22 MB would take minutes at the highest quality.
        const quality = content.length > 4e6 ? 9 : constants.BROTLI_MAX_QUALITY;
        const params = { [constants.BROTLI_PARAM_QUALITY]: quality };
        writeFileSync(join(folder, `${name}.br`), brotliCompressSync(content, { params }));
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
      input: { psoascope: "src/main.ts", sw: "src/worker/worker.ts" },
      // htmx holds one eval, for attributes we do not use; main.ts switches it off.
      checks: { eval: false },
      output: {
        entryFileNames: "[name].js",
        chunkFileNames: "[name]-[hash].js",
        comments: { legal: true },
        assetFileNames: ({ names }) =>
          names.some((name) => name.endsWith(".css")) ? "psoascope.css" : "[name]-[hash][extname]",
      },
    },
  },
  // A classic worker: the pose model's loader calls importScripts.
  worker: { format: "iife", rolldownOptions: { output: { entryFileNames: "[name]-[hash].js" } } },
  plugins: [release(), compressed()],
  test: { environment: "happy-dom", include: ["src/**/*.test.ts"] },
});
