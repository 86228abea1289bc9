"""The queue of jobs: what a change leads to later is deferred by name, in the transaction of the change."""
