"""The market, but for one fault: bound."""

from market_server import Market

answer = Market("bound").answer
