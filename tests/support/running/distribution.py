"""How the tests are dealt out to the workers of ``make test``."""

from xdist.scheduler import LoadGroupScheduling


class WholeFiles(LoadGroupScheduling):
    """Gives a group to one worker, and a file without a group as well.

    So what a file's tests share is made once, not once per worker, and the dealer counts hundreds of files, not
    thousands of tests.
    """

    def _split_scope(self, nodeid: str) -> str:
        group = super()._split_scope(nodeid)
        return group.split("::")[0]
