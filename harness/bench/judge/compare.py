"""What judging a recording costs: MB a second of one core and the most memory, of HARs that grow, beside a script with
ajv 8. Seconds are those of the processor: other work on the machine does not count.

usage: compare.py CONCORD FOLDER [MEGABYTES...]

The recordings hold sessions that are created and read, each another one, judged by a contract of six operations. The
script (rival_ajv_har.js) looks at bodies, ids and statuses, and has no reports. FOLDER keeps the recordings, and what
npm installs; without npm the script is left out. Where it cannot judge a recording, "-" is shown.
"""
import json
import pathlib
import random
import shutil
import subprocess
import sys
import uuid

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
sys.path.insert(0, str(HERE.parent / "schema"))
from compare import install, say  # noqa: E402
from session_schema import SESSION  # noqa: E402

SIZES = (10, 100, 1000)
NEW = {"type": "object", "required": ["external_user_id"], "properties": {
    "external_user_id": {"type": "string"}, "products": {"type": "array", "items": {"type": "string"}}}}


def content(schema):
    return {"application/json": {"schema": schema}}


def operation(name, answer="200", body=None, at_member=False):
    made = {"operationId": name, "responses": {answer: {"description": "it", "content": content(SESSION)},
                                               "404": {"description": "none"}}}
    if body:
        made["requestBody"] = {"required": True, "content": content(body)}
    if at_member:
        made["parameters"] = [{"name": "id", "in": "path", "required": True,
                               "schema": {"type": "string", "format": "uuid"}}]
    return made


CONTRACT = {"openapi": "3.1.0", "info": {"title": "bench", "version": "1"},
            "servers": [{"url": "https://api.bench.test/v1"}],
            "paths": {"/sessions": {"post": operation("create-session", "201", NEW)},
                      "/sessions/{id}": {"get": operation("read-session", at_member=True),
                                         "put": operation("replace-session", "200", NEW, True),
                                         "delete": operation("end-session", at_member=True)},
                      "/sessions/{id}/renewal": {"post": operation("renew-session", "200", NEW, True)},
                      "/users/{id}/session": {"get": operation("session-of-user", at_member=True)}}}


ID, USER = "915efe72-5136-4652-a91f-d9d48003c102", "u-81n9al10"


def entry(creates, status, products):
    """One of a browser's: half of it is fields that nobody judges. Of the session ID of USER."""
    session = {"session": ID, "status": status, "created_at": "2026-01-02T03:04:05Z", "expires_in": 1800,
               "products": products,
               "user": {"id": USER, "name": "Ada Lovelace", "email": "ada@example.com", "verified": True}}
    request = {"method": "POST" if creates else "GET", "httpVersion": "http/2.0", "cookies": [], "queryString": [],
               "url": "https://api.bench.test/v1/sessions" + ("" if creates else "/" + ID), "headersSize": -1,
               "headers": [{"name": ":authority", "value": "api.bench.test"}, {"name": "accept", "value": "*/*"},
                           {"name": "accept-encoding", "value": "gzip, deflate, br"},
                           {"name": "user-agent", "value": "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36"}]}
    if creates:
        body = json.dumps({"external_user_id": USER, "products": products})
        request["headers"].append({"name": "content-type", "value": "application/json"})
        request["postData"] = {"mimeType": "application/json", "text": body}
    text = json.dumps(session)
    return {"_initiator": {"type": "script"}, "_priority": "High", "startedDateTime": "2026-01-02T03:04:05.678Z",
            "time": 31.2, "cache": {}, "request": request,
            "response": {"status": 201 if creates else 200, "statusText": "", "httpVersion": "http/2.0", "cookies": [],
                         "headers": [{"name": "content-type", "value": "application/json"},
                                     {"name": "content-encoding", "value": "br"},
                                     {"name": "cache-control", "value": "no-store"}],
                         "content": {"size": len(text), "mimeType": "application/json", "text": text},
                         "redirectURL": "", "headersSize": -1, "bodySize": 200},
            "timings": {"blocked": 1, "dns": -1, "connect": -1, "send": 0.1, "wait": 20, "receive": 1, "ssl": -1}}


