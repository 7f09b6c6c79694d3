"""The other side of a golden case: a server on loopback that answers by rules.

`server.json` beside a case's `args` is {"tls": false, "down": false, "rules": [RULE...]}. The first rule that fits
answers; a request that none fits is answered with 501, which shows in what is expected. A RULE:

    method, path          what it fits; a path that ends with * fits what begins so; without them, everything
    body_has              fits only requests whose body has this text
    times                 fits so often, then no more
    status, reason, headers, json | body
                          the answer: 200 unless said; `json` is written with its Content-Type, `body` as it is.
                          A member of `json` that is "{last}" is the last word of the path
    raw                   these bytes (latin-1) instead of an answer
    delay                 seconds to wait before it
    cut                   so many bytes of the body are sent, then the connection is closed
    close, reset          the connection is closed, or reset, without an answer
    signal                the name of a signal that the program under test gets before the answer, such as SIGINT

`server.py` instead of it is a module with `answer(request)`, which returns a RULE; `request` has method, path (with its
query), headers, body, and number, counted from 0. TLS is its `TLS = True`.
"""

import importlib.util
import json
import socket
import ssl
import struct
import threading
import time


class Request:
    def __init__(self, head, body, number):
        lines = head.decode("latin-1").split("\r\n")
        self.method, self.path = lines[0].split(" ")[:2]
        self.headers = {name.strip().lower(): value.strip()
                        for name, _, value in (line.partition(":") for line in lines[1:])}
        self.body = body.decode("utf-8", "replace")
        self.number = number


class Rules:
    """Answers by the rows of a server.json."""

    def __init__(self, rows):
        self.rows = [dict(row) for row in rows]

    def __call__(self, request):
        for row in self.rows:
            if row.get("times", 1) > 0 and self.fits(row, request):
                if "times" in row:
                    row["times"] -= 1
                return self.filled(row, request)
        return {"status": 501, "body": f"no rule fits {request.method} {request.path}"}

    @staticmethod
    def filled(row, request):
        last = request.path.split("?")[0].rsplit("/", 1)[-1]
        if "{last}" not in (row["json"].values() if isinstance(row.get("json"), dict) else ()):
            return row
        return {**row, "json": {key: last if value == "{last}" else value for key, value in row["json"].items()}}

    @staticmethod
    def fits(row, request):
        path = row.get("path", "*")
        is_path = request.path.startswith(path[:-1]) if path.endswith("*") else request.path.split("?")[0] == path
        return (is_path and row.get("method", request.method) == request.method
                and row.get("body_has", "") in request.body)


class Server:
    """Serves from construction until close(). `signal(name)` is called for rules that send one."""

    def __init__(self, folder, certificate, key, signal):
        self.signal = signal
        self.lock = threading.Lock()
        self.requests = 0
        self.connections = set()
        is_tls = self.read_rules(folder)
        self.context = None
        if is_tls:
            self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self.context.load_cert_chain(certificate, key)
            if is_tls == "mutual":
                self.context.verify_mode = ssl.CERT_REQUIRED
                self.context.load_verify_locations(certificate)
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.url = f"{'https' if is_tls else 'http'}://127.0.0.1:{self.port}"
        if self.is_down:
            self.listener.close()
        else:
            threading.Thread(target=self.accept, daemon=True).start()

    def read_rules(self, folder):
        self.is_down = False
        if (folder / "server.py").exists():
            spec = importlib.util.spec_from_file_location("case_server", folder / "server.py")
            module = importlib.util.module_from_spec(spec)
            spec.loader.exec_module(module)
            self.answer = module.answer
            return getattr(module, "TLS", False)
        described = json.loads((folder / "server.json").read_text()) if (folder / "server.json").exists() else {}
        self.is_down = described.get("down", False)
        self.answer = Rules(described.get("rules", []))
        return described.get("tls", False)

    def close(self):
        with self.lock:
            open_ones = list(self.connections)
        for connection in [self.listener, *open_ones]:
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass
            connection.close()

    def accept(self):
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self.serve, args=(connection,), daemon=True).start()

    def serve(self, connection):
        with self.lock:
            self.connections.add(connection)
        try:
            if self.context:
                connection = self.context.wrap_socket(connection, server_side=True)
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            while self.serve_one(connection):
                pass
        except (OSError, ssl.SSLError):
            pass
        finally:
            connection.close()

    def read_request(self, connection):
        data = b""
        while b"\r\n\r\n" not in data:
            piece = connection.recv(65536)
            if not piece:
                return None
            data += piece
        head, _, body = data.partition(b"\r\n\r\n")
        length = 0
        for line in head.lower().split(b"\r\n"):
            if line.startswith(b"content-length:"):
                length = int(line.split(b":")[1])
        while len(body) < length:
            piece = connection.recv(65536)
            if not piece:
                return None
            body += piece
        with self.lock:
            self.requests += 1
            return Request(head, body, self.requests - 1)

    def serve_one(self, connection):
        request = self.read_request(connection)
        if request is None:
            return False
        with self.lock:
            rule = self.answer(request)
        if "signal" in rule:
            self.signal(rule["signal"])
        time.sleep(rule.get("delay", 0))
        if rule.get("reset"):
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            return False
        if rule.get("close"):
            return False
        if "raw" in rule:
            connection.sendall(rule["raw"].encode("latin-1"))
            return False
        head, body = self.message(rule, request)
        connection.sendall(head + body[:rule.get("cut", len(body))])
        return "cut" not in rule

    @staticmethod
    def message(rule, request):
        headers = {"Content-Type": "application/json"} if "json" in rule else {}
        headers.update(rule.get("headers", {}))
        body = json.dumps(rule["json"]) if "json" in rule else rule.get("body", "")
        body = body.encode("utf-8")
        lines = [f"HTTP/1.1 {rule.get('status', 200)} {rule.get('reason', 'Said')}"]
        lines += [f"{name}: {value}" for name, value in headers.items() if value is not None]
        lines.append(f"Content-Length: {len(body)}")
        head = "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n"
        return head, b"" if request.method == "HEAD" else body
