"""Four eyes on what is submitted: steps, deputies, who took part, who may approve. It knows subjects by id only."""
