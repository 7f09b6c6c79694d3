"""Tells what happens, and gets it wrong."""

EVENTS = "data: {\"n\": 1}\n\nevent: next\ndata: {\"n\": \"two\"}\n\ndata: [DONE]\n\n"


def answer(request):
    accepted = request.headers["accept"]
    if "right" in request.path:
        return {"status": 200, "headers": {"Content-Type": accepted}, "body": EVENTS.replace('"two"', "2")}
    body = EVENTS if accepted == "text/event-stream" else '{"n": 1}\n{"what": "no number"}\n{"n": 3'
    return {"status": 200, "headers": {"Content-Type": accepted}, "body": body}
