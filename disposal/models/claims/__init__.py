"""Claims: amounts owed, chain of title, collateral, guarantees, litigation."""
