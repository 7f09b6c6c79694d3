"""The market, but for one fault: vip."""

from market_server import Market

answer = Market("vip").answer
