"""Certificates for the servers, made by openssl in one folder for all.

Each function below gives a server's context, and what the command line needs so that only one thing is wrong.
"""

import pathlib
import ssl
import subprocess

FOLDER = None  # set by make_all()


def openssl(*arguments):
    subprocess.run(["openssl", *map(str, arguments)], check=True, capture_output=True)


# OpenSSL 3.5 takes no negative number of days any more, and versions before 3.4 have no other words for it.
def is_given(words):
    known = subprocess.run(["openssl", "x509", "-help"], capture_output=True, text=True)
    return words in known.stdout + known.stderr


def expired_days():
    return ["-not_before", "20200101000000Z", "-not_after", "20200102000000Z"] if is_given("-not_after") \
        else ["-days", "-1"]


def make(name, names="IP:127.0.0.1", lifetime=("-days", "2")):
    key, file = FOLDER / f"{name}.key", FOLDER / f"{name}.pem"
    openssl("ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", key)
    request, extensions = FOLDER / f"{name}.csr", FOLDER / f"{name}.ext"
    openssl("req", "-new", "-key", key, "-subj", f"/CN={name}", "-out", request)
    extensions.write_text(f"subjectAltName={names}\nbasicConstraints=critical,CA:TRUE\n")
    openssl("x509", "-req", "-in", request, "-signkey", key, *lifetime, "-extfile", extensions, "-out", file)


def make_all(folder):
    global FOLDER
    FOLDER = pathlib.Path(folder)
    make("plain")
    make("old", lifetime=expired_days())
    make("other", names="DNS:other.example")


def context(name):
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    made.load_cert_chain(FOLDER / f"{name}.pem", FOLDER / f"{name}.key")
    return made


def trusting(name):
    return ["--cacert", str(FOLDER / f"{name}.pem")]


def trusted():
    return context("plain"), trusting("plain")


def trusted_http2():
    made = context("plain")
    made.set_alpn_protocols(["h2"])
    return made, [*trusting("plain"), "--http2"]


def trusted_by_nobody():
    return context("plain"), []


def expired():
    return context("old"), trusting("old")


def of_another_host():
    return context("other"), trusting("other")


def asking():
    made = context("plain")
    made.verify_mode = ssl.CERT_REQUIRED
    made.load_verify_locations(FOLDER / "plain.pem")
    return made, trusting("plain")
