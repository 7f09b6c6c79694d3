"""A fault server of HTTP/2 (RFC 9113): frames by hand, so that they can be wrong.

`play(client, stream)` decides what becomes of a hostile request. What a request has in its body is told by its DATA
frames; its headers are not decoded. `client.stream` is the number of the last stream that was whole.
"""

import contextlib
import struct

from fault_server import GOOD, FaultServer

PREFACE = 24  # bytes
DATA, HEADERS, RST_STREAM, SETTINGS, PING, GOAWAY, CONTINUATION = 0, 1, 3, 4, 6, 7, 9
END_STREAM = ACK = 1
END_HEADERS = 4
NO_ERROR, INTERNAL_ERROR, REFUSED_STREAM = 0, 2, 7


def literal(index, value):
    """A header field of the static table with another value, not indexed (RFC 7541, 6.2.2)."""
    name = bytes([index]) if index < 15 else bytes([15, index - 15])
    return name + bytes([len(value)]) + value


CREATED = literal(8, b"201") + literal(46, b"/orders/17") + literal(31, b"application/json")


class H2Client:
    """One connection, past its preface."""

    def __init__(self, client):
        self.client, self.stream, self.number, self.held = client, 0, 0, None
        self.frame(SETTINGS)

    def frame(self, kind, flags=0, stream=0, payload=b""):
        data = struct.pack(">I", len(payload))[1:] + struct.pack(">BBI", kind, flags, stream) + payload
        if self.held is None:
            self.client.send(data)
        else:
            self.held += data

    @contextlib.contextmanager
    def at_once(self):
        """What is sent within arrives together, so that nothing can be asked in between."""
        self.held = b""
        yield
        data, self.held = self.held, None
        self.client.send(data)

    def answer(self, stream, body=GOOD):
        self.frame(HEADERS, END_HEADERS, stream, CREATED)
        self.frame(DATA, END_STREAM, stream, body)

    def go_away(self, last_stream, error=NO_ERROR):
        self.frame(GOAWAY, 0, 0, struct.pack(">II", last_stream, error))

    def reset_stream(self, stream, error):
        self.frame(RST_STREAM, 0, stream, struct.pack(">I", error))

    def close(self):
        self.client.close()

    def wait(self, seconds):
        self.client.wait(seconds)

    def read(self, size):
        while len(self.client.unread) < size:
            if not self.client.receive():
                raise OSError("the client has gone")
        piece, self.client.unread = self.client.unread[:size], self.client.unread[size:]
        return piece

    def read_request(self):
        """The number of its stream and its body."""
        bodies = {}
        while True:
            head = self.read(9)
            kind, flags, stream = struct.unpack(">BBI", head[3:])
            payload = self.read(int.from_bytes(head[:3], "big"))
            if kind == SETTINGS and not flags & ACK:
                self.frame(SETTINGS, ACK)
            elif kind == PING and not flags & ACK:
                self.frame(PING, ACK, 0, payload)
            elif kind in (DATA, HEADERS):
                bodies[stream] = bodies.get(stream, b"") + (payload if kind == DATA else b"")
                if flags & END_STREAM:
                    self.stream = stream
                    return stream, bodies.pop(stream)


class H2FaultServer(FaultServer):
    def talk(self, client):
        if len(client.unread) < PREFACE:
            client.receive()
        client.unread = client.unread[PREFACE:]
        h2 = H2Client(client)
        while not client.is_closed:
            stream, body = h2.read_request()
            if b"healthy" in body:
                h2.answer(stream)
                continue
            with self.lock:
                self.hostile_requests += 1
                h2.number = self.hostile_requests
            self.play(h2, stream)
