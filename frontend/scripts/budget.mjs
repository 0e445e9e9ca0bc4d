// Fails when a built file set is larger than a phone on a slow line should have to fetch. Sizes are gzip bytes.
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const folder = new URL("../../src/noren/surfaces/web/static/web/build/", import.meta.url);
const budgets = {
  storefront: { css: 14 * 1024, js: 20 * 1024 },
  console: { css: 40 * 1024, js: 40 * 1024 },
};
const manifest = JSON.parse(readFileSync(new URL("manifest.json", folder), "utf8"));

function chunksOf(key, found = new Set()) {
  if (found.has(key)) return found;
  found.add(key);
  for (const needed of manifest[key].imports ?? []) chunksOf(needed, found);
  return found;
}

const weigh = (names) => names.reduce((sum, name) => sum + gzipSync(readFileSync(new URL(name, folder))).length, 0);

let over = false;
for (const [entry, budget] of Object.entries(budgets)) {
  const chunks = [...chunksOf(`src/${entry}.ts`)].map((key) => manifest[key]);
  const sizes = { css: weigh([...new Set(chunks.flatMap((chunk) => chunk.css ?? []))]), js: weigh(chunks.map((chunk) => chunk.file)) };
  for (const kind of ["css", "js"]) {
    const fits = sizes[kind] <= budget[kind];
    over ||= !fits;
    console.log(`${fits ? "ok  " : "OVER"} ${entry}.${kind} ${sizes[kind]} of ${budget[kind]} bytes`);
  }
}
process.exitCode = over ? 1 : 0;
