"""Tells what happens, and gets it wrong."""

EVENTS = "data: {\"n\": 1}\n\nevent: next\ndata: {\"n\": \"two\"}\n\ndata: [DONE]\n\n"


def answer(request):
    accepted = request.headers["accept"]
    if "broken" in request.path:
        bodies = {"cut": 'data: {"n": 1}\n\nid: 2\ndata: {"n": 2}\n', "no": "<html>oops</html>"}
        return {"status": 200, "headers": {"Content-Type": accepted}, "body": bodies[request.path.split("=")[1]]}
    if "right" in request.path:
        return {"status": 200, "headers": {"Content-Type": accepted}, "body": EVENTS.replace('"two"', "2")}
    body = EVENTS if accepted == "text/event-stream" else '{"n": 1}\n{"what": "no number"}\n{"n": 3'
    return {"status": 200, "headers": {"Content-Type": accepted}, "body": body}
