"""The market, but for one fault: crash."""

from market_server import Market

answer = Market("crash").answer