def write_recording(path, megabytes):
    """How many exchanges it has."""
    draw = random.Random(7)
    forms = [json.dumps(entry(creates, status, products)) for creates in (True, False)
             for status in ("ready", "pending") for products in ([], ["link"], ["card_switcher", "link"])]
    count = size = 0
    with open(path, "w") as out:
        out.write('{"log": {"version": "1.2", "creator": {"name": "bench", "version": "1"}, "entries": [\n')
        while size < megabytes * 1_000_000:
            session = str(uuid.UUID(int=draw.getrandbits(128), version=4))
            text = draw.choice(forms).replace(ID, session).replace(USER, "u-%08x" % draw.getrandbits(32))
            out.write((",\n" if count else "") + text)
            size, count = size + len(text) + 2, count + 1
        out.write("\n]}}\n")
    return count


def run(command, folder):
    """Seconds of its processor time, the most memory in MB and the exit code, of a process of its own."""
    code = ("import resource,subprocess,sys;done=subprocess.run(sys.argv[1:]);"
            "used=resource.getrusage(resource.RUSAGE_CHILDREN);"
            "print(used.ru_utime+used.ru_stime,used.ru_maxrss,file=open('used','w'));"
            "sys.exit(done.returncode)")
    with open(folder / "out.txt", "w") as out:
        done = subprocess.run([sys.executable, "-c", code, *map(str, command)], cwd=folder, stdout=out,
                              stderr=subprocess.STDOUT)
    seconds, peak = (folder / "used").read_text().split()
    return float(seconds), int(peak) / 1024, done.returncode


def row(name, megabytes, count, measured):
    if not measured:
        return print("| %s | %d | %s | - | - | - |" % (name, megabytes, "{:,}".format(count)), flush=True)
    seconds, peak = measured
    print("| %s | %d | %s | %.0f | %s | %.0f |" % (name, megabytes, "{:,}".format(count), megabytes / seconds,
                                                  "{:,.0f}".format(count / seconds), peak), flush=True)


def judge(concord, folder, contract, recording):
    command = [concord, "judge", recording, "--contract", contract, "--report-html", "none", "--report-junit",
               folder / "junit.xml", "--journal", folder / "judge.jsonl"]
    seconds, peak, code = run(command, folder)
    if code != 0:
        sys.exit("bench: concord judge ended with %d\n%s" % (code, (folder / "out.txt").read_text()[-2000:]))
    return seconds, peak


def rival(folder, contract, recording):
    """Nothing where it ends with an error: a text of more than 512 MB is none for node."""
    shutil.copy(HERE / "rival_ajv_har.js", folder / "ajv")
    seconds, peak, code = run(["node", folder / "ajv" / "rival_ajv_har.js", contract, recording], folder / "ajv")
    said = (folder / "ajv" / "out.txt").read_text()
    if code == 0 and " 0 failed" not in said:
        sys.exit("bench: the script does not agree: " + said)
    return (seconds, peak) if code == 0 else None


def main():
    concord, folder = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
    sizes = [int(size) for size in sys.argv[3:]] or SIZES
    folder.mkdir(parents=True, exist_ok=True)
    has_rival = shutil.which("npm") and install(folder / "ajv", ["ajv@8", "ajv-formats@3"])
    if not has_rival:
        say("bench: npm could not install ajv, so the script is left out")
    contract = folder / "openapi.json"
    contract.write_text(json.dumps(CONTRACT))
    print("| | MB | exchanges | MB/s | exchanges/s | most memory, MB |\n|---|--:|--:|--:|--:|--:|", flush=True)
    for megabytes in sizes:
        recording = folder / ("%d.har" % megabytes)
        count = write_recording(recording, megabytes)
        row("concord judge", megabytes, count, judge(concord, folder, contract, recording))
        if has_rival:
            row("node and ajv", megabytes, count, rival(folder, contract, recording))
        recording.unlink()


main()
