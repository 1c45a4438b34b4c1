// Validates a SARIF file by its schema, checks what code scanning needs beyond that, and prints
// the results, "file:line rule" a line.
//
//	node sarif.mjs schema.json report.sarif
import { readFileSync } from "node:fs";
import Ajv from "ajv/dist/2020.js";
import formats from "ajv-formats";

const [schema, log] = process.argv.slice(2).map((name) => JSON.parse(readFileSync(name, "utf8").replace(/^\uFEFF/, "")));
const ajv = new Ajv({ strict: false, allErrors: true });
formats(ajv);
const validate = ajv.compile(schema);
if (!validate(log)) {
  throw new Error(JSON.stringify(validate.errors, null, 2));
}

const must = (condition, text, result) => {
  if (!condition) {
    throw new Error(`${text} in ${JSON.stringify(result, null, 2)}`);
  }
};
for (const run of log.runs) {
  const rules = run.tool.driver.rules;
  for (const r of rules) {
    must(r.id && r.shortDescription.text && r.fullDescription.text && r.help.text, "an incomplete rule", r);
    must(r.fullDescription.text.length <= 1024, "too long a description", r);
  }
  const prints = new Set();
  for (const r of run.results) {
    must(r.ruleId === rules[r.ruleIndex].id, "another rule", r);
    must(r.locations.length === 1, "not one location", r);
    const { artifactLocation, region } = r.locations[0].physicalLocation;
    must(region.startLine === region.endLine, "a region of several lines, which no pull request shows", r);
    must(region.startColumn < region.endColumn, "an empty region", r);
    must(!/^([a-z]+:|\/|\.)/.test(artifactLocation.uri), "a path that is not relative", r);
    const print = `${artifactLocation.uri} ${r.partialFingerprints.primaryLocationLineHash}`;
    must(!prints.has(print), "a fingerprint that is not unique", r);
    prints.add(print);
    const steps = r.codeFlows[0].threadFlows[0].locations;
    must(steps.length >= 2, "no way to the second connection", r);
    r.relatedLocations.forEach((l) => must(r.message.text.includes(`](${l.id})`), `no link to step ${l.id}`, r));
    console.log(`${artifactLocation.uri}:${region.startLine} ${r.ruleId}`);
  }
}
