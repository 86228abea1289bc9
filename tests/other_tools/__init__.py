"""Other people's tools on the built wheel, its API and its files; ``make tools`` runs them. Needs a network."""
