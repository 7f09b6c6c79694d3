"""A server that does what its document says: all of it is right."""

from market_server import Market

answer = Market().answer
