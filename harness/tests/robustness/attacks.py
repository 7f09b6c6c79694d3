"""What servers do to the client: one entry for each row of the tables of docs/robustness.md that speak of servers.

An attack is what happens after the hostile request was read:

    @attack("the name of its row")
    def _(client, request):
        client.send(…)

Its options: `tls`, a function of certificates.py; `before`, what happens before the request is read; `server`, another
server altogether; `http2=True`, where `play` gets an h2_server.H2Client and the number of a stream; `method="GET"` for
a request that may be repeated; `retries`, of provider.yaml; and `https`, when the URL says so and the server does not
know.
"""

import gzip
import json
import socket
import struct
import zlib

import certificates
import fault_server
import h2_server
from fault_server import answer

ATTACKS = {}
JSON = b"HTTP/1.1 201 Created\r\nLocation: /orders/17\r\nContent-Type: application/json\r\n"


class Attack:
    def __init__(self, play, tls=None, before=None, server=None, method="POST", retries=0, https=False,
                 http2=False):
        if http2:
            tls, server = certificates.trusted_http2, None
        self.http2 = http2
        self.play, self.tls, self.before, self.server = play, tls, before, server
        self.method, self.retries, self.https = method, retries, https


def attack(name, **options):
    def add(play):
        assert name not in ATTACKS, f"two attacks are called {name}"
        ATTACKS[name] = Attack(play, **options)
        return play
    return add


class NobodyListens:
    """A port that is bound, so that nobody else takes it, and not listened to."""

    def __init__(self):
        self.reserved, self.hostile_requests = socket.socket(), 0
        self.reserved.bind(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.reserved.getsockname()[1]}"

    def close(self):
        self.reserved.close()


class NobodyAccepts:
    """A listener whose queue is full: the system drops what comes."""

    def __init__(self):
        self.listener = socket.socket()
        self.listener.bind(("127.0.0.1", 0))
        self.listener.listen(0)
        self.port, self.hostile_requests = self.listener.getsockname()[1], 0
        self.url = f"http://127.0.0.1:{self.port}"
        self.waiting = []
        for _ in range(4):
            one = socket.socket()
            one.setblocking(False)
            one.connect_ex(("127.0.0.1", self.port))
            self.waiting.append(one)

    def close(self):
        for one in [*self.waiting, self.listener]:
            one.close()


# ---- The connection

attack("nobody listens", server=NobodyListens)(None)
attack("the connection is never accepted", server=NobodyAccepts)(None)


@attack("reset as soon as it is accepted", before=lambda client: client.reset())
def _(client, request):
    pass


@attack("reset after the request")
def _(client, request):
    client.reset()


@attack("closed after the request")
def _(client, request):
    client.close()


@attack("reset after the request, once, and it may be repeated", method="GET", retries=1)
def _(client, request):
    client.reset() if client.number == 1 else client.send(answer(status=200))


@attack("reset after the request, and retries are allowed", retries=3)
def _(client, request):
    client.reset()


@attack("reset in the status line")
def _(client, request):
    client.send(b"HTTP/1.1 20")
    client.wait(0.2)
    client.reset()


@attack("reset in the headers")
def _(client, request):
    client.send(JSON + b"X-Mo")
    client.wait(0.2)
    client.reset()


@attack("reset in the body")
def _(client, request):
    client.send(JSON + b"Content-Length: 500\r\n\r\n{\"id\":")
    client.wait(0.2)
    client.reset()


@attack("closed in the status line")
def _(client, request):
    client.send(b"HTTP/1.1 20")
    client.close()


@attack("closed in the headers")
def _(client, request):
    client.send(JSON + b"X-Mo")
    client.close()


@attack("closed in the body, short of its Content-Length")
def _(client, request):
    client.send(JSON + b"Content-Length: 500\r\n\r\n{\"id\": \"17\"}")
    client.close()


# ---- Silence, and drops

@attack("silence after the request")
def _(client, request):
    client.wait()


@attack("silence in the status line")
def _(client, request):
    client.send(b"HTTP/1.1 20")
    client.wait()


@attack("silence in the headers")
def _(client, request):
    client.send(JSON + b"X-Mo")
    client.wait()


@attack("silence in the body")
def _(client, request):
    client.send(JSON + b"Content-Length: 500\r\n\r\n{\"id\":")
    client.wait()


@attack("a byte of the headers now and then")
def _(client, request):
    client.drip(JSON + b"X-A: 1\r\n" * 1000, 0.05)


@attack("a byte of the body now and then")
def _(client, request):
    client.send(JSON + b"Content-Length: 5000\r\n\r\n")
    client.drip(b" " * 5000, 0.05)


@attack("100 Continue without end")
def _(client, request):
    client.send_endlessly(b"HTTP/1.1 100 Continue\r\n\r\n" * 1000)


# ---- Too much

@attack("headers without end")
def _(client, request):
    client.send(JSON)
    client.send_endlessly(b"X-More: and more\r\n" * 1000)


