"""A server on loopback that does a client harm: `play(client, request)` decides how a request is answered, if at all.

It counts what arrived, which tells whether a request was sent twice. A request with the word "healthy" in its path or
body is answered properly, so that a run shows whether one bad answer harms the next case.
"""

import os
import socket
import ssl
import struct
import threading

GOOD = b'{"id": "17", "state": "open", "total": 12.5}'


def answer(body=GOOD, status=201, headers=b"Location: /orders/17\r\nContent-Type: application/json\r\n", length=None):
    """A whole answer; `length` is what it says of its body when that is not the truth."""
    size = len(body) if length is None else length
    return b"HTTP/1.1 %d Said\r\n%sContent-Length: %d\r\n\r\n%s" % (status, headers, size, body)


class Client:
    """One connection, for the script that plays it."""

    def __init__(self, connection, stopping):
        self.connection, self.stopping, self.unread = connection, stopping, b""
        self.is_closed = False
        self.number = 0  # of the hostile request: 1 for the first

    def send(self, data):
        self.connection.sendall(data)

    def send_endlessly(self, piece, limit=1 << 30):
        """Until the client is gone; returns how much went out."""
        sent = 0
        while sent < limit:
            self.connection.sendall(piece)
            sent += len(piece)
        return sent

    def drip(self, data, seconds):
        """A byte each `seconds`."""
        for at in range(len(data)):
            self.send(data[at:at + 1])
            self.wait(seconds)

    def wait(self, seconds=60):
        """Until the server stops, at most."""
        self.stopping.wait(seconds)

    def close(self):
        """Without close_notify, if it is TLS."""
        self.is_closed = True
        self.connection.close()

    def reset(self):
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.close()

    def read_request(self):
        """Head and body as bytes, or nothing when the client has gone."""
        while b"\r\n\r\n" not in self.unread:
            if not self.receive():
                return None
        head, _, rest = self.unread.partition(b"\r\n\r\n")
        length = 0
        for line in head.lower().split(b"\r\n"):
            if line.startswith(b"content-length:"):
                length = int(line.split(b":")[1])
        while len(self.unread) < len(head) + 4 + length:
            if not self.receive():
                return None
        whole = self.unread[:len(head) + 4 + length]
        self.unread = self.unread[len(whole):]
        return whole

    def receive(self):
        piece = self.connection.recv(65536)
        self.unread += piece
        return piece


class FaultServer:
    """Serves from construction until close(). `tls` is an ssl.SSLContext, or nothing."""

    def __init__(self, play, tls=None, before=None):
        self.play, self.tls, self.before = play, tls, before
        self.lock, self.stopping = threading.Lock(), threading.Event()
        self.connections, self.hostile_requests = set(), 0
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=128)
        self.port = self.listener.getsockname()[1]
        self.url = f"{'https' if tls else 'http'}://127.0.0.1:{self.port}"
        threading.Thread(target=self.accept, daemon=True).start()

    def close(self):
        self.stopping.set()
        with self.lock:
            open_ones = list(self.connections)
        for one in [self.listener, *open_ones]:
            try:
                one.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass
            one.close()

    def accept(self):
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self.serve, args=(connection,), daemon=True).start()

    def serve(self, connection):
        client = Client(connection, self.stopping)
        self.keep(connection)
        try:
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            if self.before:
                self.before(client)
            if client.is_closed:
                return
            if self.tls:
                self.shake_hands(client)
            self.talk(client)
        except (OSError, ValueError):
            pass  # the client has gone, or would not talk to us
        finally:
            client.connection.close()

    def keep(self, connection):
        with self.lock:
            self.connections.add(connection)

    def shake_hands(self, client):
        client.connection = self.tls.wrap_socket(client.connection, server_side=True, do_handshake_on_connect=False)
        self.keep(client.connection)
        try:
            client.connection.do_handshake()
        except ssl.SSLError:
            # What the client is told of it is lost if we close while it still sends.
            with socket.socket(fileno=os.dup(client.connection.fileno())) as raw:
                while raw.recv(65536):
                    pass
            raise

    def talk(self, client):
        while not client.is_closed:
            request = client.read_request()
            if request is None:
                return
            if b"healthy" in request:
                client.send(answer(status=200 if request.startswith(b"GET ") else 201))
                continue
            with self.lock:
                self.hostile_requests += 1
                client.number = self.hostile_requests
            self.play(client, request)
