"""Pages of the discipline officers: reports of obstruction, and the opinion asked of every notice."""
