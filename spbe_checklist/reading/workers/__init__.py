"""Inspection in worker processes with limits: the protocol, the process, the pool, batches on other executors.

How work is handed out and lost work is noticed. What is done to a file is ``inspect_one``'s job.
"""
