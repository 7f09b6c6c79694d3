"""Requests a second through `concord proxy`, judging, beside nginx as a plain proxy, in one run on loopback.

usage: compare.py CONCORD FOLDER [SECONDS [CONNECTIONS]]

An nginx of its own answers with a session of 0.3 KB; wrk asks. The turns alternate, the median of each is shown. FOLDER
keeps the settings and what is written.
"""
import json
import pathlib
import re
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
import session_schema  # noqa: E402
from loopback import ask, free_ports, stop, wait_for  # noqa: E402

TURNS = 3
SESSION = json.dumps({
    "session": "915efe72-5136-4652-a91f-d9d48003c102", "status": "ready", "created_at": "2026-01-02T03:04:05Z",
    "expires_in": 1800, "products": ["card_switcher", "link"],
    "user": {"id": "u-81n9al10a0ayn13", "name": "Ada Lovelace", "email": "ada@example.com", "verified": True}})
CONTRACT = {"openapi": "3.1.0", "info": {"title": "bench", "version": "1"}, "paths": {"/session/{id}": {"get": {
    "operationId": "read-session",
    "parameters": [{"name": "id", "in": "path", "required": True, "schema": {"type": "string", "format": "uuid"}}],
    "responses": {"200": {"description": "a session", "content": {"application/json": {
        "schema": session_schema.SESSION}}}}}}}}
PATH = "/session/915efe72-5136-4652-a91f-d9d48003c102"
NGINX = """
daemon off; master_process off; pid {folder}/{name}.pid; error_log {folder}/{name}.log error;
events {{ worker_connections 4096; }}
http {{
  access_log off; keepalive_requests 100000000; keepalive_timeout 600s; default_type application/json;
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
  upstream target {{ server 127.0.0.1:{target}; keepalive 1024; keepalive_requests 100000000; }}
  server {{ listen 127.0.0.1:{port} backlog=4096; {location} }}
}}
"""
ANSWERS = "location / { return 200 '%s'; }"
PASSES = 'location / { proxy_pass http://target; proxy_http_version 1.1; proxy_set_header Connection ""; }'


def start_nginx(folder, name, port, target, location):
    settings = folder / (name + ".conf")
    settings.write_text(NGINX.format(folder=folder, name=name, port=port, target=target, location=location))
    return subprocess.Popen(["nginx", "-c", settings, "-e", folder / (name + ".log")])


def start_concord(concord, folder, port, target, *options):
    (folder / "openapi.json").write_text(json.dumps(CONTRACT))
    return subprocess.Popen(
        [concord, "proxy", "--to", "http://127.0.0.1:%d" % target, "--listen", "127.0.0.1:%d" % port,
         "--contract", folder / "openapi.json", "--report-junit", folder / "junit.xml", "--report-html", "none",
         "--journal", folder / "proxy.jsonl", *options],
        stdout=open(folder / "concord.txt", "w"), stderr=subprocess.STDOUT)


def told_by(folder):
    text = (folder / "concord.txt").read_text()
    judged = re.search(r"(\d+) of (\d+) exchanges judged", text)
    dropped = re.search(r"(\d+) exchanges? not judged", text)
    return int(judged[1]), int(dropped[1]) if dropped else 0


def main():
    concord, folder = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
    seconds = int(sys.argv[3]) if len(sys.argv) > 3 else 10
    connections = int(sys.argv[4]) if len(sys.argv) > 4 else 64
    folder.mkdir(parents=True, exist_ok=True)
    target, plain, ours = free_ports(3)
    server = start_nginx(folder, "target", target, 1, ANSWERS % SESSION)
    wait_for(target)
    rows = {"no proxy": [], "nginx": [], "concord proxy": []}
    shares = []
    for _ in range(TURNS):
        rows["no proxy"].append(ask(target, PATH, seconds, connections))
        nginx = start_nginx(folder, "plain", plain, target, PASSES)
        wait_for(plain)
        rows["nginx"].append(ask(plain, PATH, seconds, connections))
        stop(nginx)
        proxy = start_concord(concord, folder, ours, target)
        wait_for(ours)
        rows["concord proxy"].append(ask(ours, PATH, seconds, connections))
        if stop(proxy) not in (0, 3):
            sys.exit("bench: concord proxy found something:\n" + (folder / "concord.txt").read_text()[-2000:])
        judged, dropped = told_by(folder)
        shares.append(judged / (judged + dropped))
    stop(server)
    print("| %d connections, %d s | requests/s | 99th percentile | judged |" % (connections, seconds))
    print("|---|--:|--:|--:|")
    middle = {name: sorted(turns)[TURNS // 2] for name, turns in rows.items()}
    for name, (rate, late, _) in middle.items():
        share = "%.0f %%" % (100 * sorted(shares)[TURNS // 2]) if name == "concord proxy" else ""
        print("| %s | %d | %s | %s |" % (name, rate, late, share))
    print("concord proxy passes %.2f of what nginx does" % (middle["concord proxy"][0] / middle["nginx"][0]))


main()
