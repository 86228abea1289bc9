"""Claims: what is owed and secured; statements, chain of title, collateral, guarantees, litigation."""
