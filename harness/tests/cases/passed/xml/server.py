"""Answers letters in XML, with a namespace of its own."""


def answer(request):
    if request.headers.get("content-type") != "application/xml":
        return {"status": 415}
    if "again" in request.body and request.body != "<again n='17' pages='2'/>":
        return {"status": 400}
    return {"status": 200, "headers": {"Content-Type": "application/xml"},
            "body": "<?xml version='1.0'?><letter xmlns='urn:office' n='17'><to>Bob &amp; Ann</to>"
                    "<page>1</page><page>2</page></letter>"}
