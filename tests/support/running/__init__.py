"""What the run of the tests itself needs: databases, engines, costs, the network, the workers."""
