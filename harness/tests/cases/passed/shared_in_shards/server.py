"""Gives out a session to each shard that needs one."""

from session_server import Sessions

answer = Sessions(gives_one=False).answer
