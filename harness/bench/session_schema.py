"""The session that benchmarks create, read and judge, as contracts describe it."""

SESSION = {"type": "object", "additionalProperties": False, "required": ["session", "status", "created_at", "user"],
           "properties": {
               "session": {"type": "string", "format": "uuid"}, "status": {"enum": ["ready", "pending"]},
               "created_at": {"type": "string", "format": "date-time"}, "expires_in": {"type": "integer", "minimum": 1},
               "products": {"type": "array", "items": {"type": "string"}},
               "user": {"type": "object", "required": ["id"], "properties": {
                   "id": {"type": "string"}, "name": {"type": "string"}, "email": {"type": "string", "format": "email"},
                   "verified": {"type": "boolean"}}}}}
