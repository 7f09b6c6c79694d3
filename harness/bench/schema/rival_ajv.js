// As bench_schema.cc, for ajv 8 with ajv-formats. To be run where both are installed.
'use strict';
const fs = require('fs');
const path = require('path');
const { createRequire } = require('module');

const load = createRequire(path.join(process.cwd(), 'package.json'));
const Ajv = load('ajv/dist/2020').default;
const addFormats = load('ajv-formats').default;

const ROUNDS = 9;
const SLICE_NANOSECONDS = 400e3;
const WARM_UP_NANOSECONDS = 150e6; // until the engine has compiled what it runs
let sink = 0;

const now = () => Number(process.hrtime.bigint());

function timeSlice(instance, loops, call) {
  const start = now();
  for (let i = 0; i < loops; i++) sink += call(instance);
  return (now() - start) / loops;
}

function medianTime(instance, call) {
  const once = Math.max(1, timeSlice(instance, 3, call));
  const loops = Math.max(1, Math.floor(SLICE_NANOSECONDS / once));
  const rounds = [];
  for (let i = 0; i < ROUNDS; i++) rounds.push(timeSlice(instance, loops, call));
  return rounds.sort((a, b) => a - b)[Math.floor(ROUNDS / 2)];
}

function meanTime(instances, call) {
  if (instances.length === 0) return 0;
  const start = now();
  while (now() - start < WARM_UP_NANOSECONDS) instances.forEach((each) => timeSlice(each, 3, call));
  return instances.reduce((sum, each) => sum + medianTime(each, call), 0) / instances.length;
}

function compile(schema, allErrors) {
  const ajv = new Ajv({ strict: false, discriminator: true, allErrors });
  addFormats(ajv);
  return ajv.compile(schema);
}

for (const folder of process.argv.slice(2)) {
  const schema = JSON.parse(fs.readFileSync(path.join(folder, 'schema.json'), 'utf8'));
  const lines = fs.readFileSync(path.join(folder, 'data.jsonl'), 'utf8').split('\n');
  const instances = lines.filter((line) => line !== '').map((line) => JSON.parse(line));
  const verdict = compile(schema, false);
  const explain = compile(schema, true);
  const verdicts = instances.map((each) => (verdict(each) ? '1' : '0')).join('');
  const invalid = instances.filter((each) => !verdict(each));
  const result = {
    set: path.basename(folder),
    verdict_ns: meanTime(instances, (each) => (verdict(each) ? 1 : 0)),
    all_errors_ns: meanTime(invalid, (each) => (explain(each) ? 0 : explain.errors.length)),
    verdicts,
  };
  console.log(JSON.stringify(result));
}
