"""The market, but for one fault that takes two things to show: pair."""

from market_server import Market

answer = Market("pair").answer
