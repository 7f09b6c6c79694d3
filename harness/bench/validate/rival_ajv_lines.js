// Judges a file of JSON Lines with ajv: schema, then data. Prints a line an instance, as concord does by --output flag.
// Read in chunks and split by hand, which is quicker than readline.
'use strict';
const fs = require('fs');
const path = require('path');
const { createRequire } = require('module');

const load = createRequire(path.join(process.cwd(), 'package.json'));
const Ajv = load('ajv/dist/2020').default;
const addFormats = load('ajv-formats').default;

const CHUNK = 1 << 20;
const [schemaFile, dataFile] = process.argv.slice(2);
const ajv = new Ajv({ strict: false, discriminator: true });
addFormats(ajv);
const validate = ajv.compile(JSON.parse(fs.readFileSync(schemaFile, 'utf8')));

let out = '';
function judge(line) {
  if (line === '') return;
  out += validate(JSON.parse(line)) ? '{"valid": true}\n' : '{"valid": false}\n';
  if (out.length > 65536) flush();
}
function flush() {
  fs.writeSync(1, out);
  out = '';
}

const file = fs.openSync(dataFile);
const chunk = Buffer.allocUnsafe(CHUNK);
let parts = []; // of the line at hand
for (let size; (size = fs.readSync(file, chunk, 0, CHUNK, null)) > 0; ) {
  let begin = 0;
  for (let end; (end = chunk.indexOf(10, begin)) >= 0 && end < size; begin = end + 1) {
    const rest = chunk.subarray(begin, end);
    judge(parts.length > 0 ? Buffer.concat([...parts, rest]).toString() : rest.toString());
    parts = [];
  }
  if (begin < size) parts.push(Buffer.from(chunk.subarray(begin, size)));
}
judge(Buffer.concat(parts).toString());
flush();
