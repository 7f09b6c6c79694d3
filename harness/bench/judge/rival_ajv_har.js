// Judges a HAR by an OpenAPI document as a script with ajv would: the whole file in memory, the operation by its path,
// ids, bodies and statuses. Prints how many exchanges were judged and how many failed.
'use strict';
const fs = require('fs');
const path = require('path');
const { createRequire } = require('module');

const load = createRequire(path.join(process.cwd(), 'package.json'));
const Ajv = load('ajv/dist/2020').default;
const addFormats = load('ajv-formats').default;

const [contractFile, harFile] = process.argv.slice(2);
const contract = JSON.parse(fs.readFileSync(contractFile, 'utf8'));
const ajv = new Ajv({ strict: false, allErrors: true });
addFormats(ajv);

const schemaOf = (message) => message && message.content && ajv.compile(message.content['application/json'].schema);
const base = contract.servers[0].url;
const operations = [];
for (const [template, item] of Object.entries(contract.paths)) {
  const names = [];
  const pattern = template.replace(/\{(\w+)\}/g, (_, name) => (names.push(name), '([^/]+)'));
  for (const [method, operation] of Object.entries(item)) {
    const responses = {};
    for (const [status, one] of Object.entries(operation.responses)) responses[status] = { body: schemaOf(one) };
    operations.push({
      method: method.toUpperCase(), path: new RegExp('^' + pattern + '$'),
      parameters: (operation.parameters || []).map((one) => ajv.compile(one.schema)),
      request: schemaOf(operation.requestBody), responses,
    });
  }
}

function holds(entry) {
  const { request, response } = entry;
  const at = request.url.slice(base.length).split('?')[0];
  for (const one of operations) {
    const found = one.method === request.method && one.path.exec(at);
    if (!found) continue;
    const answer = one.responses[response.status];
    return Boolean(answer) && one.parameters.every((accepts, i) => accepts(decodeURIComponent(found[i + 1]))) &&
      (!one.request || one.request(JSON.parse(request.postData.text))) &&
      (!answer.body || answer.body(JSON.parse(response.content.text)));
  }
  return false;
}

const { entries } = JSON.parse(fs.readFileSync(harFile, 'utf8')).log;
console.log(`${entries.length} judged, ${entries.filter((one) => !holds(one)).length} failed`);
