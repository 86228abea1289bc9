"""Jobs: each calls one function that the doors call too. Nothing depends on a job having run."""
