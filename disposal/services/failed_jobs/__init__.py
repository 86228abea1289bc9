"""Jobs of the register that failed: seen by administrators, and run again by them."""
