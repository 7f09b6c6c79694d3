"""The market, but for one fault: open."""

from market_server import Market

answer = Market("open").answer
