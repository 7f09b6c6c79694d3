"""The market, but for one fault: trusting."""

from market_server import Market

answer = Market("trusting").answer
