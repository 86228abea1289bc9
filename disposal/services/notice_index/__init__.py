"""What lists and the search keep of each notice: its words and its summary, made from its content alone."""
