"""Gives out one session; a second session would be another."""

from session_server import Sessions

answer = Sessions(gives_one=True).answer
