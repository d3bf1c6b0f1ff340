"""Stories: the articles of a run that tell one event, told once, and where they contradict each other.

May import `arabic` and `numbers`: all of it happens on the Arabic side.
"""
