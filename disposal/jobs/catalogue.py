"""All jobs. To add one, write ``disposal/jobs/<job>.py`` and name it here."""

from disposal.jobs import clocks, publications, windows
from disposal.jobs.job import Job

JOBS: tuple[Job, ...] = (clocks.JOB, publications.JOB, windows.JOB)
