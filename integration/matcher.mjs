// Applies a problem matcher to a log, line by line, as a runner does, and prints what it would
// annotate: "file:line code".
//
//	node matcher.mjs matchers.json log
import { readFileSync } from "node:fs";

const [matchers, log] = process.argv.slice(2).map((name) => readFileSync(name, "utf8"));
for (const { owner, pattern } of JSON.parse(matchers).problemMatcher) {
  if (owner !== "hublint" || pattern.length !== 1) {
    throw new Error(`matcher ${owner} has ${pattern.length} patterns`);
  }
  const [p] = pattern;
  for (const line of log.split("\n")) {
    const m = new RegExp(p.regexp).exec(line);
    if (!m) {
      continue;
    }
    if (!(m[p.column] > 0) || !m[p.message]) {
      throw new Error(`no column or message: ${line}`);
    }
    console.log(`${m[p.file]}:${m[p.line]} ${m[p.code]}`);
  }
}
