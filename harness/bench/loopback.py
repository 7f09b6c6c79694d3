"""Ports of this machine for benchmarks, who listens there, and what wrk says of them."""
import re
import signal
import socket
import subprocess
import sys
import time


def free_ports(count):
    """Of no one: held all at once, so that they differ."""
    sockets = [socket.socket() for _ in range(count)]
    for one in sockets:
        one.bind(("127.0.0.1", 0))
    ports = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return ports


def wait_for(port, seconds=10):
    for _ in range(seconds * 20):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.05)
    sys.exit("bench: nobody listens on port %d" % port)


def stop(process):
    process.send_signal(signal.SIGINT)
    return process.wait()


def ask(port, path, seconds, connections, *options):
    """Requests a second, the 99th percentile as wrk writes it, and how many requests there were."""
    done = subprocess.run(["wrk", "-t1", "-c%d" % connections, "-d%ds" % seconds, "--latency", *options,
                           "http://127.0.0.1:%d%s" % (port, path)], capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in done or "Socket errors" in done:
        sys.exit("bench: not all was answered\n" + done)
    return (float(re.search(r"Requests/sec:\s+([\d.]+)", done)[1]), re.search(r"99%\s+(\S+)", done)[1],
            int(re.search(r"(\d+) requests in", done)[1]))
