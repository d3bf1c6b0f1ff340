"""A batch run: its folder and manifest, resuming, copies, the executors that do the work here or on a cluster.

May import everything below; nothing here knows the command line.
"""
