// As bench_schema.cc, for ajv 8 with ajv-formats. To be run where both are installed.
'use strict';
const fs = require('fs');
const path = require('path');
const { createRequire } = require('module');

const load = createRequire(path.join(process.cwd(), 'package.json'));
const Ajv = load('ajv/dist/2020').default;
const addFormats = load('ajv-formats').default;

const ROUNDS = 5;
const ROUND_NANOSECONDS = 60e6;
let sink = 0;

const now = () => Number(process.hrtime.bigint());

function timeRound(instances, loops, call) {
  const start = now();
  for (const instance of instances) {
    for (let i = 0; i < loops; i++) sink += call(instance);
  }
  return (now() - start) / (loops * instances.length);
}

function medianTime(instances, call) {
  if (instances.length === 0) return 0;
  timeRound(instances, 3, call); // before the compiler of the engine has seen it, nothing is worth measuring
  const first = timeRound(instances, 3, call) * instances.length;
  const loops = Math.max(1, Math.floor(ROUND_NANOSECONDS / first));
  timeRound(instances, loops, call);
  const rounds = [];
  for (let i = 0; i < ROUNDS; i++) rounds.push(timeRound(instances, loops, call));
  return rounds.sort((a, b) => a - b)[Math.floor(ROUNDS / 2)];
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
    verdict_ns: medianTime(instances, (each) => (verdict(each) ? 1 : 0)),
    explain_ns: medianTime(invalid, (each) => (explain(each) ? 0 : explain.errors.length)),
    verdicts,
  };
  console.log(JSON.stringify(result));
}
