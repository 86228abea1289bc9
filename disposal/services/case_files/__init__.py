"""Case files (卷宗): all that a judge asks for about a notice or an objection, in the order in which it is asked."""
