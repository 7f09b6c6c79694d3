// Verdicts of ajv. Reads one JSON text a line, {documents: {direction: {URI: document}}, sites: [[schema URI, value,
// direction]]}, and answers each with a line: for every site true, the keyword that fails (with the format), or null if
// the schema does not compile.
import {createRequire} from "node:module";
import path from "node:path";
import {createInterface} from "node:readline";

const require = createRequire(path.resolve(process.argv[2]) + "/");
const Ajv = require("ajv/dist/2020").default;
const addFormats = require("ajv-formats").default;

function engine(documents) {
  const ajv = new Ajv({strict: false, validateSchema: false, logger: false, validateFormats: true});
  addFormats(ajv);
  ajv.addFormat("url", true);  // of ajv's own: no registry has it
  for (const [uri, document] of Object.entries(documents)) {
    const {$id, ...rest} = document;
    ajv.addSchema({...rest, $id: uri}, undefined, true, false);
  }
  return {ajv, compiled: new Map()};
}

function validator({ajv, compiled}, reference) {
  if (!compiled.has(reference)) {
    let made = null;
    try {
      made = ajv.compile({$ref: reference});
    } catch {
      made = null;
    }
    compiled.set(reference, made);
  }
  return compiled.get(reference);
}

function verdict(engines, [reference, value, direction]) {
  try {
    const validate = validator(engines[direction], reference);
    if (validate === null) return null;
    if (validate(value)) return true;
    const error = validate.errors[0];
    return error.keyword === "format" ? `format ${error.params.format}` : error.keyword;
  } catch {
    return null;
  }
}

for await (const line of createInterface({input: process.stdin, crlfDelay: Infinity})) {
  const {documents, sites} = JSON.parse(line);
  const engines = {};
  for (const [direction, files] of Object.entries(documents)) engines[direction] = engine(files);
  process.stdout.write(JSON.stringify(sites.map((site) => verdict(engines, site))) + "\n");
}
