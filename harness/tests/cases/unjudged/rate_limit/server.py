"""Asks to wait for an hour, by a date. It is asked once: what came after is told by the status."""

import email.utils
import math
import time


def answer(request):
    later = email.utils.formatdate(math.ceil(time.time()) + 3600, usegmt=True)
    status = 429 if request.number == 0 else 500
    return {"status": status, "json": {"message": "slower"}, "headers": {"Retry-After": later}}
