"""Tells what happens, as events or as lines."""

EVENTS = (": hello\n\nid: 1\ndata: {\"n\": 1}\n\ndata: {\"n\": 2,\ndata:  \"what\": \"more\"}\r\n\r\n"
          "event: end\nid: 3\ndata: {\"n\": 3, \"what\": \"over\"}\n\n"
          "data: [DONE]\n\n")


def answer(request):
    accepted = request.headers["accept"]
    body = EVENTS if accepted == "text/event-stream" else '{"n": 2}\n\n{"n": 1}\n'
    return {"status": 200, "headers": {"Content-Type": accepted}, "body": body}
