"""What becomes of requests that wait on a connection of HTTP/2 when one frame of its server breaks it."""

import collections
import struct

import certificates
import h2_server
import program
from h2_server import H2Client, H2FaultServer
from local import attack

WAITING = 4


class BreakingServer(H2FaultServer):
    """Breaks its first connection when four requests wait on it; answers on every other."""

    def __init__(self, frame, tls):
        self.frame, self.has_broken, self.arrived = frame, False, collections.Counter()
        super().__init__(None, tls)

    def talk(self, client):
        if len(client.unread) < h2_server.PREFACE:
            client.receive()
        client.unread = client.unread[h2_server.PREFACE:]
        h2, waiting = H2Client(client), 0
        while not client.is_closed:
            stream, body = h2.read_request()
            self.arrived[body] += 1
            if self.has_broken:
                h2.answer(stream)
                continue
            waiting += 1
            if waiting == WAITING:
                self.has_broken = True
                client.send(self.frame)


def break_by(place, frame):
    tls, arguments = certificates.trusted_http2()
    server = BreakingServer(frame, tls)
    place.add_shop("shop", [f"waiting {number}" for number in range(WAITING)])
    try:
        result = place.run("run", "suites", "--target", "sandbox", "--base-url", server.url, "--jobs", str(WAITING),
                           "--max-time", "2", *program.REPORTS, *arguments)
    finally:
        server.close()
    result.arrives = f"{max(server.arrived.values())} each"
    result.verdict = ", ".join(sorted(set(place.verdicts().values()))) or "none"
    return result


@attack("HTTP/2: a frame that is too large, while four requests wait")
def _(place):
    return break_by(place, b"\x7f\xff\xff\x00\x00" + struct.pack(">I", 1) + b"x" * 20000)


@attack("HTTP/2: a stream 0 that is reset, while four requests wait")
def _(place):
    return break_by(place, b"\x00\x00\x04\x03\x00" + struct.pack(">II", 0, 7))
