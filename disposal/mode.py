"""The mode of a register (运行方式): production, or training, in which nothing is real."""

from notices.codes import Coded


class Mode(Coded):
    """Stored with the first administrator; a register never changes it.

    Training needs no proof on the command line and no second factor; its pages are served on this machine only.
    """

    production = "production", "正式", "production"
    training = "training", "培训", "training"