@attack("a status line without end")
def _(client, request):
    client.send(b"HTTP/1.1 201 ")
    client.send_endlessly(b"Created " * 8192)


@attack("a body of 1 GB, announced")
def _(client, request):
    client.send(JSON + b"Content-Length: 1073741824\r\n\r\n")
    client.send_endlessly(b"x" * 65536)


@attack("a body of 1 GB, to the end of the connection")
def _(client, request):
    client.send(JSON + b"Connection: close\r\n\r\n")
    client.send_endlessly(b"x" * 65536)


@attack("chunks without end")
def _(client, request):
    client.send(JSON + b"Transfer-Encoding: chunked\r\n\r\n")
    client.send_endlessly(b"10000\r\n" + b"x" * 65536 + b"\r\n")


def bomb():
    """1 GB of zeros as 1 MB of gzip, one block again and again. Its end says nothing true: nobody gets so far."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = packer.compress(bytes(1 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)
    return gzip.compress(b"")[:10] + block * 1024 + b"\x03\x00" + struct.pack("<II", 0, 1 << 30)


@attack("a gzip bomb: 1 MB that unpacks to 1 GB")
def _(client, request):
    client.send(answer(bomb(), headers=b"Content-Type: application/json\r\nContent-Encoding: gzip\r\n"))


@attack("JSON nested 200,000 levels deep")
def _(client, request):
    client.send(answer(b"[" * 200_000))


@attack("JSON of 6 million values")
def _(client, request):
    client.send(answer(b"[" + b"1," * 6_000_000 + b"1]"))


@attack("an object of 200,000 members")
def _(client, request):
    members = b",".join(b'"k%d":%d' % (i, i) for i in range(200_000))
    client.send(answer(b'{"id": "17", "state": "open", "total": 12.5, ' + members + b"}"))


@attack("a text that a pattern with back references searches for ever")
def _(client, request):
    text = "x" * 100_000 + " " + "y" * 100_000
    client.send(answer(json.dumps({"id": "17", "state": "open", "total": 1, "code": text}).encode()))


# ---- Other answers than were asked for

@attack("garbage instead of HTTP")
def _(client, request):
    client.send(bytes(range(256)) * 16)


@attack("a second answer that nobody asked for")
def _(client, request):
    client.send(answer() + answer(b'{"id": "stolen", "state": "none", "total": -1}'))
    client.wait(0.3)


@attack("bytes under Content-Encoding: gzip that are no gzip")
def _(client, request):
    client.send(answer(b"no gzip", headers=b"Content-Type: application/json\r\nContent-Encoding: gzip\r\n"))


@attack("the size of a chunk is no number")
def _(client, request):
    client.send(JSON + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n")


@attack("closed between chunks")
def _(client, request):
    client.send(JSON + b"Transfer-Encoding: chunked\r\n\r\n5\r\n{\"id\"\r\n")
    client.close()


@attack("a redirection to itself")
def _(client, request):
    client.send(answer(b"", 302, b"Location: /orders\r\n"))


@attack("a redirection to another host")
def _(client, request):
    client.send(answer(b"", 307, b"Location: http://169.254.169.254/latest/meta-data\r\n"))


@attack("429 and Retry-After: 3600")
def _(client, request):
    client.send(answer(b"{}", 429, b"Retry-After: 3600\r\n"))


@attack("503 of a gateway")
def _(client, request):
    client.send(answer(b"busy", 503, b""))


@attack("terminal controls and commands for CI in the answer")
def _(client, request):
    text = "\x1b[2J\n::error::x\n##[error]y\n##vso[task.complete]\r]]>\u202e"
    client.send(b"HTTP/1.1 418 ::error::x \x1b[2J\r\nX-A: ##[group]\x1b[2J\r\n" +
                answer(json.dumps({"id": text}, ensure_ascii=False).encode()).split(b"\r\n", 2)[2])


@attack("bytes that are no UTF-8")
def _(client, request):
    client.send(answer(b'{"id": "\xff\xfe\x80", "state": "open", "total": 1}'))


@attack("a key twice in an object")
def _(client, request):
    client.send(answer(b'{"id": "17", "id": "18", "state": "open", "total": 1}'))


# ---- Framing: what two readers could take differently

CHUNKED = b"%x\r\n%s\r\n0\r\n\r\n" % (len(fault_server.GOOD), fault_server.GOOD)
GZIPPED = gzip.compress(fault_server.GOOD, mtime=0)


def framed(headers, body, head=JSON):
    """Sends an answer whose framing is `headers`."""
    return lambda client, request: client.send(head + headers + b"\r\n" + body)


attack("two Content-Lengths that differ")(framed(b"Content-Length: 44\r\nContent-Length: 5\r\n", fault_server.GOOD))
attack("a list of Content-Lengths that differ")(framed(b"Content-Length: 44, 5\r\n", fault_server.GOOD))
attack("a Content-Length with a sign")(framed(b"Content-Length: +44\r\n", fault_server.GOOD))
attack("a Content-Length with a unit")(framed(b"Content-Length: 44 bytes\r\n", fault_server.GOOD))
attack("a Content-Length beside chunks")(framed(b"Content-Length: 11\r\nTransfer-Encoding: chunked\r\n", CHUNKED))
attack("chunks in HTTP/1.0")(framed(b"Transfer-Encoding: chunked\r\n", CHUNKED, JSON.replace(b"1.1", b"1.0")))
attack("a transfer coding that nobody knows")(framed(b"Transfer-Encoding: xchunked\r\n", CHUNKED))
attack("lines of chunks that end with LF alone")(
    framed(b"Transfer-Encoding: chunked\r\n", CHUNKED.replace(b"\r\n", b"\n")))
attack("gzip without its end")(
    framed(b"Content-Encoding: gzip\r\nContent-Length: %d\r\n" % (len(GZIPPED) - 8), GZIPPED[:-8]))
attack("an HTTP/2.0 status line")(framed(b"Content-Length: 44\r\n", fault_server.GOOD, JSON.replace(b"1.1", b"2.0")))


@attack("TLS that ends without close_notify in a body of unknown length", tls=certificates.trusted)
def _(client, request):
    client.send(JSON + b"\r\n" + fault_server.GOOD)
    client.close()


# ---- TLS

def answers_well(client, request):
    client.send(answer())


attack("a certificate that signed itself", tls=certificates.trusted_by_nobody)(answers_well)
attack("a certificate that has expired", tls=certificates.expired)(answers_well)
attack("a certificate of another host", tls=certificates.of_another_host)(answers_well)
attack("a client certificate is asked for, and there is none", tls=certificates.asking)(answers_well)


@attack("no TLS behind https", https=True, before=lambda client: client.send(b"HTTP/1.1 400 Bad Request\r\n\r\n"))
def _(client, request):
    pass


@attack("silence in the TLS handshake", https=True, before=lambda client: client.wait())
def _(client, request):
    pass


@attack("closed in the TLS handshake", https=True, before=lambda client: (client.receive(), client.close()))
def _(client, request):
    pass


@attack("reset in the body, over TLS", tls=certificates.trusted)
def _(client, request):
    client.send(JSON + b"Content-Length: 500\r\n\r\n{\"id\":")
    client.wait(0.2)
    client.reset()


# ---- HTTP/2

@attack("HTTP/2: GOAWAY that leaves the request out, once", http2=True)
def _(client, stream):
    if client.number > 1:
        return client.answer(stream)
    client.go_away(0)
    client.close()


@attack("HTTP/2: GOAWAY that counts the request in, and retries are allowed", http2=True, retries=3)
def _(client, stream):
    client.go_away(stream)
    client.close()


@attack("HTTP/2: GOAWAY after an answer", http2=True)
def _(client, stream):
    with client.at_once():
        client.answer(stream)
        client.go_away(stream)


@attack("HTTP/2: REFUSED_STREAM, once", http2=True)
def _(client, stream):
    if client.number > 1:
        return client.answer(stream)
    client.reset_stream(stream, h2_server.REFUSED_STREAM)


@attack("HTTP/2: the stream is reset after the request, and retries are allowed", http2=True, retries=3)
def _(client, stream):
    client.reset_stream(stream, h2_server.INTERNAL_ERROR)


@attack("HTTP/2: closed in the body, and retries are allowed", http2=True, retries=3)
def _(client, stream):
    client.frame(h2_server.HEADERS, h2_server.END_HEADERS, stream, h2_server.CREATED)
    client.frame(h2_server.DATA, 0, stream, b'{"id":')
    client.wait(0.2)
    client.close()


@attack("HTTP/2: silence after the request", http2=True)
def _(client, stream):
    pass


@attack("HTTP/2: frames that are none", http2=True)
def _(client, stream):
    client.client.send(b"HTTP/1.1 200 OK\r\n\r\n" * 40)
    client.wait(60)


@attack("HTTP/2: headers without end", http2=True)
def _(client, stream):
    client.frame(h2_server.HEADERS, 0, stream, h2_server.CREATED)
    field = b"\x00\x01x\x7f\x81\x07" + b"y" * 262  # x: 262 letters (RFC 7541, 5.1)
    for _ in range(20000):
        client.frame(h2_server.CONTINUATION, 0, stream, field * 50)


# ---- Secrets

def token_of(request):
    """The credential as the request has it."""
    for line in request.split(b"\r\n"):
        if line.lower().startswith(b"authorization: bearer "):
            return line[22:]
    return b""


@attack("the credential comes back in the body")
def _(client, request):
    client.send(answer(b'{"id": "17", "state": "open", "total": 1, "note": "%s"}' % token_of(request)))


@attack("the credential comes back as a key, in a header, and in the status line")
def _(client, request):
    token = token_of(request)
    body = b'{"%s": 1, "id": "17", "state": "%s", "total": 1}' % (token, token)
    head = b"HTTP/1.1 201 %s\r\nLocation: /orders/17\r\nX-You: %s\r\n" % (token, token)
    client.send(head + b"Content-Type: application/json\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body))
