// Verdicts of ajv: reads {documents: {direction: document}, sites: [[schema pointer, value, direction]]}, prints a list
// of true, false or null (the schema does not compile).
import {createRequire} from "node:module";
import {readFileSync} from "node:fs";
import path from "node:path";

const require = createRequire(path.resolve(process.argv[2]) + "/");
const Ajv = require("ajv/dist/2020").default;
const addFormats = require("ajv-formats").default;

const {documents, sites} = JSON.parse(readFileSync(0, "utf8"));
const engines = {};
for (const [direction, document] of Object.entries(documents)) {
  const ajv = new Ajv({strict: false, allErrors: false, validateSchema: false, logger: false, validateFormats: true});
  addFormats(ajv);
  ajv.addFormat("url", true);  // of ajv's own: no registry has it
  ajv.addSchema({...document, $id: "https://doc.example/"}, undefined, true, false);
  engines[direction] = {ajv, compiled: new Map()};
}

function validator({ajv, compiled}, pointer) {
  if (!compiled.has(pointer)) {
    let made = null;
    try {
      const reference = pointer.split("/").map(encodeURIComponent).join("/").replace(/%7E/g, "~");
      made = ajv.compile({$ref: "https://doc.example/#" + reference});
    } catch {
      made = null;
    }
    compiled.set(pointer, made);
  }
  return compiled.get(pointer);
}

console.log(JSON.stringify(sites.map(([pointer, value, direction]) => {
  try {
    const validate = validator(engines[direction], pointer);
    return validate === null ? null : Boolean(validate(value));
  } catch {
    return null;
  }
})));
