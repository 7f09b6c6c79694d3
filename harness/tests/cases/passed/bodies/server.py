"""Takes each kind of message as it is documented, and nothing else."""


def is_upload(request):
    kind = request.headers.get("content-type", "")
    if not kind.startswith("multipart/form-data; boundary="):
        return False
    parts = request.body.split("--" + kind.split("boundary=")[1])
    return (len(parts) == 4 and 'name="title"\r\n' in parts[1] and parts[1].endswith("\r\n\r\na letter\r\n")
            and 'filename="letter.txt"' in parts[2] and "Content-Type: text/plain" in parts[2]
            and parts[2].endswith("\r\n\r\nDear Bob\r\n"))


def answer(request):
    is_right = {
        "/form": request.body == "user=Bob%20%26%20Ann&days=mon&days=tue",
        "/files": is_upload(request),
        "/search": request.path == "/search?ids=1&ids=2&tags=a,b&near%5Blat%5D=1&near%5Blon%5D=2",
    }[request.path.split("?")[0]]
    return {"status": 204} if is_right else {"status": 400, "body": request.path + " " + request.body}
