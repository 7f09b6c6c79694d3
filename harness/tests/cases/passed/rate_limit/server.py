"""Twenty requests in two seconds, and it says how many are left. Who asks for more is refused, which fails a case."""

import math
import threading
import time

LOCK = threading.Lock()
WINDOW = {"ends": 0.0, "left": 0}


def answer(request):
    with LOCK:
        now = time.monotonic()
        if now >= WINDOW["ends"]:
            WINDOW.update(ends=now + 2, left=20)
        if WINDOW["left"] == 0:
            return {"status": 418, "json": {"message": "more than twenty"}}
        WINDOW["left"] -= 1
        headers = {"RateLimit": f'"burst";r={WINDOW["left"]};t={math.ceil(WINDOW["ends"] - now)}'}
        return {"status": 200, "json": {"id": "17", "state": "open", "total": 12.5}, "headers": headers}
