// As judge_lines.cc, for ajv 8 with ajv-formats. To be run where both are installed.
'use strict';
const path = require('path');
const readline = require('readline');
const { createRequire } = require('module');

const load = createRequire(path.join(process.cwd(), 'package.json'));
const Ajv = load('ajv/dist/2020').default;
const addFormats = load('ajv-formats').default;

function answer(line) {
  const [schema, ...instances] = line.split('\t');
  try {
    const ajv = new Ajv({ strict: false, logger: false });
    addFormats(ajv);
    const validate = ajv.compile(JSON.parse(schema));
    return instances.map((each) => (validate(JSON.parse(each)) ? '1' : '0')).join('');
  } catch (problem) {
    return 'error: ' + String(problem.message).replace(/\s+/g, ' ');
  }
}

readline.createInterface({ input: process.stdin }).on('line', (line) => process.stdout.write(answer(line) + '\n'));
