"""Answers with a letter, with what is none, or with one that would read a file."""

ENTITIES = "<!DOCTYPE letter [<!ENTITY file SYSTEM 'file:///etc/hostname'>]><letter>&file;</letter>"


def answer(request):
    bodies = {"broken": "<letter><to>Bob</letter>", "entities": ENTITIES, "nothing": ""}
    return {"status": 200, "headers": {"Content-Type": "application/xml"},
            "body": bodies.get(request.body, "<letter n='17'><page>one</page></letter>")}
