"""Example data for a throw-away store: a fictional agency with a believable week."""

from demo.example import latecomers, week
from demo.records import DemoComment, Week, Work

__all__ = ["DemoComment", "Week", "Work", "latecomers", "week"]
