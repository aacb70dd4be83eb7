"""Inspection in worker processes with limits: the protocol, the process, the pool, batches on other executors."""
